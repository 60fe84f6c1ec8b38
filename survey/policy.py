"""Who may open what: one table that names every endpoint.

`PUBLIC` needs nobody and knows nobody; `OPEN` is for everybody, and shows who is signed in;
`DEVICE` is for enrolled kiosks, which sign every request; `Rule(ROLES)` is for people who hold one
of the roles. A route without a rule is refused, and a test fails. So a new page takes one line:
`"registry.edit_point": Rule(KEEPERS)`.

No role, the system's administrator included, has a page that changes or deletes a rating.
"""

from enum import Enum
from typing import NamedTuple

from survey.models.account import Role


class Access(Enum):
    PUBLIC = "public"
    OPEN = "open"
    DEVICE = "device"
    ROLE = "role"


class Rule(NamedTuple):
    """Open to these roles, in the agencies they are held in and below."""

    roles: frozenset[Role] = frozenset()
    access: Access = Access.ROLE


PUBLIC = Rule(access=Access.PUBLIC)
OPEN = Rule(access=Access.OPEN)
DEVICE = Rule(access=Access.DEVICE)

# Whom a page is for, by what they do.
EVERYONE = frozenset(Role)
ADMINISTRATORS = frozenset({Role.PROVINCE_ADMIN, Role.SYSTEM_ADMIN})
"""Keep what all agencies share: procedures, questionnaires."""
ACCOUNT_KEEPERS = ADMINISTRATORS | {Role.LEADER}
KEEPERS = ADMINISTRATORS | {Role.LEADER, Role.QUALITY_OFFICER}
"""Keep the registers of their part of the tree."""
SLIP_PRINTERS = KEEPERS | {Role.CLERK}
KIOSK_KEEPERS = ADMINISTRATORS | {Role.QUALITY_OFFICER}
"""See which kiosk is silent; setting one up is for administrators."""
READERS_OF_RESULTS = EVERYONE - {Role.SYSTEM_ADMIN}
APPROVERS = frozenset({Role.LEADER})
"""Approve plans, objectives, records and reviews, and change a plan that is approved."""
WRITERS_OF_QUALITY = ADMINISTRATORS | {Role.QUALITY_OFFICER}
"""Write what a leader approves or sends back: nobody approves what they wrote by the same role."""
READERS_OF_QUALITY = KEEPERS | {Role.INSPECTOR}
"""Of quality systems: who keeps them and who inspects them."""
CASE_WORKERS = frozenset({Role.LEADER, Role.QUALITY_OFFICER})
"""Of the agency itself: they answer citizens who wrote to it, and inspectors."""
INSPECTORS = frozenset({Role.INSPECTOR})
APPRAISERS = frozenset({Role.INSPECTOR, Role.PROVINCE_ADMIN})
"""Appraise the points that an agency gave itself."""
READERS_OF_CAMPAIGNS = INSPECTORS | ADMINISTRATORS
READERS_OF_COMMENTS = READERS_OF_RESULTS - {Role.CLERK, Role.PUBLISHER}
"""Not those whom citizens met and wrote about."""

POLICY: dict[str, Rule] = {
    "static": PUBLIC,
    #
    "accounts.home": OPEN,
    "accounts.invitation": OPEN,
    "accounts.sign_in": OPEN,
    "accounts.sign_out": OPEN,
    #
    "administration.account": Rule(ACCOUNT_KEEPERS),
    "administration.disable": Rule(ACCOUNT_KEEPERS),
    "administration.enable": Rule(ACCOUNT_KEEPERS),
    "administration.end_sessions": Rule(ACCOUNT_KEEPERS),
    "administration.give_role": Rule(ACCOUNT_KEEPERS),
    "administration.index": Rule(ACCOUNT_KEEPERS),
    "administration.invite": Rule(ACCOUNT_KEEPERS),
    "administration.renew_link": Rule(ACCOUNT_KEEPERS),
    "administration.withdraw_role": Rule(ACCOUNT_KEEPERS),
    #
    "cases.after_step": Rule(CASE_WORKERS),
    "cases.case": Rule(CASE_WORKERS),
    "cases.hand_back": Rule(CASE_WORKERS),
    "cases.hand_over": Rule(CASE_WORKERS),
    "cases.index": Rule(CASE_WORKERS),
    "cases.take": Rule(CASE_WORKERS),
    #
    "citizen.changes": PUBLIC,
    "citizen.enter_code": PUBLIC,
    "citizen.poster": PUBLIC,
    "citizen.slip": PUBLIC,
    #
    "dashboard.breakdown": Rule(READERS_OF_RESULTS),
    "dashboard.comments": Rule(READERS_OF_COMMENTS),
    "dashboard.compare": Rule(READERS_OF_RESULTS),
    "dashboard.control": Rule(READERS_OF_RESULTS),
    "dashboard.drivers": Rule(READERS_OF_RESULTS),
    "dashboard.file": Rule(READERS_OF_RESULTS),
    "dashboard.funnel": Rule(READERS_OF_RESULTS),
    "dashboard.quality": Rule(READERS_OF_RESULTS),
    "dashboard.results": Rule(READERS_OF_RESULTS),
    "dashboard.today": Rule(READERS_OF_RESULTS),
    #
    # Where data are simulated; anywhere else these pages do not exist.
    "demonstration.add_companions": OPEN,
    "demonstration.close_day": OPEN,
    "demonstration.journey": OPEN,
    #
    "exchange.appraise": Rule(APPRAISERS),
    "exchange.figures": Rule(READERS_OF_RESULTS),
    "exchange.file": Rule(READERS_OF_RESULTS),
    "exchange.schema": OPEN,
    "exchange.score": Rule(CASE_WORKERS),
    #
    "help.statistics": Rule(EVERYONE),
    #
    "imports.changes": Rule(KEEPERS),
    "imports.columns": Rule(KEEPERS),
    "imports.drop": Rule(KEEPERS),
    "imports.export": Rule(KEEPERS),
    "imports.faults": Rule(KEEPERS),
    "imports.index": Rule(KEEPERS),
    "imports.run": Rule(KEEPERS),
    "imports.take_over": Rule(KEEPERS),
    #
    "inspections.answer_finding": Rule(CASE_WORKERS),
    "inspections.begin_campaign": Rule(INSPECTORS),
    "inspections.campaign": Rule(READERS_OF_CAMPAIGNS),
    "inspections.campaign_report": Rule(READERS_OF_CAMPAIGNS),
    "inspections.campaigns": Rule(READERS_OF_CAMPAIGNS),
    "inspections.checks": Rule(READERS_OF_QUALITY),
    "inspections.close_campaign": Rule(INSPECTORS),
    "inspections.close_finding": Rule(INSPECTORS),
    "inspections.conclude": Rule(INSPECTORS),
    "inspections.coverage": Rule(READERS_OF_QUALITY),
    "inspections.draw": Rule(INSPECTORS),
    "inspections.edit_campaign": Rule(INSPECTORS),
    "inspections.edit_finding": Rule(INSPECTORS),
    "inspections.edit_self_check": Rule(CASE_WORKERS),
    "inspections.finding": Rule(READERS_OF_QUALITY),
    "inspections.follow_up_finding": Rule(INSPECTORS),
    "inspections.inspection": Rule(READERS_OF_QUALITY),
    "inspections.judge": Rule(INSPECTORS),
    "inspections.minutes": Rule(READERS_OF_QUALITY),
    "inspections.name": Rule(INSPECTORS),
    "inspections.new_campaign": Rule(INSPECTORS),
    "inspections.new_finding": Rule(INSPECTORS),
    "inspections.overview": Rule(READERS_OF_QUALITY),
    "inspections.overview_file": Rule(READERS_OF_QUALITY),
    "inspections.received": Rule(READERS_OF_QUALITY),
    "inspections.risk": Rule(INSPECTORS),
    "inspections.sample": Rule(INSPECTORS),
    "inspections.submit_self_check": Rule(APPROVERS),
    "inspections.withdraw_finding": Rule(INSPECTORS),
    #
    "kiosk.file": PUBLIC,
    "kiosk.manifest": PUBLIC,
    "kiosk.page": PUBLIC,
    "kiosk.release": PUBLIC,
    "kiosk.worker": PUBLIC,
    #
    "kiosk_device.configure": DEVICE,
    "kiosk_device.enrol": PUBLIC,  # by the one-time code alone
    "kiosk_device.heartbeat": DEVICE,
    "kiosk_device.ratings": DEVICE,
    #
    "kiosks.at_point": Rule(KIOSK_KEEPERS),
    "kiosks.index": Rule(KIOSK_KEEPERS),
    "kiosks.kiosk": Rule(KIOSK_KEEPERS),
    "kiosks.move": Rule(ADMINISTRATORS),
    "kiosks.new_code": Rule(ADMINISTRATORS),
    "kiosks.reload": Rule(ADMINISTRATORS),
    "kiosks.revoke": Rule(ADMINISTRATORS),
    "kiosks.set_up": Rule(ADMINISTRATORS),
    "kiosks.settings": Rule(ADMINISTRATORS),
    #
    "profile.change_password": Rule(EVERYONE),
    "profile.edit": Rule(EVERYONE),
    "profile.end_sessions": Rule(EVERYONE),
    #
    "quality.action": Rule(READERS_OF_QUALITY),
    "quality.actions": Rule(READERS_OF_QUALITY),
    "quality.advance_action": Rule(KEEPERS),
    "quality.advance_objective": Rule(WRITERS_OF_QUALITY),
    "quality.advance_plan": Rule(WRITERS_OF_QUALITY),
    "quality.advance_record": Rule(WRITERS_OF_QUALITY),
    "quality.advance_review": Rule(WRITERS_OF_QUALITY),
    "quality.agency": Rule(READERS_OF_QUALITY),
    "quality.approve_objective": Rule(APPROVERS),
    "quality.approve_plan": Rule(APPROVERS),
    "quality.approve_record": Rule(APPROVERS),
    "quality.approve_review": Rule(APPROVERS),
    "quality.calendar": Rule(READERS_OF_QUALITY),
    "quality.check_record": Rule(READERS_OF_QUALITY),
    "quality.conclude_review": Rule(WRITERS_OF_QUALITY),
    "quality.discard_objective": Rule(WRITERS_OF_QUALITY),
    "quality.discard_plan": Rule(WRITERS_OF_QUALITY),
    "quality.draws": Rule(READERS_OF_QUALITY),
    "quality.edit_action": Rule(KEEPERS),
    "quality.edit_document": Rule(KEEPERS),
    "quality.edit_objective": Rule(WRITERS_OF_QUALITY),
    "quality.edit_plan": Rule(WRITERS_OF_QUALITY),
    "quality.edit_process": Rule(KEEPERS),
    "quality.edit_review": Rule(WRITERS_OF_QUALITY),
    "quality.edit_round": Rule(KEEPERS),
    "quality.edit_system": Rule(KEEPERS),
    "quality.index": Rule(READERS_OF_QUALITY),
    "quality.minutes": Rule(READERS_OF_QUALITY),
    "quality.new_action": Rule(KEEPERS),
    "quality.new_draw": Rule(WRITERS_OF_QUALITY),
    "quality.new_document": Rule(KEEPERS),
    "quality.new_objective": Rule(WRITERS_OF_QUALITY),
    "quality.new_plan": Rule(WRITERS_OF_QUALITY),
    "quality.new_process": Rule(KEEPERS),
    "quality.new_record": Rule(WRITERS_OF_QUALITY),
    "quality.new_review": Rule(WRITERS_OF_QUALITY),
    "quality.paper": Rule(READERS_OF_QUALITY),
    "quality.plan": Rule(READERS_OF_QUALITY),
    "quality.plan_paper": Rule(READERS_OF_QUALITY),
    "quality.plans": Rule(READERS_OF_QUALITY),
    "quality.processes": Rule(READERS_OF_QUALITY),
    "quality.publish_change": Rule(KEEPERS),
    "quality.record": Rule(READERS_OF_QUALITY),
    "quality.record_paper": Rule(READERS_OF_QUALITY),
    "quality.reopen_action": Rule(KEEPERS),
    "quality.review": Rule(READERS_OF_QUALITY),
    "quality.reviews": Rule(READERS_OF_QUALITY),
    "quality.repeat_draw": Rule(READERS_OF_QUALITY),
    "quality.revise_plan": Rule(APPROVERS),
    "quality.send_back_objective": Rule(APPROVERS),
    "quality.send_back_plan": Rule(APPROVERS),
    "quality.send_back_record": Rule(APPROVERS),
    "quality.send_back_review": Rule(APPROVERS),
    "quality.withdraw_change": Rule(KEEPERS),
    #
    "questionnaires.add": Rule(ADMINISTRATORS),
    "questionnaires.add_shipped": Rule(ADMINISTRATORS),
    "questionnaires.copy": Rule(ADMINISTRATORS),
    "questionnaires.coverage": Rule(EVERYONE),
    "questionnaires.discard": Rule(ADMINISTRATORS),
    "questionnaires.download": Rule(EVERYONE),
    "questionnaires.edit": Rule(ADMINISTRATORS),
    "questionnaires.edit_yaml": Rule(ADMINISTRATORS),
    "questionnaires.end_use": Rule(ADMINISTRATORS),
    "questionnaires.index": Rule(EVERYONE),
    "questionnaires.of_agency": Rule(EVERYONE),
    "questionnaires.preview": Rule(EVERYONE),
    "questionnaires.preview_form": Rule(EVERYONE),
    "questionnaires.publish": Rule(ADMINISTRATORS),
    "questionnaires.put_in_use": Rule(ADMINISTRATORS),
    "questionnaires.retire": Rule(ADMINISTRATORS),
    "questionnaires.translations": Rule(EVERYONE),
    "questionnaires.version": Rule(EVERYONE),
    #
    "registry.add_offers": Rule(KEEPERS),
    "registry.agencies": Rule(EVERYONE),
    "registry.agency": Rule(EVERYONE),
    "registry.choose_committed": Rule(KEEPERS),
    "registry.edit_agency": Rule(ADMINISTRATORS),
    "registry.edit_committed": Rule(KEEPERS),
    "registry.edit_field": Rule(ADMINISTRATORS),
    "registry.edit_flows": Rule(KEEPERS),
    "registry.edit_limit": Rule(ADMINISTRATORS),
    "registry.edit_point": Rule(KEEPERS),
    "registry.edit_procedure": Rule(ADMINISTRATORS),
    "registry.end_agency": Rule(ADMINISTRATORS),
    "registry.end_point": Rule(KEEPERS),
    "registry.end_procedure": Rule(ADMINISTRATORS),
    "registry.fields": Rule(ADMINISTRATORS),
    "registry.flows": Rule(EVERYONE),
    "registry.move_agency": Rule(ADMINISTRATORS),
    "registry.new_agency": Rule(ADMINISTRATORS),
    "registry.new_committed": Rule(KEEPERS),
    "registry.new_limit": Rule(ADMINISTRATORS),
    "registry.new_point": Rule(KEEPERS),
    "registry.new_procedure": Rule(ADMINISTRATORS),
    "registry.new_top_agency": Rule(frozenset({Role.SYSTEM_ADMIN})),
    "registry.offers": Rule(EVERYONE),
    "registry.point": Rule(EVERYONE),
    "registry.point_flows": Rule(EVERYONE),
    "registry.points": Rule(EVERYONE),
    "registry.pools": Rule(SLIP_PRINTERS),
    "registry.poster": Rule(SLIP_PRINTERS),
    "registry.print_slips": Rule(SLIP_PRINTERS),
    "registry.procedure": Rule(EVERYONE),
    "registry.procedures": Rule(EVERYONE),
    "registry.reopen_point": Rule(KEEPERS),
    "registry.reopen_procedure": Rule(ADMINISTRATORS),
    "registry.replace_procedure": Rule(ADMINISTRATORS),
    "registry.slips": Rule(SLIP_PRINTERS),
    "registry.stop_offers": Rule(KEEPERS),
    "registry.succeed_agency": Rule(ADMINISTRATORS),
    "registry.withdraw_pool": Rule(ADMINISTRATORS),
    #
    "trail.index": Rule(ADMINISTRATORS),
    #
    "wishes.ask": PUBLIC,
    "wishes.follow": PUBLIC,
    "wishes.judge": PUBLIC,
    "wishes.withdraw": PUBLIC,
}
