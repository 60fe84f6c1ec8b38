"""The management review of the agency that does all as it should: the quarter of its plan."""

from datetime import date

from sqlalchemy.orm import Session

from survey.demonstration import named
from survey.demonstration.quality_records import on
from survey.demonstration.quality_story import STORIES, Finding, year_of
from survey.models.management_review import ReviewHeading
from survey.models.staged import Stage
from survey.quality.reviews import work
from survey.quality.reviews.work import ReviewDetails, Said

SAID = {
    ReviewHeading.EARLIER: Said("Đây là kỳ họp đầu tiên ghi trên hệ thống (mô phỏng)."),
    ReviewHeading.TRENDS: Said(
        "Tỷ lệ hài lòng tăng dần trong quý nhưng chưa đạt mục tiêu (mô phỏng).",
        "Bộ phận một cửa rà soát quy trình tiếp nhận tại quầy 3, xong trước ngày 31/5 (mô phỏng).",
    ),
    ReviewHeading.SIGNALS: Said("Xem lại khi có đủ số tháng (mô phỏng)."),
    ReviewHeading.DRIVERS: Said("Ưu tiên yếu tố có trọng số lớn nhất (mô phỏng)."),
    ReviewHeading.COMPLAINTS: Said("Phản ánh được trả lời theo quy định (mô phỏng)."),
    ReviewHeading.ACTIONS: Said("Tiếp tục theo dõi các hành động đang mở (mô phỏng)."),
    ReviewHeading.OBJECTIVES: Said(
        "Chưa đạt mục tiêu cả năm (mô phỏng).",
        "Giữ nguyên mục tiêu, đo lại vào quý sau (mô phỏng).",
    ),
    ReviewHeading.RESOURCES: Said(
        "Quầy 3 thiếu người vào buổi sáng (mô phỏng).", "Bố trí thêm một công chức (mô phỏng)."
    ),
}


def build(session: Session, *, today: date) -> None:
    """Held after the records of the quarter were approved."""
    code = next(code for code, finding in STORIES.items() if finding is Finding.NONE)
    agency, year = named.agency(session, code), year_of(today)
    held_on = date(year, 4, 24)
    details = ReviewDetails(
        first_day=date(year, 1, 1),
        last_day=date(year, 3, 31),
        held_on=held_on,
        place="Phòng họp số 1 (mô phỏng)",
        chair="Lãnh đạo (mô phỏng)",
        secretary="Thư ký ISO (mô phỏng)",
        participants="Văn phòng HĐND và UBND\nBộ phận một cửa",
    )
    review = work.create(session, agency=agency, details=details, by=on(date(year, 4, 20)))
    work.conclude(session, review=review, said=SAID, by=on(held_on))
    for step, day in ((Stage.SUBMITTED, 25), (Stage.APPROVED, 28)):
        work.advance(session, review=review, to=step, by=on(date(year, 4, day)))
