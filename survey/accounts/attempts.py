"""Slows down guessing: refused sign-ins are counted for a quarter of an hour.

Ten for one login from one network, so that nobody locks a colleague out from elsewhere; fifty from
one network for all logins; a hundred for one login from everywhere. The counts lie in the database:
they hold for all processes and survive a restart. What is kept cannot be read back.
"""

import hmac
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import NamedTuple

from sqlalchemy import delete
from sqlalchemy.orm import Session

from survey.errors.accounts import TooManyAttempts
from survey.models.account import SignInFailure
from survey.queries import sign_ins

WINDOW = timedelta(minutes=15)
PER_LOGIN_AND_NETWORK = 10
PER_NETWORK = 50
PER_LOGIN = 100


class Limit(NamedTuple):
    subject: bytes
    most: int


def limits_for(*, login: str, address: str, key: bytes) -> list[Limit]:
    """What an attempt counts towards; the first is forgiven when it succeeds."""
    network = network_of(address)

    def subject(*parts: str) -> bytes:
        return hmac.digest(key, "\n".join(parts).encode(), "sha256")

    return [
        Limit(subject("login and network", login, network), PER_LOGIN_AND_NETWORK),
        Limit(subject("network", network), PER_NETWORK),
        Limit(subject("login", login), PER_LOGIN),
    ]


def network_of(address: str) -> str:
    """The neighbourhood an address stands for: one customer commands all of it."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    length = 24 if parsed.version == 4 else 48
    return str(ip_network(f"{parsed}/{length}", strict=False))


def spend(session: Session, *, limits: list[Limit], now: datetime) -> None:
    """Count the attempt before the password is looked at; raises TooManyAttempts."""
    session.execute(delete(SignInFailure).where(SignInFailure.at <= now - WINDOW))
    counts = sign_ins.failures(session, subjects=[limit.subject for limit in limits])
    if any(counts.get(limit.subject, 0) >= limit.most for limit in limits):
        raise TooManyAttempts
    session.add_all(SignInFailure(subject=limit.subject, at=now) for limit in limits)
    session.flush()


def forgive(session: Session, *, limits: list[Limit], now: datetime) -> None:
    """The password was right: this attempt was none, and the earlier slips of the person go."""
    session.execute(delete(SignInFailure).where(SignInFailure.subject == limits[0].subject))
    spent = [limit.subject for limit in limits]
    session.execute(
        delete(SignInFailure).where(SignInFailure.subject.in_(spent), SignInFailure.at == now)
    )
