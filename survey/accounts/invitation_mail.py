"""The invitation as an e-mail, where a mail server is set."""

import logging
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import make_msgid
from urllib.parse import parse_qs, unquote, urlsplit

from flask_babel import force_locale
from flask_babel import gettext as _

from survey.models.account import Account
from survey.settings import Settings

log = logging.getLogger(__name__)
PATIENCE = 10  # seconds
DEFAULT_PORTS = {"smtp": 587, "smtps": 465}


def deliver(account: Account, *, link: str, settings: Settings) -> bool:
    """Whether the mail server took it; the reason it did not is in the log."""
    sender = sender_of(settings.mail_url, base_url=settings.base_url)
    try:
        send(compose(account, link=link, sender=sender), mail_url=settings.mail_url)
    except OSError as problem:  # smtplib's own are of this kind
        log.error("an invitation could not be mailed: %s", type(problem).__name__)
        return False
    return True


def compose(account: Account, *, link: str, sender: str) -> EmailMessage:
    """In the language of the person; header fields refuse line ends by themselves."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = account.login
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    with force_locale(account.language):
        message["Subject"] = _("Your account in Hài Lòng")
        message.set_content(_text(account, link=link))
    return message


def _text(account: Account, *, link: str) -> str:
    paragraphs = (
        _("%(name)s,", name=account.name),
        _("an account for measuring satisfaction with public services has been opened for you."),
        _("Set your password within seven days at this address:"),
        link,
        _("The link is for you alone. If you did not expect it, leave it unused."),
    )
    return "\n\n".join(paragraphs) + "\n"


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
