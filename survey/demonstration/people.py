"""Who works in Tỉnh Mẫu: one account for each role, with passwords of this installation alone."""

import secrets
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey.accounts import passwords
from survey.accounts.password_rules import require_acceptable
from survey.demonstration import named
from survey.errors.problem import Problem
from survey.models.account import Account, Membership, Role
from survey.queries import sign_ins

WORDS = Path(__file__).parent / "words.txt"
"""To be read out over a telephone, and typed without Vietnamese marks."""
WORDS_IN_PASSWORD = 5
NUMBERS = 90  # two digits, from 10


class Colleague(NamedTuple):
    """A role, where it is held, and by whom."""

    role: Role
    agency: str
    login: str
    name: str


class SignIn(NamedTuple):
    role: Role
    login: str
    password: str


COLLEAGUES = (
    Colleague(Role.CLERK, "phuong-mau-dong", "motcua@tinhmau.example", "Cán bộ một cửa (mô phỏng)"),
    Colleague(
        Role.QUALITY_OFFICER, "phuong-mau-dong", "thukyiso@tinhmau.example", "Thư ký ISO (mô phỏng)"
    ),
    Colleague(Role.LEADER, "phuong-mau-dong", "lanhdao@tinhmau.example", "Lãnh đạo (mô phỏng)"),
    Colleague(Role.PUBLISHER, "tinh-mau", "congbo@tinhmau.example", "Người công bố (mô phỏng)"),
    Colleague(Role.INSPECTOR, "tinh-mau", "thanhtra@tinhmau.example", "Thanh tra (mô phỏng)"),
    Colleague(
        Role.PROVINCE_ADMIN, "tinh-mau", "quantritinh@tinhmau.example", "Quản trị tỉnh (mô phỏng)"
    ),
    Colleague(
        Role.SYSTEM_ADMIN, "tinh-mau", "hethong@tinhmau.example", "Quản trị hệ thống (mô phỏng)"
    ),
)


def ensure(session: Session, *, known: Mapping[str, str], now: datetime) -> list[SignIn]:
    """Every account open under the password that is known for it, or under a new one."""
    return [_ensure(session, colleague, known=known, now=now) for colleague in COLLEAGUES]


def _ensure(
    session: Session, colleague: Colleague, *, known: Mapping[str, str], now: datetime
) -> SignIn:
    account = sign_ins.account_by_login(session, login=colleague.login)
    if account is None:
        account = Account(login=colleague.login, name=colleague.name, created_at=now)
        session.add(account)
    password = known.get(colleague.login) or new_password(colleague)
    kept = account.password_hash
    if kept is None or not passwords.is_right(password, kept=kept):
        account.password_hash = passwords.hashed(password)
    account.disabled_at = None
    _ensure_role(session, colleague, account=account)
    return SignIn(colleague.role, colleague.login, password)


def _ensure_role(session: Session, colleague: Colleague, *, account: Account) -> None:
    agency = named.agency(session, colleague.agency)
    held = {(membership.agency_id, membership.role) for membership in account.memberships}
    if (agency.id, colleague.role) not in held:
        account.memberships.append(Membership(agency=agency, role=colleague.role))


def new_password(colleague: Colleague) -> str:
    """Easy to read and to type: five words and a number, some 38 bits of chance."""
    known = WORDS.read_text().split()
    while True:
        words = [secrets.choice(known) for _ in range(WORDS_IN_PASSWORD)]
        password = "-".join([*words, str(10 + secrets.randbelow(NUMBERS))])
        with suppress(Problem):
            require_acceptable(password, about=(colleague.login, colleague.name, colleague.agency))
            return password
