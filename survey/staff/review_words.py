"""What the headings of a management review and what it looks at are called."""

from flask_babel import lazy_gettext as _l

from survey.measures.control import Rule
from survey.models.management_review import ReviewHeading

HEADINGS = {
    ReviewHeading.EARLIER: _l("Decisions of the review before"),
    ReviewHeading.TRENDS: _l("Satisfaction of citizens"),
    ReviewHeading.SIGNALS: _l("Signals of the control chart"),
    ReviewHeading.DRIVERS: _l("What satisfaction depends on"),
    ReviewHeading.COMPLAINTS: _l("Messages of citizens"),
    ReviewHeading.ACTIONS: _l("Corrective actions and findings"),
    ReviewHeading.OBJECTIVES: _l("Quality objectives"),
    ReviewHeading.RESOURCES: _l("Resources and changes"),
}
RULES = {
    Rule.ABOVE_LIMIT: _l("%(first)s: above the upper limit"),
    Rule.BELOW_LIMIT: _l("%(first)s: below the lower limit"),
    Rule.RUN_ABOVE: _l("%(first)s to %(last)s: every month above the centre line"),
    Rule.RUN_BELOW: _l("%(first)s to %(last)s: every month below the centre line"),
}
