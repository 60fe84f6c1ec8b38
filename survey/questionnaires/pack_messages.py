"""What is wrong with a method pack, said so that its writer knows what to change."""

from flask_babel import lazy_gettext as _l

MESSAGES = {
    # The file
    "file_too_large": _l("The file is larger than %(limit)s kB. Split it or shorten its texts."),
    "not_utf8": _l("This line is not UTF-8 text. Save the file as UTF-8."),
    "control_character": _l("This line holds the control character %(sign)s. Delete it."),
    "not_yaml": _l(
        "The file cannot be read from here on. Check the indentation, the colons, the brackets "
        "and the quotation marks of this line and the one above."
    ),
    "several_documents": _l("One file holds one pack. Delete the line “---” and what follows."),
    "too_deep": _l("Lists and groups are nested more than %(limit)s deep. Flatten them."),
    "key_not_text": _l("A key must be a single word. Write a word before the colon."),
    "alias": _l("Anchors and aliases are not allowed (“%(name)s”). Write the text out."),
    "tag": _l("YAML tags are not allowed (“%(name)s”). Delete the tag."),
    "duplicate_key": _l("“%(name)s” is given twice in the same group. Keep one of the two."),
    "not_a_pack": _l("A pack is a group of keys such as “title:” and “questions:”."),
    # The shape
    "missing": _l("“%(name)s” is missing. Add it."),
    "unknown_key": _l("“%(name)s” is not a key that belongs here. Known here: %(known)s."),
    "text_expected": _l("This must be text. Put quotation marks around a number or a date."),
    "number_expected": _l("This must be a number, without quotation marks."),
    "whole_number_expected": _l("This must be a whole number."),
    "number_range": _l("This number is outside the allowed range."),
    "true_or_false": _l("This must be true or false."),
    "date_expected": _l("This must be a date of the calendar, written YYYY-MM-DD."),
    "list_expected": _l("This must be a list: one line per entry, each beginning with a dash."),
    "group_expected": _l("This must be a group of keys, one per line, indented."),
    "not_offered": _l("“%(given)s” is not known here. Choose one of: %(expected)s."),
    "empty": _l("This must not be empty."),
    "text_too_long": _l("This text is longer than %(limit)s characters. Shorten it."),
    "list_too_long": _l("There are more than %(limit)s entries here. Remove some."),
    "bad_key": _l(
        "A key is at most 40 small letters without marks, digits, and hyphens or underscores "
        "between them."
    ),
    "bad_language": _l("A language is written as a code such as vi, en or km."),
    "bad_url": _l("An address begins with http:// or https:// and holds no blank."),
    "not_allowed": _l("This value is not allowed here."),
    "missing_translation": _l("The text is missing in: %(languages)s. Add the translation."),
    # What does not fit together
    "language_required": _l("Vietnamese and English are always offered. Add “%(language)s”."),
    "ends_before_start": _l("The last day (%(end)s) lies before the first day (%(start)s)."),
    "duplicate": _l("“%(name)s” already stands above. Give every entry its own key."),
    "unknown_scale": _l("There is no scale “%(name)s”. Add it or correct the name."),
    "unknown_factor": _l("There is no factor “%(name)s”. Add it or correct the name."),
    "unknown_question": _l("There is no question “%(name)s”. Add it or correct the name."),
    "unknown_option": _l("There is no option “%(name)s” on this scale. Correct the name."),
    "points_forward": _l(
        "The question “%(name)s” is not asked earlier. A condition may only look back."
    ),
    "option_count": _l("A scale of the kind %(kind)s has %(least)s options; here are %(found)s."),
    "option_range": _l(
        "A scale of the kind %(kind)s has from %(least)s to %(most)s options; here are %(found)s."
    ),
    "scores_of_kind": _l("The scores on a scale of the kind %(kind)s are: %(expected)s."),
    "scores_unwanted": _l("On a scale of the kind %(kind)s no option has a score."),
    "scores_in_order": _l(
        "On a scale of the kind %(kind)s every option has a score, always rising or always falling."
    ),
    "satisfied_and_not": _l("“%(name)s” cannot be both satisfied and dissatisfied."),
    "nobody_satisfied": _l(
        "The index counts satisfied answers, but the scale “%(scale)s” of the question “%(name)s” "
        "names none. Add “satisfied”."
    ),
    "nobody_dissatisfied": _l(
        "The index takes dissatisfied answers off satisfied ones, but the scale “%(scale)s” of the "
        "question “%(name)s” names none. Add “dissatisfied”."
    ),
    "not_scored": _l(
        "The index adds up scores, but the scale “%(scale)s” of the question “%(name)s” has none."
    ),
    "maximum_unwanted": _l("A maximum belongs only to an index that is a sum of points."),
    "maximum_wrong": _l(
        "The questions of the index reach %(reachable)s points. Write that number as the maximum."
    ),
    "weights_sum": _l("The weights add up to %(total)s. They must add up to 1 (100 %%)."),
    "weight_without_question": _l(
        "The factor “%(name)s” has a weight, but no question of the index belongs to it."
    ),
    "question_without_weight": _l(
        "The question “%(name)s” belongs to no weighted factor. Weight its factor or take the "
        "question out of the index."
    ),
    "bands_without_index": _l("Bands grade an index, and there is none. Add “index”."),
    "band_empty": _l("A band must end above %(start)s, where it begins; here it ends at %(end)s."),
    "band_gap": _l(
        "The band above ends at %(end)s, this one begins at %(start)s: values are left out."
    ),
    "band_overlap": _l(
        "The band above ends at %(end)s, this one begins at %(start)s: values lie in both."
    ),
    "band_first": _l("The first band begins at %(expected)s; here it begins at %(found)s."),
    "band_last": _l("The last band ends at %(expected)s; here it ends at %(found)s."),
    "publishable_without_questions": _l("A pack without questions cannot be publishable."),
    "publishable_without_index": _l("A publishable pack says how its index is made. Add “index”."),
    "publishable_without_channels": _l(
        "A publishable pack names the channels it fits: slip, poster, kiosk."
    ),
    "called_sipas": _l(
        "SIPAS is the household survey of the Ministry of Home Affairs. What is collected by slip, "
        "poster or kiosk has another name."
    ),
    "unequal_effort": _l(
        "Only some of the rated answers lead to this question, so good and bad ratings would cost "
        "different effort. Name all of them or none."
    ),
    # What keeps a draft from being published
    "other_key": _l("The key of the questionnaire is “%(name)s” in all its versions. Write it so."),
    "not_publishable": _l(
        "The pack is marked as not to be put before citizens. Change that once it is complete."
    ),
    "nothing_changed": _l(
        "This draft says the same as version %(number)s. Change it or discard it."
    ),
}
