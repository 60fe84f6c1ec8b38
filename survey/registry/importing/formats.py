"""The file formats of all registers, each declared once."""

from flask_babel import lazy_gettext as _l

from survey.registry.importing.choice_words import (
    AGENCY_KINDS,
    DAY_TYPES,
    LEVELS,
    POINT_KINDS,
    TIME_UNITS,
)
from survey.registry.importing.columns import Column, Format, Register, Type
from survey.registry.importing.quality_formats import QUALITY_FORMATS
from survey.registry.importing.shared_columns import (
    EFFECTIVE_ON,
    LEGAL_BASIS,
    NAME_EN,
    NAME_VI,
    POINT_CODE,
    SUCCESSION_KIND,
    VALID_FROM,
    VALID_TO,
    agency_column,
    procedure_columns,
)

AGENCIES = Format(
    Register.AGENCIES,
    _l("Agencies"),
    (
        Column("code", "Mã cơ quan", Type.CODE, _l("Our own short code."), required=True),
        Column(
            "kind",
            "Loại cơ quan",
            Type.CHOICE,
            _l("What kind of agency it is."),
            required=True,
            words=AGENCY_KINDS,
        ),
        NAME_VI,
        NAME_EN,
        # Not a reference like others: the parent may stand in the same file, further down.
        Column(
            "parent_code",
            "Mã cơ quan cấp trên",
            Type.CODE,
            _l("Code of the agency above it, in the register or in this file."),
        ),
        Column(
            "parent_from",
            "Trực thuộc từ",
            Type.DAY,
            _l("First day under that agency; one line for every agency it stood under."),
        ),
        Column("parent_to", "Trực thuộc đến", Type.DAY, _l("Last day under that agency.")),
        Column(
            "unit_code",
            "Mã đơn vị hành chính",
            Type.UNIT_CODE,
            _l("Code of the statistics office: 2 digits for a province, 5 for a commune."),
        ),
        Column(
            "identifier",
            "Mã định danh",
            Type.IDENTIFIER,
            _l("Electronic identifier of the agency, such as H29.13."),
        ),
        VALID_FROM,
        VALID_TO,
    ),
    key=("code", "parent_from"),
    periods=(("valid_from", "valid_to"), ("parent_from", "parent_to")),
)

POINTS = Format(
    Register.POINTS,
    _l("Service points"),
    (
        Column("code", "Mã điểm phục vụ", Type.CODE, _l("Our own short code."), required=True),
        agency_column("agency_code", "Mã cơ quan", _l("Code of the agency it belongs to.")),
        Column(
            "kind",
            "Loại điểm phục vụ",
            Type.CHOICE,
            _l("Counter, hall or website."),
            required=True,
            words=POINT_KINDS,
        ),
        NAME_VI,
        NAME_EN,
        VALID_FROM,
        VALID_TO,
    ),
    key=("code",),
)

PROCEDURES = Format(
    Register.PROCEDURES,
    _l("Procedures"),
    (
        Column(
            "national_code",
            "Mã thủ tục",
            Type.NATIONAL_CODE,
            _l("National code, such as 1.001193; empty where it is not known."),
            keeps=True,
        ),
        NAME_VI,
        NAME_EN,
        Column(
            "field_vi",
            "Lĩnh vực",
            Type.NAME,
            _l("Field of administration; a new one is added to the list of fields."),
            required=True,
        ),
        Column(
            "field_en",
            "Lĩnh vực tiếng Anh",
            Type.NAME,
            _l("English name of the field."),
            keeps=True,
        ),
        Column(
            "level",
            "Cấp thực hiện",
            Type.CHOICE,
            _l("Level at which the procedure is handled."),
            required=True,
            words=LEVELS,
        ),
        Column("note", "Ghi chú", Type.NOTE, _l("Remarks, such as how certain the code is.")),
        VALID_FROM,
        VALID_TO,
    ),
    key=("national_code", "name_vi", "level"),
)

TIME_LIMITS = Format(
    Register.TIME_LIMITS,
    _l("Time limits"),
    (
        *procedure_columns(),
        agency_column(
            "agency_code",
            "Mã cơ quan",
            _l("Agency that commits to the limit; empty: the statutory limit."),
            required=False,
        ),
        Column("amount", "Thời hạn", Type.COUNT, _l("How many hours, days or months."), least=1),
        Column(
            "unit",
            "Đơn vị thời gian",
            Type.CHOICE,
            _l("Hours, days or months."),
            required=True,
            words=TIME_UNITS,
        ),
        Column(
            "day_type",
            "Cách tính ngày",
            Type.CHOICE,
            _l("Working days or calendar days."),
            required=True,
            words=DAY_TYPES,
        ),
        Column("same_day", "Trong ngày", Type.YES_NO, _l("Whether it is handled the same day.")),
        Column(
            "cutoff_hour",
            "Giờ chốt nhận",
            Type.COUNT,
            _l("Received after this hour counts from the next working day."),
            most=23,
        ),
        Column(
            "verified_amount",
            "Thời hạn khi xác minh",
            Type.COUNT,
            _l("Limit when facts have to be verified."),
            least=1,
        ),
        Column(
            "difficult_amount",
            "Thời hạn vùng khó khăn",
            Type.COUNT,
            _l("Limit in difficult areas."),
            least=1,
        ),
        Column("as_stated", "Nguyên văn", Type.NOTE, _l("The limit in the words of its source.")),
        VALID_FROM,
        VALID_TO,
    ),
    key=("procedure_code", "procedure_name", "procedure_level", "agency_code", "valid_from"),
    procedures=("procedure",),
)

OFFERINGS = Format(
    Register.OFFERINGS,
    _l("Offerings"),
    (POINT_CODE, *procedure_columns(), VALID_FROM, VALID_TO),
    key=("point_code", "procedure_code", "procedure_name", "procedure_level", "valid_from"),
    procedures=("procedure",),
)

SUCCESSIONS = Format(
    Register.SUCCESSIONS,
    _l("Successions of agencies"),
    (
        agency_column("predecessor_code", "Mã cơ quan cũ", _l("Code of the agency that was.")),
        agency_column(
            "successor_code", "Mã cơ quan mới", _l("Code of the agency that took its place.")
        ),
        SUCCESSION_KIND,
        EFFECTIVE_ON,
        LEGAL_BASIS,
    ),
    key=("predecessor_code", "successor_code"),
    periods=(),
)

PROCEDURE_SUCCESSIONS = Format(
    Register.PROCEDURE_SUCCESSIONS,
    _l("Successions of procedures"),
    (
        *procedure_columns("predecessor", whose=" cũ"),
        *procedure_columns("successor", whose=" mới"),
        SUCCESSION_KIND,
        EFFECTIVE_ON,
        LEGAL_BASIS,
    ),
    key=(
        "predecessor_code",
        "predecessor_name",
        "predecessor_level",
        "successor_code",
        "successor_name",
        "successor_level",
    ),
    procedures=("predecessor", "successor"),
    periods=(),
)

FLOWS = Format(
    Register.FLOWS,
    _l("Flows of dossiers"),
    (
        POINT_CODE,
        *procedure_columns(),
        Column(
            "day", "Ngày", Type.DAY, _l("Day on which the dossiers were closed."), required=True
        ),
        Column(
            "closed",
            "Số hồ sơ đã giải quyết",
            Type.COUNT,
            _l("How many dossiers were closed."),
            required=True,
        ),
    ),
    key=("point_code", "procedure_code", "procedure_name", "procedure_level", "day"),
    procedures=("procedure",),
    periods=(),
)

FORMATS = {
    format.register: format
    for format in (
        AGENCIES,
        POINTS,
        PROCEDURES,
        TIME_LIMITS,
        OFFERINGS,
        SUCCESSIONS,
        PROCEDURE_SUCCESSIONS,
        FLOWS,
        *QUALITY_FORMATS,
    )
}
