"""The file formats of the register of quality systems."""

from flask_babel import lazy_gettext as _l

from survey.registry.importing.choice_words import (
    DOCUMENT_KINDS,
    EDITIONS,
    PROCESS_KINDS,
    REPORT_LEVELS,
)
from survey.registry.importing.columns import Column, Format, Register, Target, Type
from survey.registry.importing.shared_columns import (
    NAME_EN,
    NAME_VI,
    VALID_FROM,
    VALID_TO,
    agency_column,
    procedure_columns,
)
from survey.staff.years import FIRST_YEAR, LAST_YEAR

AGENCY = agency_column("agency_code", "Mã cơ quan", _l("Code of the agency it belongs to."))
SCOPE = Column("scope", "Phạm vi áp dụng", Type.NAME, _l("What the quality system applies to."))

QUALITY_SYSTEMS = Format(
    Register.QUALITY_SYSTEMS,
    _l("Quality systems"),
    (
        AGENCY,
        Column(
            "level",
            "Nhóm thống kê",
            Type.CHOICE,
            _l("The heading under which progress reports count this agency."),
            required=True,
            words=REPORT_LEVELS,
        ),
        Column(
            "edition",
            "Phiên bản tiêu chuẩn",
            Type.CHOICE,
            _l("Edition of the standard that is applied."),
            required=True,
            words=EDITIONS,
        ),
        SCOPE,
        Column(
            "software",
            "Phần mềm ISO điện tử",
            Type.NAME,
            _l("Name of the software; empty where papers are kept by hand."),
        ),
        VALID_FROM,
        VALID_TO,
    ),
    key=("agency_code", "valid_from"),
)

QUALITY_DOCUMENTS = Format(
    Register.QUALITY_DOCUMENTS,
    _l("Documents of quality systems"),
    (
        AGENCY,
        Column(
            "year",
            "Năm",
            Type.COUNT,
            _l("Year to which the document belongs."),
            required=True,
            least=FIRST_YEAR,
            most=LAST_YEAR,
        ),
        Column(
            "kind",
            "Loại tài liệu",
            Type.CHOICE,
            _l("What the document is."),
            required=True,
            words=DOCUMENT_KINDS,
        ),
        Column(
            "number", "Số hiệu", Type.NAME, _l("Number as it stands on the paper."), required=True
        ),
        Column("title", "Tên tài liệu", Type.NAME, _l("Title of the document."), required=True),
        Column("signed_on", "Ngày ký", Type.DAY, _l("Day of the signature."), required=True),
        Column("link", "Liên kết", Type.LINK, _l("Where it is published or kept.")),
        Column(
            "edition",
            "Phiên bản tiêu chuẩn",
            Type.CHOICE,
            _l("Of an announcement: the edition to which conformity is announced."),
            words=EDITIONS,
        ),
        SCOPE,
        Column(
            "ended_on",
            "Hết hiệu lực",
            Type.DAY,
            _l("Last day of a document that was replaced or withdrawn."),
        ),
    ),
    key=("agency_code", "year", "kind", "number"),
    periods=(("signed_on", "ended_on"),),
)

QUALITY_PROCESSES = Format(
    Register.QUALITY_PROCESSES,
    _l("Processes of quality systems"),
    (
        AGENCY,
        Column(
            "code",
            "Mã quy trình",
            Type.NAME,
            _l("Code of the process as the agency writes it, such as QT 01/HT."),
            required=True,
        ),
        Column(
            "kind",
            "Loại quy trình",
            Type.CHOICE,
            _l("System, internal or procedure process."),
            required=True,
            words=PROCESS_KINDS,
        ),
        NAME_VI,
        NAME_EN,
        VALID_FROM,
        VALID_TO,
    ),
    key=("agency_code", "code"),
)

PROCESS_COVERAGE = Format(
    Register.PROCESS_COVERAGE,
    _l("Procedures that processes cover"),
    (
        AGENCY,
        Column(
            "process_code",
            "Mã quy trình",
            Type.NAME,
            _l("Code of a process of that agency."),
            required=True,
            target=Target.PROCESS,
        ),
        *procedure_columns(),
    ),
    key=("agency_code", "process_code", "procedure_code", "procedure_name", "procedure_level"),
    procedures=("procedure",),
    periods=(),
)

QUALITY_FORMATS = (QUALITY_SYSTEMS, QUALITY_DOCUMENTS, QUALITY_PROCESSES, PROCESS_COVERAGE)
