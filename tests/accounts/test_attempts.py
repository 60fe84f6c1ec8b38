"""Guessing is slowed down; nobody is locked out for ever, or by somebody elsewhere."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.accounts.attempts import PER_LOGIN, PER_NETWORK, limits_for, network_of, spend
from survey.app import create_app
from survey.clock import now
from survey.errors.accounts import TooManyAttempts
from survey.models.account import SignInFailure
from survey.settings import Settings
from tests.accounts.conftest import LOGIN, SignIn

KEY = b"only for tests"
QUARTER = timedelta(minutes=15)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(now(), tick=False) as clock:
        yield clock


@pytest.fixture
def guess(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch):
    """Wrong attempts from a network, without the cost of looking at each password."""

    def guess(client: FlaskClient, *, times: int, address: str = "10.1.2.3") -> list[int]:
        with monkeypatch.context() as patch:
            patch.setattr("survey.accounts.checking.sign_in.verified", lambda *_, **__: None)
            return [sign_in(client, address=address).status_code for _ in range(times)]

    return guess


def test_after_ten_wrong_passwords_even_the_right_one_waits_a_quarter_of_an_hour(
    client: FlaskClient, guess, sign_in: SignIn, clock: time_machine.Traveller
):
    statuses = guess(client, times=11)

    assert statuses == [422] * 10 + [429]
    clock.shift(QUARTER - timedelta(seconds=1))
    assert sign_in(client).status_code == 429
    clock.shift(timedelta(seconds=1))
    assert sign_in(client).status_code == 303


def test_whoever_is_attacked_from_one_network_signs_in_from_another(
    client: FlaskClient, guess, sign_in: SignIn
):
    guess(client, times=40)

    assert sign_in(client, address="10.1.2.77").status_code == 429
    assert sign_in(client, address="10.9.9.9").status_code == 303


def test_the_right_password_forgives_the_slips_before_it(
    client: FlaskClient, guess, sign_in: SignIn
):
    for _ in range(3):
        assert guess(client, times=9) == [422] * 9
        assert sign_in(client).status_code == 303


def test_the_count_survives_a_restart(
    client: FlaskClient, guess, sign_in: SignIn, settings: Settings
):
    guess(client, times=10)
    restarted = create_app(settings)

    assert sign_in(restarted.test_client()).status_code == 429
    restarted.extensions["engine"].dispose()


def attempts(session: Session, *, logins: list[str], addresses: list[str], at: datetime) -> int:
    """How many of these attempts were let through."""
    allowed = 0
    for login, address in zip(logins, addresses, strict=True):
        try:
            spend(session, limits=limits_for(login=login, address=address, key=KEY), now=at)
        except TooManyAttempts:
            continue
        allowed += 1
    return allowed


def test_one_network_cannot_try_many_logins(session: Session):
    logins = [f"person-{n}@example.vn" for n in range(PER_NETWORK + 20)]
    addresses = ["2001:db8:1:2::1"] * len(logins)

    assert attempts(session, logins=logins, addresses=addresses, at=now()) == PER_NETWORK


def test_many_networks_cannot_try_one_login_for_ever(session: Session):
    addresses = [f"10.{n}.1.1" for n in range(PER_LOGIN + 20)]
    logins = [LOGIN] * len(addresses)
    start = now()

    assert attempts(session, logins=logins, addresses=addresses, at=start) == PER_LOGIN
    assert attempts(session, logins=[LOGIN], addresses=["10.250.1.1"], at=start + QUARTER) == 1


def test_what_is_kept_names_neither_login_nor_network(client: FlaskClient, guess, session: Session):
    guess(client, times=1)

    kept = session.scalars(select(SignInFailure.subject)).all()

    assert len(kept) == 3
    assert {len(subject) for subject in kept} == {32}
    plain = limits_for(login=LOGIN, address="10.1.2.3", key=b"another key")
    assert not {limit.subject for limit in plain} & set(kept)


def test_old_failures_are_dropped(client: FlaskClient, guess, session: Session, clock):
    guess(client, times=3)
    clock.shift(QUARTER)
    guess(client, times=1)

    assert len(session.scalars(select(SignInFailure)).all()) == 3


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:abcd:12::1", "2001:db8:abcd::/48"),
        ("", "unknown"),
        ("not an address", "unknown"),
    ],
)
def test_an_address_stands_for_its_neighbourhood(address: str, network: str):
    assert network_of(address) == network


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_forged_forwarding_header_does_not_change_the_network(
    app: Flask, client: FlaskClient, guess, sign_in: SignIn
):
    client.environ_base["HTTP_X_FORWARDED_FOR"] = "198.51.100.1"
    guess(client, times=10)
    client.environ_base["HTTP_X_FORWARDED_FOR"] = "198.51.100.99, 192.0.2.5"

    assert sign_in(client).status_code == 429
