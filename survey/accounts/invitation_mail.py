"""The invitation as an e-mail, where a mail server is set."""

import logging
from email.message import EmailMessage

from flask_babel import force_locale
from flask_babel import gettext as _

from survey.mail import transport
from survey.models.account import Account
from survey.settings import Settings

log = logging.getLogger(__name__)


def deliver(account: Account, *, link: str, settings: Settings) -> bool:
    """Whether the mail server took it; the reason it did not is in the log.

    Not through the outbox: the link stands nowhere but in this message, and the page that made
    it says at once whether it was taken.
    """
    sender = transport.sender_of(settings.mail_url, base_url=settings.base_url)
    try:
        message = _compose(account, link=link, sender=sender)
        transport.send(message, mail_url=settings.mail_url)
    except OSError as problem:  # smtplib's own are of this kind
        log.error("an invitation could not be mailed: %s", type(problem).__name__)
        return False
    return True


def _compose(account: Account, *, link: str, sender: str) -> EmailMessage:
    """In the language of the person."""
    with force_locale(account.language):
        return transport.composed(
            sender=sender,
            recipient=account.login,
            message_id=transport.new_message_id(sender),
            subject=_("Your account in Hài Lòng"),
            text=_text(account, link=link),
        )


def _text(account: Account, *, link: str) -> str:
    paragraphs = (
        _("%(name)s,", name=account.name),
        _("an account for measuring satisfaction with public services has been opened for you."),
        _("Set your password within seven days at this address:"),
        link,
        _("The link is for you alone. If you did not expect it, leave it unused."),
    )
    return "\n\n".join(paragraphs) + "\n"
