"""The words for roles and for the states of accounts."""

from flask_babel import lazy_gettext as _l

from survey.models.account import AccountState, Role

ROLES = {
    Role.CLERK: _l("Counter clerk"),
    Role.QUALITY_OFFICER: _l("Quality officer"),
    Role.LEADER: _l("Agency leader"),
    Role.PUBLISHER: _l("Publisher"),
    Role.INSPECTOR: _l("Inspector"),
    Role.PROVINCE_ADMIN: _l("Province administrator"),
    Role.SYSTEM_ADMIN: _l("System administrator"),
}

WORK = {
    Role.CLERK: _l("Prints slips and sees the results."),
    Role.QUALITY_OFFICER: _l("Keeps the registers of the agency and works with the results."),
    Role.LEADER: _l("Like the quality officer; also invites people of the agency."),
    Role.PUBLISHER: _l("Sees the results and prepares their publication."),
    Role.INSPECTOR: _l("Sees the results of all agencies under inspection; changes nothing."),
    Role.PROVINCE_ADMIN: _l("Keeps registers, questionnaires and accounts of the province."),
    Role.SYSTEM_ADMIN: _l("Keeps the system and all accounts; sees no results."),
}

STATES = {
    AccountState.INVITED: ("waiting", _l("Invited")),
    AccountState.ACTIVE: ("good", _l("Active")),
    AccountState.DISABLED: ("none", _l("Disabled")),
}
