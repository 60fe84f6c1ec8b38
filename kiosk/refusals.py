"""What the server says to a device that it refuses: a status and a code, no sentence.

The page has the sentence for its reader; the codes are those of docs/kiosk-protocol.md.
"""

from http import HTTPStatus
from typing import Any


class Refused(Exception):
    """The whole request is refused."""

    status = HTTPStatus.BAD_REQUEST
    code = "malformed"

    def __init__(self, **details: Any) -> None:
        super().__init__(self.code)
        self.details = details


class SignatureMissing(Refused):
    status = HTTPStatus.UNAUTHORIZED
    code = "signature_missing"


class DeviceUnknown(Refused):
    status = HTTPStatus.UNAUTHORIZED
    code = "device_unknown"


class SignatureWrong(Refused):
    status = HTTPStatus.UNAUTHORIZED
    code = "signature_wrong"


class Revoked(Refused):
    status = HTTPStatus.FORBIDDEN
    code = "revoked"


class Replayed(Refused):
    status = HTTPStatus.CONFLICT
    code = "replayed"


class CodeUnknown(Refused):
    status = HTTPStatus.FORBIDDEN
    code = "code_unknown"


class TooManyCodes(Refused):
    status = HTTPStatus.TOO_MANY_REQUESTS
    code = "too_many_codes"


class NothingAsked(Refused):
    status = HTTPStatus.CONFLICT
    code = "nothing_asked"


class Busy(Refused):
    status = HTTPStatus.SERVICE_UNAVAILABLE
    code = "busy"


class RecordRefused(Exception):
    """One record cannot be taken; the others go on."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
