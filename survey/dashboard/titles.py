"""What each exhibit is called."""

from flask_babel import lazy_gettext

from survey.measures.tables import Dimension

SHARE_BY = {
    Dimension.FACTOR: lazy_gettext("Satisfied share by factor"),
    Dimension.QUESTION: lazy_gettext("Satisfied share by question"),
    Dimension.PROCEDURE: lazy_gettext("Satisfied share by procedure"),
    Dimension.FIELD: lazy_gettext("Satisfied share by field"),
    Dimension.POINT: lazy_gettext("Satisfied share by counter"),
    Dimension.CHANNEL: lazy_gettext("Satisfied share by channel"),
    Dimension.AGENCY: lazy_gettext("Satisfied share by agency"),
    Dimension.MONTH: lazy_gettext("Satisfied share by month"),
}
MEAN_BY = {
    Dimension.FACTOR: lazy_gettext("Mean by factor, from 0 to 100"),
    Dimension.QUESTION: lazy_gettext("Mean by question, from 0 to 100"),
    Dimension.PROCEDURE: lazy_gettext("Mean by procedure, from 0 to 100"),
    Dimension.FIELD: lazy_gettext("Mean by field, from 0 to 100"),
    Dimension.POINT: lazy_gettext("Mean by counter, from 0 to 100"),
    Dimension.CHANNEL: lazy_gettext("Mean by channel, from 0 to 100"),
    Dimension.AGENCY: lazy_gettext("Mean by agency, from 0 to 100"),
    Dimension.MONTH: lazy_gettext("Mean by month, from 0 to 100"),
}
NET_BY = {
    Dimension.FACTOR: lazy_gettext("Net score by factor, from −100 to 100"),
    Dimension.QUESTION: lazy_gettext("Net score by question, from −100 to 100"),
    Dimension.PROCEDURE: lazy_gettext("Net score by procedure, from −100 to 100"),
    Dimension.FIELD: lazy_gettext("Net score by field, from −100 to 100"),
    Dimension.POINT: lazy_gettext("Net score by counter, from −100 to 100"),
    Dimension.CHANNEL: lazy_gettext("Net score by channel, from −100 to 100"),
    Dimension.AGENCY: lazy_gettext("Net score by agency, from −100 to 100"),
    Dimension.MONTH: lazy_gettext("Net score by month, from −100 to 100"),
}
GROUPS = {
    Dimension.FACTOR: lazy_gettext("Factor"),
    Dimension.QUESTION: lazy_gettext("Question"),
    Dimension.PROCEDURE: lazy_gettext("Procedure"),
    Dimension.FIELD: lazy_gettext("Field"),
    Dimension.POINT: lazy_gettext("Counter"),
    Dimension.CHANNEL: lazy_gettext("Channel"),
    Dimension.AGENCY: lazy_gettext("Agency"),
    Dimension.MONTH: lazy_gettext("Month"),
}
"""The head of the column that names the rows."""
