"""Lots drawn so that everybody can draw them again.

The ticket of a thing is the SHA-256 of "seed:key", with the seed that the system makes; the lowest
tickets are drawn. Nothing but the seed and the keys is needed to repeat it.
"""

import secrets
from collections.abc import Iterable
from hashlib import sha256

SEED_BYTES = 16


def fresh_seed() -> str:
    return secrets.token_hex(SEED_BYTES)


def ticket(key: str, *, seed: str) -> str:
    return sha256(f"{seed}:{key}".encode()).hexdigest()


def drawn(keys: Iterable[str], *, seed: str, wanted: int) -> list[str]:
    """Those with the lowest tickets, lowest first; all where fewer are there."""
    return sorted(keys, key=lambda key: ticket(key, seed=seed))[:wanted]
