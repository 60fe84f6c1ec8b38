"""Columns that several registers have."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from survey.registry.importing.choice_words import LEVELS, SUCCESSION_KINDS
from survey.registry.importing.columns import Column, Target, Type

VALID_FROM = Column(
    "valid_from", "Hiệu lực từ", Type.DAY, _l("First day on which the row holds; empty: always.")
)
VALID_TO = Column(
    "valid_to",
    "Hiệu lực đến",
    Type.DAY,
    _l("Last day on which the row holds. A row ends by this day alone, never by being left out."),
)
NAME_VI = Column("name_vi", "Tên tiếng Việt", Type.NAME, _l("Vietnamese name."), required=True)
NAME_EN = Column("name_en", "Tên tiếng Anh", Type.NAME, _l("English name."))
LEGAL_BASIS = Column(
    "legal_basis", "Căn cứ pháp lý", Type.NAME, _l("Resolution or decision it rests on.")
)
EFFECTIVE_ON = Column(
    "effective_on", "Ngày hiệu lực", Type.DAY, _l("First day of the successor."), required=True
)
SUCCESSION_KIND = Column(
    "kind",
    "Hình thức kế thừa",
    Type.CHOICE,
    _l("How the one became the other."),
    required=True,
    words=SUCCESSION_KINDS,
)
POINT_CODE = Column(
    "point_code",
    "Mã điểm phục vụ",
    Type.CODE,
    _l("Code of a service point of the register."),
    required=True,
    target=Target.POINT,
)


def procedure_columns(
    prefix: str = "procedure", *, whose: str = ""
) -> tuple[Column, Column, Column]:
    """The three columns that name a procedure: its national code, else its name and level."""
    return (
        Column(
            f"{prefix}_code",
            f"Mã thủ tục{whose}",
            Type.NATIONAL_CODE,
            _l("National code of the procedure; empty where it is not known."),
        ),
        Column(
            f"{prefix}_name",
            f"Tên thủ tục{whose}",
            Type.NAME,
            _l("Vietnamese name of the procedure; names it together with its level."),
        ),
        Column(
            f"{prefix}_level",
            f"Cấp thực hiện{whose}",
            Type.CHOICE,
            _l("Level at which the procedure is handled."),
            words=LEVELS,
        ),
    )


def agency_column(name: str, vi: str, meaning: LazyString, *, required: bool = True) -> Column:
    return Column(name, vi, Type.CODE, meaning, required=required, target=Target.AGENCY)
