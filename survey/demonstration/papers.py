"""Simulated documents of a quality system, with number, title and date."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from survey.models.agency import Agency
from survey.models.quality_system import DocumentKind, QualityDocument

TITLES = {
    DocumentKind.POLICY: ("QĐ", "Quyết định ban hành chính sách chất lượng", (1, 5)),
    DocumentKind.CONTEXT: ("BC", "Xác định bối cảnh của tổ chức", (1, 8)),
    DocumentKind.OBJECTIVES: ("QĐ", "Quyết định ban hành mục tiêu chất lượng", (1, 12)),
    DocumentKind.AUDIT_PROGRAMME: ("KH", "Chương trình đánh giá nội bộ", (1, 20)),
    DocumentKind.AUDIT_RESULTS: ("BC", "Báo cáo kết quả đánh giá nội bộ", (6, 15)),
    DocumentKind.MANAGEMENT_REVIEW: ("BB", "Biên bản họp xem xét của lãnh đạo", (7, 10)),
    DocumentKind.IMPROVEMENT: ("KH", "Kế hoạch cải tiến", (7, 25)),
    DocumentKind.ANNOUNCEMENT: ("QĐ", "Bản công bố hệ thống quản lý chất lượng phù hợp", (3, 2)),
}
"""Of each kind: how its number ends, its title, month and day of the signature."""


def papers_of_year(
    agency: Agency,
    *,
    year: int,
    kinds: Collection[DocumentKind],
    edition: str,
    signed: Mapping[DocumentKind, date] | None = None,
) -> Iterator[QualityDocument]:
    """`signed` names the days that are not the usual ones."""
    for number, kind in enumerate(kinds, start=1):
        ending, title, (month, day) = TITLES[kind]
        is_announcement = kind is DocumentKind.ANNOUNCEMENT
        yield QualityDocument(
            agency_id=agency.id,
            year=year,
            kind=kind,
            number=f"{number:02}/{ending}-MP",
            title=f"{title} (mô phỏng)",
            signed_on=(signed or {}).get(kind, date(year, month, day)),
            edition=edition if is_announcement else None,
            scope="Giải quyết thủ tục hành chính" if is_announcement else None,
        )
