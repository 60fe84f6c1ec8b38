"""What an agency answered a citizen is kept sealed too, as message and contact are."""

import hmac
from base64 import b64encode
from collections.abc import Sequence
from os import urandom
from uuid import UUID

import sqlalchemy as sa
from alembic import op
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from survey.settings import load

revision: str = "0080"
down_revision: str | None = "0071"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

CASES = sa.table(
    "case_file", sa.column("id", sa.Integer), sa.column("key", sa.Uuid), sa.column("answer")
)


def upgrade() -> None:
    connection = op.get_bind()
    plain = connection.execute(sa.select(CASES).where(CASES.c.answer.is_not(None))).all()
    for row in plain:
        sealed = CASES.update().where(CASES.c.id == row.id).values(answer=seal(row.answer, row.key))
        connection.execute(sealed)


def seal(text: str, key: UUID) -> str:
    """As the application did when this was written."""
    secret = load().secret_key.get_secret_value().encode()
    own, nonce = hmac.digest(secret, b"case answer" + key.bytes, "sha256"), urandom(12)
    return b64encode(nonce + AESGCM(own).encrypt(nonce, text.encode(), key.bytes)).decode()
