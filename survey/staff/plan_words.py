"""What stages, rules and outlooks of plans are called."""

from flask_babel import lazy_gettext as _l

from survey.measures.plan_progress import Outlook
from survey.models.measurement_plan import SampleRule
from survey.models.rating import Channel
from survey.models.staged import Stage

STAGES = {
    Stage.DRAFT: _l("Draft"),
    Stage.SUBMITTED: _l("Submitted"),
    Stage.SENT_BACK: _l("Sent back"),
    Stage.APPROVED: _l("Approved"),
    Stage.ANNOUNCED: _l("Announced"),
    Stage.CARRIED_OUT: _l("Carried out"),
    Stage.JUDGED: _l("Test read"),
    Stage.CLOSED: _l("Closed"),
}
STEPS = {
    Stage.SUBMITTED: _l("Submit for approval"),
    Stage.APPROVED: _l("Approve"),
    Stage.CARRIED_OUT: _l("Mark as carried out"),
    Stage.CLOSED: _l("Close"),
}
SIGNS = {
    Stage.DRAFT: "none",
    Stage.SUBMITTED: "waiting",
    Stage.SENT_BACK: "warning",
    Stage.APPROVED: "good",
    Stage.ANNOUNCED: "waiting",
    Stage.CARRIED_OUT: "good",
    Stage.JUDGED: "good",
    Stage.CLOSED: "none",
}
RULES = {
    SampleRule.SHARE: _l("For a share with a margin of error"),
    SampleRule.YAMANE: _l("Yamane's rule"),
    SampleRule.QUOTA: _l("Fixed quota"),
}
CHANNELS = {
    Channel.SLIP: _l("Slips"),
    Channel.POSTER: _l("QR codes at counters"),
    Channel.KIOSK: _l("Kiosks"),
}
OUTLOOKS = {
    Outlook.NOT_BEGUN: ("waiting", _l("Not begun")),
    Outlook.REACHED: ("good", _l("Reached")),
    Outlook.ON_COURSE: ("good", _l("On course")),
    Outlook.BEHIND: ("warning", _l("Behind")),
    Outlook.MISSED: ("bad", _l("Not reached")),
}
"""Of each the kind of its sign and the word beside it."""
