"""Python's garbage collector, kept from looking through what is there to stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting() -> Iterator[None]:
    """For what makes much and drops next to nothing: the collector is as it was afterwards.

    Importing the product makes 400,000 objects; looking through them again and again as they
    became more took a quarter of every start. The rows of a batch are dropped without it, too.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def stay() -> None:
    """What was made so far stays until the end: a program of ours says so, once it has started.

    A full collection goes through every module; the page during which it fell took three times
    as long.
    """
    gc.freeze()
