"""Passwords: what is taken, what is kept, and that both ways of typing ế are one."""

import statistics
import unicodedata
from time import perf_counter

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy.orm import Session

from survey.accounts import passwords, sign_in
from survey.accounts.password_rules import own_part, require_acceptable
from survey.errors.accounts import PasswordGuessable, PasswordTooLong, PasswordTooShort
from survey.models.account import Account
from tests.accounts.conftest import LOGIN

GOOD = "bốn con trâu ăn cỏ"
ABOUT = ("thu.ha@donganh.example.vn", "Vũ Thu Hà", "Ủy ban nhân dân xã Đông Anh")


@pytest.fixture(autouse=True)
def work_of_hashing() -> None:
    """All of it, as for everybody who signs in."""


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "exactly15 chars",
        "x7Kp-92qf-Lm3z-wt",
        "đèn lồng ngoài hiên",
        "a" * 20 + "correct horse battery",
        "    four words with blanks    ",
        "правильная лошадь",
        "long " * 25 + "end",
    ],
)
def test_long_passwords_of_ones_own_are_taken_whatever_their_signs(password: str):
    require_acceptable(password, about=ABOUT)


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "Password12345678!",
        "P@ssw0rd P@ssw0rd",
        "123456789012345",
        "qwertyuiopasdfgh",
        "aaaaaaaaaaaaaaaaaaaa",
        "abababababababab",
        "motcua motcua 2026",
        "Một cửa Hài Lòng 123456",
        "matkhau123456789",
        "ubndxadonganh2026",
        "thu.ha@donganh.example.vn",
        "VũThuHà VũThuHà 1",
        "mật khẩu của hà",
    ],
)
def test_what_is_guessed_first_is_refused(password: str):
    with pytest.raises(PasswordGuessable):
        require_acceptable(password, about=ABOUT)


def test_fourteen_characters_are_too_few_and_129_too_many():
    with pytest.raises(PasswordTooShort):
        require_acceptable(GOOD[:14])
    with pytest.raises(PasswordTooLong):
        require_acceptable((GOOD * 10)[:129])
    require_acceptable((GOOD * 10)[:128])


def test_length_counts_characters_as_people_see_them():
    with pytest.raises(PasswordTooShort):
        require_acceptable(unicodedata.normalize("NFD", "ế ế ẵ ộ ữ ặ ệ"))


def test_only_what_no_word_explains_counts():
    words = frozenset({"motcua", "mot", "2026"})

    assert own_part("Một cửa 2026", words) == 0
    assert own_part("Một cửa của tôi 2026", words) == len("cuatoi")


def test_both_ways_of_typing_a_letter_are_the_same_password():
    kept = passwords.hashed(unicodedata.normalize("NFD", GOOD))

    assert passwords.is_right(unicodedata.normalize("NFC", GOOD), kept=kept)


def test_no_sign_is_cut_off():
    kept = passwords.hashed("ă" * 127 + "1")

    assert not passwords.is_right("ă" * 127 + "2", kept=kept)
    assert not passwords.is_right("ă" * 127, kept=kept)


def test_passwords_are_kept_as_argon2id_with_todays_parameters():
    kept = passwords.hashed(GOOD)

    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert not passwords.is_outdated(kept)
    assert passwords.is_outdated(PasswordHasher(time_cost=1, memory_cost=8192).hash(GOOD))


def test_a_damaged_record_lets_nobody_in():
    assert not passwords.is_right(GOOD, kept="not a record")
    assert not passwords.is_right("nobody signs in with this", kept=None)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_refusing_an_unknown_login_takes_as_long_as_refusing_a_known_one(
    app: Flask, session: Session, account: Account
):
    times: dict[str, list[float]] = {LOGIN: [], "nobody@example.vn": []}

    for _ in range(9):
        for login, taken in times.items():
            start = perf_counter()
            assert sign_in.verified(session, login=login, password="wrong horse battery") is None
            taken.append(perf_counter() - start)

    known, unknown = (statistics.median(taken) for taken in times.values())
    assert 0.7 < known / unknown < 1.4
