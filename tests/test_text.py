"""Vietnamese text, folded."""

from survey.text import fold, searchable


def test_marks_and_capitals_do_not_matter():
    assert fold("  ĐĂNG   ký Kết\nhôn ") == "dang ky ket hon"


def test_a_search_column_leaves_out_what_is_not_known():
    assert searchable("Hộ tịch", None, "", "1.000894") == "ho tich 1.000894"
