"""An assessment is written on its page, section by section; what is not finished is listed."""

from __future__ import annotations

import re

import pytest

from shoumi.base import clock
from shoumi.base.documents.tests.paper_text import text_of
from shoumi.chapters.compliance.documents.content import content
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import State, stored, written
from shoumi.chapters.compliance.rules.written import Part
from shoumi.chapters.compliance.tests.pages.test_assessments import MENDED, begin, do, page
from shoumi.chapters.compliance.tests.whole_assessments import finish
from shoumi.core.terms import Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
OWN = "受让方的电脑多人共用，没有分权限。"
# Of the page alone: markup, and white space, which the report breaks elsewhere.
_TAGS = re.compile(r"<[^>]*>|\s")


def made(house, **more):
    begin(house, scope="TRANSFER", **{**MENDED, **more})
    return Assessment.objects.get()


def test_every_part_is_written_on_its_own_and_stands_on_page_and_report(house):
    one = made(house, text=OWN, source="受让方", step="加密到受让方的密钥")
    dpo = house.dpo
    activity = {"name": "向受让方提供资料", "purpose": "继续服务", "fields": ["name"]}
    assert do(one, "assessment-activity", dpo, **activity).status_code == 303
    assert do(one, "assessment-passage", dpo, part="opinion", text="同意。").status_code == 303
    measure = {"step": "1.1", "text": "加密到受让方的密钥", "owner": Role.SEC, "due": "2026-11-06"}
    assert do(one, "assessment-measure", dpo, **measure).status_code == 303
    assert do(one, "assessment-describe", dpo, risk="1", text=OWN, source="受让方的人员")
    assert "没有人填写" in page(one, dpo)
    finish(one, dpo, clock.now())
    do(one, "assessment-approve", house.legal)
    one.refresh_from_db()
    assert one.state == State.APPROVED
    report = signed_in(house.legal).get(f"/assessments/{one.ref}/report").content
    paper, shown = ("".join(told.split()) for told in (text_of(report), page(one, dpo)))
    told = {"".join(text.split()) for text in content(one, "zh", one.approved_at).strings()}
    assert {OWN, "同意。", "受让方的人员", "2026-11-06"} <= set().union(
        told, {OWN for text in told if OWN in text}
    )
    assert [text for text in told if text not in paper] == []
    assert [text for text in told if text not in _TAGS.sub("", shown)] == []
    assert one.signed["company"] in paper
    assert one.signed["credit_code"] in paper


def test_what_is_not_finished_is_listed_with_its_link(house):
    one = made(house)
    told = page(one, house.dpo)
    assert "还没写完的" in told
    assert "没有写处理活动" in told
    assert f'href="/assessments/{one.ref}/do/assessment-describe?risk=1"' in told
    assert "没有写结论" in told
    do(one, "assessment-passage", house.dpo, part="conclusion", text="可以进行。")
    assert "没有写结论" not in page(one, house.dpo)
    assert "/do/assessment-describe?" not in page(one, house.legal)


def test_one_that_is_ready_waits_in_the_inbox_of_legal_alone(house):
    def waits(who):
        return "批准影响评估" in signed_in(who).get("/inbox").content.decode()

    one = made(house)
    assert not waits(house.legal)  # nobody wrote in it yet
    finish(one, house.dpo, clock.now())
    assert waits(house.legal)
    assert not waits(house.dpo)
    do(one, "assessment-starter", house.dpo, lang="zh")
    assert not waits(house.legal)  # its passages are drafts that nobody confirmed


def test_a_starter_waits_for_a_person_and_is_taken_over_bit_by_bit(house):
    one = made(house)
    assert do(one, "assessment-starter", house.dpo, lang="zh").status_code == 303
    said = written.read(Assessment.objects.get().written)
    assert "待确认的草稿" in page(one, house.dpo)
    assert "/do/assessment-approve" not in page(one, house.legal)
    assert do(one, "assessment-approve", house.legal).status_code == 422

    visitor = signed_in(house.dpo)
    form = visitor.get(f"/assessments/{one.ref}/do/assessment-risk?suggested=suggested-1")
    assert said.suggested[0].text in form.content.decode()
    given = {"suggested": "suggested-1", "hazard": said.suggested[0].hazard, "text": OWN}
    do(one, "assessment-risk", house.dpo, **given, impact="中", likelihood="低")
    do(one, "assessment-drop", house.dpo, drafts=["suggested-1"])
    form = visitor.get(f"/assessments/{one.ref}/do/assessment-activity?number=1").content.decode()
    assert said.activities[0].purpose in form
    do(one, "assessment-activity", house.dpo, number="1", name="交付", purpose="继续服务")
    text = said.passage(Part.SUBJECTS).text
    do(one, "assessment-passage", house.dpo, part="subjects", text=text)
    one.refresh_from_db()
    assert written.read(one.written).drafts == ()
    assert [stored(row).text for row in one.risks] == ["", OWN]
    finish(one, house.dpo, clock.now())
    assert do(one, "assessment-approve", house.legal).status_code == 303


def test_what_is_not_whole_is_not_approved_and_the_refusal_links_each_passage(house):
    one = made(house)
    answer = do(one, "assessment-approve", house.legal)
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "处没有人填写：" in told
    for words in ("处理活动", "可能性的理由", "措施（用自己的话）", "结论"):
        assert words in told
    for section in ("activities", "subjects", "risks", "measures", "conclusion"):
        assert f'<a href="/assessments/{one.ref}#{section}">' in told
        assert f'id="{section}"' in page(one, house.legal)
    one.refresh_from_db()
    assert (one.state, one.document) == (State.DRAFT, "")


def test_assessors_are_named_and_none_of_them_approves(house):
    one = made(house)
    do(one, "assessment-assessors", house.dpo, assessors=[house.legal])
    assert "/do/assessment-approve" not in page(one, house.legal)
    answer = do(one, "assessment-approve", house.legal)
    assert answer.status_code in (409, 422)
    assert "做评估、写评估的人，都不能批准它。" in answer.content.decode()


@pytest.mark.parametrize(
    ("slug", "given"),
    [
        ("assessment-activity", {"number": "7", "name": "x"}),
        ("assessment-measure", {"step": "9", "text": "x"}),
        ("assessment-drop", {"drafts": ["activity-9"]}),
    ],
)
def test_a_place_that_is_not_there_is_refused(house, slug, given):
    one = made(house)
    assert do(one, slug, house.dpo, **given).status_code == 422
    one.refresh_from_db()
    assert one.written is None


def test_an_assessment_made_anew_takes_what_was_written_along(house):
    one = made(house)
    do(one, "assessment-passage", house.dpo, part="conclusion", text="可以进行，交付一次。")
    finish(one, house.dpo, clock.now())
    do(one, "assessment-approve", house.legal)
    do(one, "assessment-revise", house.dpo)
    anew = Assessment.objects.exclude(pk=one.pk).get()
    assert written.read(anew.written).of(Part.CONCLUSION) == "可以进行，交付一次。"


def test_each_role_finds_the_place_of_its_own_opinion_on_the_page_and_no_other(house):
    one, legal = made(house), house.legal
    told = page(one, legal)
    assert 'id="text-opinion_legal"' in told
    for section in ("opinion", "opinion_security", "conclusion"):
        assert f'id="text-{section}"' not in told
    assert "/do/assessment-activity" not in told
    assert do(one, "assessment-passage", legal, part="opinion", text=OWN).status_code == 422
    assert Assessment.objects.get().written is None
    given = {"part": "opinion_legal", "text": OWN}
    assert do(one, "assessment-passage", legal, **given).status_code == 303
    assert f"{people.LEGAL} · 2026-" in page(one, house.dpo)
    do(one, "assessment-assessors", house.dpo, assessors=[legal])
    assert 'id="text-conclusion"' in page(one, legal)
    assert do(one, "assessment-passage", legal, part="conclusion", text=OWN).status_code == 303
