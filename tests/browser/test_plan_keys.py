"""Enter in the form of a plan saves it, and in the field that searches it searches."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from survey.models.account import Role
from survey.models.agency import Agency
from tests.browser.people import faults, seen_by
from tests.factories import a_point, a_procedure, an_agency
from tests.quality_things import a_plan, a_system

pytestmark = [
    pytest.mark.browser,
    # What a page shows does not depend on the database behind it.
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
FOUND = "Tìm thấy: 1"
SAVED = re.compile(r"/plans/\d+$")


@pytest.fixture
def commune(session: Session) -> Agency:
    commune = an_agency(session, code="xa-mau")
    a_system(session, agency=commune)
    point = a_point(session, agency=commune)
    for name in ("Khai tử", "Đăng ký biến động đất đai"):
        a_procedure(session, at=point, name=name)
    return commune


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def form(
    browser: Browser,
    server: str,
    app: Flask,
    session: Session,
    commune: Agency,
    request: pytest.FixtureRequest,
) -> Page:
    """Of a plan that is a draft."""
    plan = a_plan(session, agency=commune)
    session.rollback()
    officer = {"role": Role.QUALITY_OFFICER, "at": commune}
    page = seen_by(browser, server, app, session, **officer, has_script=request.param)
    page.goto(f"{server}/quality-system/plans/{plan.id}/edit?lang=vi")
    return page


def test_enter_saves_in_a_field_and_searches_in_the_one_that_searches(form: Page):
    form.get_by_label("Tên kế hoạch").fill("Tên mới")
    form.get_by_label("Tìm nội dung").fill("dat dai")
    form.get_by_label("Tìm nội dung").press("Enter")

    expect(form.get_by_text(FOUND)).to_be_in_viewport()
    expect(form.get_by_label("Tìm nội dung")).to_be_focused()
    expect(form.get_by_label("Tên kế hoạch")).to_have_value("Tên mới")
    form.get_by_label("Tên kế hoạch").press("Enter")
    expect(form).to_have_url(SAVED)
    expect(form.get_by_role("heading", name="Tên mới", level=1)).to_be_visible()


@pytest.mark.parametrize("form", [True], ids=["script"], indirect=True)
def test_the_same_words_are_searched_for_again_and_the_page_is_sound(form: Page):
    for _time in range(2):
        form.get_by_label("Tìm nội dung").fill("dat dai")
        form.get_by_label("Tìm nội dung").press("Enter")
        expect(form.get_by_text(FOUND)).to_be_visible()

    expect(form.get_by_label("Tìm nội dung")).to_have_accessible_description(re.compile(FOUND))
    assert faults(form) == []


def test_what_is_wrong_comes_first_also_after_a_search(form: Page):
    form.get_by_label("Tìm nội dung").fill("dat dai")
    form.get_by_role("button", name="Tìm").click()
    form.get_by_label("Tên kế hoạch").fill("")
    form.get_by_role("button", name="Lưu kế hoạch").click()

    expect(form.get_by_role("alert")).to_be_focused()
    expect(form.get_by_role("alert")).to_be_in_viewport()


def test_the_button_behind_enter_is_reached_by_no_key_and_read_by_nobody(form: Page):
    form.get_by_label("Tìm nội dung").focus()
    form.keyboard.press("Shift+Tab")

    expect(form.locator("button[name=enter]")).not_to_be_focused()
    names = [button.inner_text() for button in form.get_by_role("main").get_by_role("button").all()]
    assert names == ["Tìm", "Lưu kế hoạch"]
