"""Public holidays by page: a year is shown, pasted, looked at, asked for, approved and in force."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
import time_machine

from shoumi.base.approvals.models import Approval
from shoumi.base.calendar import year_tables
from shoumi.core.calendar.tests.notices import NOTICE_2026, NOTICE_2027
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
PAGE, ENTER = "/settings/holidays", "/settings/holidays/do/calendar-enter"
GIVEN = {
    "year": 2027,
    "source": "国务院办公厅通知",
    "notice": NOTICE_2027,
    "rest": "",
    "make_up": "",
}
_HAN = re.compile("[\u4e00-\u9fff]")


def text(answer):
    return answer.content.decode()


@pytest.fixture
def november(house):
    with time_machine.travel(datetime(2026, 11, 20, 2, tzinfo=UTC)):
        yield house


@pytest.fixture
def head(november):
    return signed_in(november[people.HEAD])


def seen(answer):
    """What the preview sends on."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text(answer))
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def test_each_year_is_shown_month_by_month_and_as_a_table(head):
    page = text(head.get(PAGE))
    assert page.count('class="fig month"') == 24
    assert "2026年2月，放假：15、16、17、18、19、20、21、22、23；调休上班：14、28" in page
    assert "<td>2026-02-15 – 2026-02-23</td>" in page
    assert "国办发明电〔2024〕12号" in page
    assert "还没有 2027 年的安排" in page


def test_an_english_page_has_no_chinese_but_sources(november):
    page = text(signed_in(november[people.HEAD], lang="en").get(PAGE))
    main = page.partition("<main")[2].partition("</main>")[0]
    sources = re.sub(r"<dd>.*?</dd>|<span lang=\"zh\">.*?</span>", "", main, flags=re.DOTALL)
    assert not _HAN.search(sources)
    assert "February 2026" in main or "Feb 2026" in main


def test_the_notice_is_looked_at_before_anybody_is_asked(head):
    answer = head.post(ENTER, GIVEN)
    shown = text(answer)
    assert answer.status_code == 200
    assert shown.count('class="fig month"') == 12
    assert "法定是" not in shown
    assert seen(answer)["make_up"].split() == [
        "2027-01-31", "2027-02-20", "2027-05-08", "2027-09-26", "2027-10-09",
    ]  # fmt: skip
    assert not Approval.objects.exists()


def test_a_table_of_other_than_the_lawful_days_is_cautioned(head):
    less = NOTICE_2027.replace("、2月20日（周六）上班", "上班")
    assert "是 14 天，法定是 13 天" in text(head.post(ENTER, {**GIVEN, "notice": less}))


def test_the_notice_of_another_year_is_refused_with_words(head):
    answer = head.post(ENTER, {**GIVEN, "notice": NOTICE_2026})
    assert answer.status_code == 422
    assert "星期与这一年的不符" in text(answer)


def test_two_people_bring_a_year_in_force(november, head):
    asked = head.act(ENTER, **seen(head.post(ENTER, GIVEN)))
    assert "已申请，等另一人批准" in text(asked)
    request = Approval.objects.get()
    officer = signed_in(november.dpo)
    page = text(officer.get(f"/approvals/{request.ref}"))
    assert "春节 2027-02-05 – 2027-02-12" in page
    assert "等另一人批准" in text(officer.get(PAGE))
    officer.act(f"/approvals/{request.ref}/do/approve-change")
    # Whoever asked finds the form filled in as it was approved.
    form = text(head.get(ENTER))
    assert "春节 2027-02-05 2027-02-12" in form
    lines = {
        name: re.search(rf'name="{name}"[^>]*>([^<]*)<', form)[1].strip()
        for name in ("rest", "make_up")
    }
    again = head.post(ENTER, {**GIVEN, "notice": "", **lines})
    done = text(head.act(ENTER, **seen(again)))
    assert "节假日安排已生效" in done
    assert year_tables.is_known(2027)
    assert "由本机构录入" in done
    assert "还没有 2027 年的安排" not in done
    evidence = text(head.get(f"/evidence/{year_tables.entered()[2027].position}"))
    assert "录入了 2027 年的节假日安排" in evidence


def test_a_request_that_was_edited_is_not_shown_and_takes_no_page_down(november, head):
    head.act(ENTER, **seen(head.post(ENTER, GIVEN)))
    Approval.objects.update(parameters={"calendar_year": "x"})
    page = head.get(PAGE)
    assert page.status_code == 200
    assert "等另一人批准" not in text(page)


def test_today_reminds_from_november_on_until_the_year_is_there(november, head):
    assert "录入 2027 年的节假日安排" in text(head.get("/"))
    assert "录入 2027 年的节假日安排" in text(head.get("/inbox"))
    clerk = signed_in(november[people.CONSULTANT])
    assert "录入 2027 年的节假日安排" not in text(clerk.get("/"))


def test_who_may_not_enter_looks_and_has_no_button(november):
    clerk = signed_in(november[people.CONSULTANT])
    page = clerk.get(PAGE)
    assert page.status_code == 200
    assert ENTER not in text(page)
    assert clerk.get(ENTER).status_code == 403


def test_the_page_costs_the_same_with_years_entered(november, head, django_assert_max_num_queries):
    head.get(PAGE)
    with django_assert_max_num_queries(20):
        head.get(PAGE)
