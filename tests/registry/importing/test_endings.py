"""An agency ended by file ends as one ended by hand, and not while others stand under it."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.models.account import Membership, Role
from survey.models.agency import Agency, AgencyPlacement
from survey.models.point import Offering, ServicePoint
from survey.registry import agency_changes
from survey.registry.agency_plan import Change
from survey.registry.importing.columns import Register
from tests.factories import a_point, a_procedure, an_agency
from tests.registry.importing.files import CLERK, checked, imported, reasons
from tests.staff import an_account

LAST, NEXT = date(2026, 6, 30), date(2026, 7, 1)
HEADING = "code,kind,name_vi,parent_code,parent_to,valid_to\n"
ENDED = f"{HEADING}xa-1,xã,Xã Một,mau,,2026-06-30\n"


@pytest.fixture
def commune(session: Session) -> Agency:
    """With a counter that offers a procedure, and an officer."""
    province = an_agency(session, name="Tỉnh Mẫu", code="mau")
    commune = an_agency(session, name="Xã Một", code="xa-1", under=province)
    a_procedure(session, at=a_point(session, agency=commune))
    an_account(session, role=Role.QUALITY_OFFICER, at=commune)
    session.commit()
    return commune


def ends(session: Session) -> dict[str, object]:
    session.expire_all()
    found: dict[str, object] = {
        model.__name__: session.execute(select(model.valid_to).order_by(model.id)).scalars().all()
        for model in (ServicePoint, Offering, AgencyPlacement)
    }
    return found | {"roles": len(session.execute(select(Membership)).scalars().all())}


def test_what_hangs_on_the_agency_ends_on_the_same_day(session: Session, commune: Agency):
    report = imported(session, Register.AGENCIES, ENDED)

    assert report.along == {"points": 1, "offerings": 1, "limits": 0}
    assert ends(session) == {
        "ServicePoint": [LAST],
        "Offering": [LAST],
        "AgencyPlacement": [LAST],
        "roles": 1,
    }


def test_file_and_page_leave_the_same_behind(app, session: Session, commune: Agency):
    with app.test_request_context():
        change = Change(day=NEXT, predecessors=(commune,), parent=None)
        agency_changes.carry_out(session, change=change, by=CLERK)
        session.flush()
        by_hand = ends(session)
        session.rollback()

    imported(session, Register.AGENCIES, ENDED)

    assert ends(session) == by_hand


def test_the_same_file_twice_changes_nothing_more(session: Session, commune: Agency):
    imported(session, Register.AGENCIES, ENDED)

    again = checked(session, Register.AGENCIES, ENDED)

    assert (again.counts, again.along) == ({"unchanged": 1}, {})


def test_an_agency_does_not_end_above_another(session: Session, commune: Agency):
    file = "code,kind,name_vi,valid_to\nmau,tỉnh,Tỉnh Mẫu,2026-06-30\n"

    report = checked(session, Register.AGENCIES, file)

    assert reasons(report) == [(2, "valid_to", "others_below")]
    assert report.faults[0].params == {"codes": "xa-1"}


@pytest.mark.parametrize(
    "line", ["xa-1,xã,Xã Một,mau,,2026-06-30", "xa-1,xã,Xã Một,mau,2026-06-30,"]
)
def test_an_agency_ends_where_the_file_says_what_becomes_of_those_below(
    session: Session, commune: Agency, line: str
):
    file = f"{HEADING}mau,tỉnh,Tỉnh Mẫu,,,2026-06-30\n{line}\n"

    imported(session, Register.AGENCIES, file)

    assert ends(session)["AgencyPlacement"] == [LAST]


def test_a_point_that_begins_later_is_told(session: Session, commune: Agency):
    a_point(session, agency=commune, name="Quầy sau").valid_from = date(2026, 9, 1)
    session.commit()

    report = checked(session, Register.AGENCIES, ENDED)

    assert reasons(report) == [(2, "valid_to", "point_begins_later")]
