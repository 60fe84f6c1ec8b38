"""What a tablet keeps of its PIN is slow to guess from."""

from hashlib import pbkdf2_hmac

import pytest

from kiosk import configuration, register


@pytest.fixture
def work_of_hashing() -> None:
    """All of it."""


def test_each_guess_takes_two_hundred_thousand_rounds():
    salt = b"0123456789abcdef"

    assert register.pin_digest("2580", salt=salt) == pbkdf2_hmac("sha256", b"2580", salt, 200_000)
    assert configuration.PIN_ROUNDS == 200_000
