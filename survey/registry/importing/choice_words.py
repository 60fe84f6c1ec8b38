"""The Vietnamese words that a file may use for a choice; the first of each is written."""

from survey.models.agency import AgencyKind, SuccessionKind
from survey.models.point import PointKind
from survey.models.procedure import DayType, ProcedureLevel, TimeUnit

AGENCY_KINDS: dict[str, tuple[str, ...]] = {
    AgencyKind.MINISTRY: ("bộ", "ngành", "bộ, ngành"),
    AgencyKind.PROVINCE: ("tỉnh", "cấp tỉnh", "thành phố"),
    AgencyKind.DEPARTMENT: ("sở", "sở, ngành", "ban"),
    AgencyKind.DISTRICT: ("huyện", "cấp huyện", "quận", "thị xã"),
    AgencyKind.COMMUNE: ("xã", "cấp xã", "phường", "đặc khu", "thị trấn"),
    AgencyKind.BRANCH: ("chi nhánh", "chi cục", "đơn vị trực thuộc"),
}
POINT_KINDS: dict[str, tuple[str, ...]] = {
    PointKind.COUNTER: ("quầy",),
    PointKind.HALL: ("sảnh", "bộ phận một cửa"),
    PointKind.WEBSITE: ("trang", "trang web", "cổng dịch vụ công"),
}
LEVELS: dict[str, tuple[str, ...]] = {
    ProcedureLevel.MINISTRY: ("bộ", "cấp bộ"),
    ProcedureLevel.PROVINCE: ("tỉnh", "cấp tỉnh"),
    ProcedureLevel.DISTRICT: ("huyện", "cấp huyện"),
    ProcedureLevel.COMMUNE: ("xã", "cấp xã"),
}
TIME_UNITS: dict[str, tuple[str, ...]] = {
    TimeUnit.HOUR: ("giờ",),
    TimeUnit.DAY: ("ngày",),
    TimeUnit.MONTH: ("tháng",),
}
DAY_TYPES: dict[str, tuple[str, ...]] = {
    DayType.WORKING: ("làm việc", "ngày làm việc"),
    DayType.CALENDAR: ("dương lịch", "ngày dương lịch", "ngày lịch"),
}
SUCCESSION_KINDS: dict[str, tuple[str, ...]] = {
    SuccessionKind.MERGE: ("sáp nhập", "hợp nhất", "nhập"),
    SuccessionKind.SPLIT: ("chia tách", "chia", "tách"),
    SuccessionKind.RENAME: ("đổi tên",),
}
