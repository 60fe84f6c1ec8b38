"""The Vietnamese words that a file may use for a choice; the first of each is written."""

from survey.models.agency import AgencyKind, SuccessionKind
from survey.models.point import PointKind
from survey.models.procedure import DayType, ProcedureLevel, TimeUnit
from survey.models.quality_process import ProcessKind
from survey.models.quality_system import DocumentKind, ReportLevel
from survey.models.standard import standards

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
REPORT_LEVELS: dict[str, tuple[str, ...]] = {
    ReportLevel.PROVINCE: ("tỉnh", "cấp tỉnh"),
    ReportLevel.DEPARTMENT: ("sở", "sở, ban, ngành"),
    ReportLevel.SUB_DEPARTMENT: ("chi cục",),
    ReportLevel.DISTRICT: ("huyện", "cấp huyện"),
    ReportLevel.COMMUNE: ("xã", "cấp xã"),
    ReportLevel.OFFICE: ("phòng", "phòng chuyên môn"),
    ReportLevel.OTHER: ("khác",),
}
DOCUMENT_KINDS: dict[str, tuple[str, ...]] = {
    DocumentKind.POLICY: ("chính sách chất lượng", "chính sách"),
    DocumentKind.CONTEXT: ("bối cảnh của tổ chức", "bối cảnh"),
    DocumentKind.OBJECTIVES: ("mục tiêu chất lượng", "mục tiêu"),
    DocumentKind.AUDIT_PROGRAMME: ("chương trình đánh giá nội bộ", "kế hoạch đánh giá nội bộ"),
    DocumentKind.AUDIT_RESULTS: ("kết quả đánh giá nội bộ",),
    DocumentKind.MANAGEMENT_REVIEW: ("xem xét của lãnh đạo",),
    DocumentKind.IMPROVEMENT: ("cải tiến",),
    DocumentKind.ANNOUNCEMENT: ("công bố phù hợp", "bản công bố"),
    DocumentKind.EXTERNAL: ("tài liệu bên ngoài",),
}
PROCESS_KINDS: dict[str, tuple[str, ...]] = {
    ProcessKind.SYSTEM: ("hệ thống", "quy trình hệ thống"),
    ProcessKind.INTERNAL: ("nội bộ", "quy trình nội bộ"),
    ProcessKind.PROCEDURE: ("thủ tục hành chính", "TTHC", "quy trình thủ tục hành chính"),
}
EDITIONS: dict[str, tuple[str, ...]] = {
    edition.key: (edition.title,) for edition in standards().editions
}
