"""Reasons and faults as sentences, in the language of whoever reads them."""

from collections.abc import Mapping
from datetime import date

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from survey.documents import wording
from survey.registry.importing.columns import Format
from survey.registry.importing.faults import Fault, Param

REFUSALS: Mapping[str, LazyString] = {
    "empty_file": _l("The file is empty. Choose a file with a row of headings."),
    "encoding": _l(
        "The letters are not written in UTF-8 or UTF-16. Save the table as “CSV UTF-8” or as an "
        "Excel workbook (.xlsx)."
    ),
    "quotes": _l("The quotation marks in row %(row)s do not fit together. Correct that row."),
    "row_too_long": _l("A row does not end. Look for a quotation mark that is never closed."),
    "too_many_columns": _l("The table has more than %(most)s columns. Remove those beside it."),
    "old_workbook": _l(
        "This is a workbook of an old kind, or one with a password. Save it as an Excel workbook "
        "(.xlsx) without a password."
    ),
    "password": _l("The workbook is protected by a password. Save it without one."),
    "damaged_workbook": _l("The workbook is damaged. Open it in Excel and save it again."),
    "not_computed": _l(
        "The workbook holds formulas whose results were not saved. Open it in Excel, save it, and "
        "hand it in again."
    ),
    "not_a_workbook": _l("This is not an Excel workbook. Save the table as .xlsx or .csv."),
    "no_sheet": _l("The workbook has no visible sheet with a table."),
    "workbook_bomb": _l(
        "The workbook would unpack to more than the server takes. Copy the table alone into a new "
        "workbook, or save it as CSV."
    ),
    "other_kind": _l("This kind of file holds no table. Save the table as .xlsx or .csv."),
    "no_headings": _l(
        "No heading of this register was found in the first row. Compare it with the columns "
        "listed for the register."
    ),
    "column_twice": _l("The column “%(column)s” stands twice. Keep one of the two."),
    "columns_missing": _l("Columns are missing: %(columns)s. Add them to the first row."),
}

FAULTS: Mapping[str, LazyString] = {
    "missing": _l("This cell must not be empty."),
    "formula_error": _l(
        "The formula in this cell has no result. Correct it, or write what should stand here."
    ),
    "procedure_not_named": _l("Name the procedure by its code, or by its name and level."),
    "more_cells_than_headings": _l(
        "The row has more cells than there are headings. A separator may stand inside a text."
    ),
    "too_long": _l("The text is longer than %(longest)s letters. Shorten it."),
    "invisible_signs": _l(
        "The text holds signs that cannot be seen, or too many marks on one letter. Type it anew."
    ),
    "not_a_code": _l(
        "A code has at most 64 letters without accents, digits, dots, hyphens and underscores."
    ),
    "not_a_national_code": _l(
        "A national code is written like 1.001193: a digit, a dot, six digits. Put back a zero at "
        "the end that Excel took away."
    ),
    "not_a_unit_code": _l(
        "A code of the statistics office has 2, 3 or 5 digits. Put back zeros in front that "
        "Excel took away."
    ),
    "not_an_identifier": _l("An identifier is written like H29 or H29.13."),
    "not_a_link": _l("An address begins with https:// or http://."),
    "not_a_day": _l("Write the day as 31/12/2026 or 2026-12-31."),
    "no_such_day": _l("There is no such day in the calendar."),
    "year_out_of_range": _l("Write a year from %(first)s to %(last)s."),
    "not_a_count": _l("Write a whole number in digits alone."),
    "negative": _l("The number must not be negative."),
    "out_of_range": _l("The number must lie between %(least)s and %(most)s."),
    "not_yes_or_no": _l("Write “yes” or “no”."),
    "unknown_choice": _l("Choose one of these: %(choices)s."),
    "unknown_agency": _l("No agency has this code, neither in the register nor in the file."),
    "unknown_point": _l("No service point has this code. Import the service points first."),
    "unknown_process": _l("The agency has no process of this code. Import the processes first."),
    "unknown_procedure": _l("The register has no such procedure. Import the procedures first."),
    "ambiguous_procedure": _l(
        "Several procedures have this name at this level. Name the one that is meant by its code."
    ),
    "same_row_twice": _l("Row %(first)s already says something about the same. Keep one of them."),
    "rows_disagree": _l("Row %(first)s says something else about the same. Make them agree."),
    "dates_out_of_order": _l("The last day lies before the first."),
    "holds_at_the_same_time": _l("Another row for the same already holds on this day."),
    "day_to_come": _l("This day is yet to come. Write the day on which the dossiers were closed."),
    "edition_missing": _l("Say to which edition of the standard conformity is announced."),
    "own_parent": _l("An agency cannot stand under itself."),
    "own_successor": _l("Nothing can be its own successor."),
    "agencies_in_a_circle": _l(
        "With this row agencies would follow each other in a circle, and none would count for "
        "another. Look up which of them became which."
    ),
    "heir_stood_below": _l(
        "The new agency stands, or stood last, below the old one, so that the succession could not "
        "count. Say first, in the register of agencies, below which one the new one stands."
    ),
    "stands_below_what_went_into_it": _l(
        "By this place an agency would stand, or have stood last, below one that went into it, so "
        "that the succession could not count. Say below which one it stands since then."
    ),
    "parent_missing": _l("A day is given, but not the agency above."),
    "circle": _l("With this row agencies would stand under each other in a circle."),
    "two_parents_at_once": _l("The agency would stand under two others on the same day."),
    "others_below": _l(
        "Other agencies would still stand under it after this day: %(codes)s. Let them end, or say "
        "in the file under which agency they stand from then on."
    ),
    "point_begins_later": _l(
        "The service point %(point)s of this agency begins only after this day. Correct the point "
        "first."
    ),
    "tree_too_deep": _l("The tree would be deeper than %(most)s levels."),
    "parent_needed": _l("Name the agency above it, one of those you are responsible for."),
    "out_of_reach": _l("This lies outside of the agencies you are responsible for."),
    "statutory_out_of_reach": _l(
        "Statutory limits are kept by administrators. Name the agency that commits to this limit."
    ),
}

ODDITIES: Mapping[str, LazyString] = {
    "agency_begins": _l(
        "Before its first day, %(day)s, the agency does not exist yet. Correct this row, or name "
        "the agency that was there before."
    ),
    "agency_ends": _l(
        "After its last day, %(day)s, the agency no longer exists. Correct this row, or name the "
        "agency that took over."
    ),
    "point_begins": _l(
        "Before its first day, %(day)s, the service point is not open yet. Correct this row, or "
        "the service point."
    ),
    "point_ends": _l(
        "After its last day, %(day)s, the service point is closed. Correct this row, or the "
        "service point."
    ),
    "procedure_begins": _l(
        "Before its first day, %(day)s, the procedure does not hold yet. Correct this row, or the "
        "procedure."
    ),
    "procedure_ends": _l(
        "After its last day, %(day)s, the procedure no longer holds. Correct this row, or name the "
        "procedure that took its place."
    ),
    "parent_begins": _l(
        "Before its first day, %(day)s, the agency above does not exist yet. Say under which "
        "agency this one stood until then."
    ),
    "parent_ends": _l(
        "After its last day, %(day)s, the agency above no longer exists. Say under which agency "
        "this one stands from then on."
    ),
    "many_dossiers": _l(
        "More than %(most)s dossiers on one day are more than the form takes. Compare the number "
        "with its source."
    ),
    "parts_behind_the_code": _l(
        "Agencies append such parts to the code of the national portal. Leave out what follows the "
        "six digits, or the procedure may stand in the register twice."
    ),
    "longer_than_by_hand": _l(
        "The text is longer than the %(most)s characters that the form takes. Shorten it, or "
        "whoever changes this entry by hand has to shorten it first."
    ),
    "procedures_in_a_circle": _l(
        "With this row procedures would follow each other in a circle. Look up which of them took "
        "the place of which."
    ),
}
SENTENCES = {**FAULTS, **ODDITIES}

EFFECTS: Mapping[str, LazyString] = {
    "added": _l("Added"),
    "changed": _l("Changed"),
    "ended": _l("Ended"),
    "unchanged": _l("Unchanged"),
}


def refusal_sentence(
    format: Format, code: str, params: Mapping[str, Param], *, language: str
) -> str:
    """Columns are called as a file in that language calls them."""
    headings = {column.name: column.heading(language) for column in format.columns}
    called = {
        key: ", ".join(headings.get(name, name) for name in str(value).split(", "))
        for key, value in params.items()
    }
    return str(REFUSALS[code]) % called


def fault_sentence(format: Format, fault: Fault, *, language: str) -> str:
    params: dict[str, Param] = dict(fault.params)
    if fault.code == "unknown_choice":
        column = format.column(fault.column)
        params["choices"] = ", ".join(
            str(column.written(value, language=language)) for value in column.words
        )
    if fault.code in ODDITIES:
        params = {name: _spoken(value, language) for name, value in params.items()}
    return str(SENTENCES[fault.code]) % params


def _spoken(value: Param, language: str) -> str:
    """Days and numbers as people write them."""
    if isinstance(value, int):
        return wording.number(value, language=language)
    return wording.day(date.fromisoformat(value), language=language)
