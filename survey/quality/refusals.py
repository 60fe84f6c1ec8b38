"""What the register of the quality system cannot take, as sentences that say what to do."""

from flask_babel import lazy_gettext as _l

from survey.errors.registers import Refusal


class DocumentKnown(Refusal):
    code = "document_known"
    field = "number"
    message = _l("A document of this kind, year and number stands in the register already.")


class EditionMissing(Refusal):
    code = "edition_missing"
    field = "edition"
    message = _l("Choose the edition of the standard to which conformity is announced.")


class EndsBeforeSigned(Refusal):
    code = "ends_before_signed"
    field = "ended_on"
    message = _l("The last day must not lie before the day of the signature, %(day)s.")


class FileTooLarge(Refusal):
    code = "file_too_large"
    field = "file"
    message = _l("The file has more than %(most)s MB. Scan it with a lower resolution.")


class FileEmpty(Refusal):
    code = "file_empty"
    field = "file"
    message = _l("The file is empty. Choose the signed document.")


class FileKindUnknown(Refusal):
    code = "file_kind_unknown"
    field = "file"
    message = _l("Choose a PDF, Word (.docx), Excel (.xlsx), PNG or JPEG file.")


class SystemsOverlap(Refusal):
    code = "systems_overlap"
    field = "valid_from"
    message = _l("Another quality system already holds on %(day)s. End it first.")
