"""A real mail server on this machine that keeps what it received."""

import email
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from socket import socket

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword
from aiosmtpd.smtp import Session as Dialogue
from flask import Flask

from hailong import assembled
from survey.settings import Settings


class Postman:
    """Keeps what a server received, and who had signed in to send it."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.known: list[bytes] = []
        self.answer = "250 taken"

    async def handle_DATA(self, server: SMTP, dialogue: Dialogue, envelope: Envelope) -> str:  # noqa: N802
        self.recipients += envelope.rcpt_tos
        assert isinstance(envelope.content, bytes)
        message = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.received.append(message)
        return self.answer

    def knows(
        self, server: SMTP, dialogue: Dialogue, envelope: Envelope, method: str, auth: object
    ):
        assert isinstance(auth, LoginPassword)
        self.known.append(auth.login)
        # Not handled: the server itself has to tell who is refused, or the sender waits in vain.
        return AuthResult(success=auth.password == b"p@ss:word", handled=False)


@contextmanager
def listening(postman: Postman) -> Iterator[Controller]:
    controller = Controller(
        postman,
        hostname="127.0.0.1",
        port=a_free_port(),
        authenticator=postman.knows,
        auth_require_tls=False,
    )
    controller.start()
    yield controller
    controller.stop()


@contextmanager
def sending(settings: Settings, *, to: Postman) -> Iterator[Flask]:
    """The application, whose mail goes to this postman."""
    with listening(to) as server:
        url = f"smtp://127.0.0.1:{server.port}?from=hailong@example.vn"
        app = assembled(settings.model_copy(update={"mail_url": url}))
        yield app
        app.extensions["engine"].dispose()


def a_free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
