"""What a draw of whom to invite cannot take."""

from http import HTTPStatus

from flask_babel import lazy_gettext as _l

from survey.errors.problem import Problem
from survey.errors.registers import Refusal


class NotApprovedYet(Problem):
    status = HTTPStatus.CONFLICT
    code = "not_approved_yet"
    title = _l("Nobody is invited for this plan now")
    message = _l("People are invited for a plan that is approved and still under way.")


class NoTable(Refusal):
    code = "no_table"
    field = "file"
    message = _l("This file cannot be read. Choose an Excel workbook (.xlsx) or a CSV file.")


class FormulaWithoutResult(Refusal):
    code = "formula_without_result"
    field = "file"
    message = _l(
        "The list holds a formula without a result. Correct it in Excel, save it, and choose it "
        "again."
    )


class NobodyListed(Refusal):
    code = "nobody_listed"
    field = "file"
    message = _l(
        "Choose a file whose first column holds codes of dossiers below a heading, or paste the "
        "codes."
    )


class CodeTooLong(Refusal):
    code = "code_too_long"
    field = "pasted"
    message = _l("A code has at most %(most)s characters. Write each code in a line of its own.")


class WhyAgain(Refusal):
    code = "why_again"
    field = "reason"
    message = _l(
        "It was drawn for this item before. Say why it is drawn again: that stays visible."
    )


class AnotherList(Refusal):
    code = "another_list"
    field = "file"
    message = _l("This is not the list that was drawn from. Choose the same file as then.")
