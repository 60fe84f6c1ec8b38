"""Handing one message to the mail server that is set."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import make_msgid
from urllib.parse import parse_qs, unquote, urlsplit

PATIENCE = 10  # seconds
DEFAULT_PORTS = {"smtp": 587, "smtps": 465}


def new_message_id(sender: str) -> str:
    return make_msgid(domain=sender.rpartition("@")[2])


def composed(
    *, sender: str, recipient: str, message_id: str, subject: str, text: str
) -> EmailMessage:
    """Header fields refuse line ends by themselves."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = recipient
    message["Message-ID"] = message_id
    message["Subject"] = subject
    message.set_content(text)
    return message


def sender_of(mail_url: str, *, base_url: str) -> str:
    """`?from=` of the address, else its user, else the host of the pages."""
    address = urlsplit(mail_url)
    named = parse_qs(address.query).get("from", [""])[0]
    user = unquote(address.username or "")
    return named or (user if "@" in user else f"hailong@{urlsplit(base_url).hostname}")


def send(message: EmailMessage, *, mail_url: str) -> None:
    """Raises OSError when the server cannot be reached or refuses."""
    address = urlsplit(mail_url)
    port = address.port or DEFAULT_PORTS[address.scheme]
    with _connected(address.scheme, host=address.hostname or "", port=port) as server:
        if address.username:
            server.login(unquote(address.username), unquote(address.password or ""))
        server.send_message(message)


def _connected(scheme: str, *, host: str, port: int) -> smtplib.SMTP:
    secured = ssl.create_default_context()
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=secured)
    server = smtplib.SMTP(host, port, timeout=PATIENCE)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=secured)
        server.ehlo()
    return server
