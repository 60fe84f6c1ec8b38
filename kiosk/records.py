"""What a device sends: records sealed to the server, and what is inside one."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from kiosk.refusals import RecordRefused, Refused
from kiosk.signing import LARGEST_NUMBER
from survey.models import slip_code

LARGEST_BATCH = 100  # records
LONGEST_RECORD = 40_000  # characters; a comment of 3,000 takes a fourth of it
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]


def _written(code: str) -> str:
    written = slip_code.normalise(code)
    if written is None:
        raise ValueError("not the code of a slip")
    return written


SlipCode = Annotated[str, AfterValidator(_written)]


class Record(BaseModel):
    """One rating as it lay on the device: all that is not sealed leads to nobody."""

    model_config = ConfigDict(extra="forbid", strict=False, frozen=True)

    device: UUID
    number: Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]
    key: UUID
    sealed_for: Number
    sealed: Annotated[str, Field(max_length=LONGEST_RECORD)]


class Taken(BaseModel):
    """What was sealed: the rating, where and on which day it was given."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    placement: Number
    day: date
    late: bool
    version: Number
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    procedure: Number | None
    slip: SlipCode | None = None
    """The code of a slip that was read; its rating goes by the rules of slips."""
    answers: Annotated[dict[str, str | list[str]], Field(max_length=200)]


def listed(body: dict[str, Any]) -> list[Any]:
    """The records of a request, not looked at yet; raises Refused for what holds none."""
    found = body.get("records")
    if not isinstance(found, list) or len(found) > LARGEST_BATCH:
        raise Refused
    return found


def read(found: Any) -> Record | None:
    """None for what has not the shape of a record."""
    try:
        return Record.model_validate(found)
    except ValidationError:
        return None


def opened(content: bytes) -> Taken:
    """Raises RecordRefused for what is not a rating."""
    try:
        return Taken.model_validate_json(content)
    except ValidationError:
        raise RecordRefused("malformed") from None
