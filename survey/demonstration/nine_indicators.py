"""The form of nine indicators as some agencies of Tỉnh Mẫu ask it: with an overall question."""

from survey.models.method import Definition

KEY = "diem-18-chung"
TITLE = {
    "vi": "Phiếu chín chỉ tiêu kèm câu hỏi chung (18 điểm)",
    "en": "Nine indicators with an overall question (18 points)",
}
DESCRIPTION = {
    "vi": (
        "Một câu hỏi chung năm mức, chín chỉ tiêu của phiếu 18 điểm và một ô góp ý (mô phỏng). "
        "Điểm của đơn vị là tổng điểm trung bình của chín chỉ tiêu; tỷ lệ hài lòng lấy từ câu hỏi "
        "chung."
    ),
    "en": (
        "One overall question with five levels, the nine indicators of the 18-point form, and a "
        "comment (simulated). The points of a unit are the sum of the mean points of the nine "
        "indicators; the satisfied share comes from the overall question."
    ),
}
OVERALL, COMMENT = "overall", "comment"


def with_overall(nine: Definition, *, short: Definition) -> Definition:
    """The overall question of the short form, the nine indicators, and room for a comment."""
    plain, other = nine.plain(), short.plain()
    first, last = (one for one in other["questions"] if one["key"] in (OVERALL, COMMENT))
    used = (first["scale"], last["scale"])
    plain |= {
        "key": KEY,
        "title": TITLE,
        "description": DESCRIPTION,
        "scales": plain["scales"] + [one for one in other["scales"] if one["key"] in used],
        "questions": [first, *plain["questions"], last],
    }
    return Definition.model_validate(plain)
