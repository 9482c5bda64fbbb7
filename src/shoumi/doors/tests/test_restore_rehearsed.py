"""13.2 is whole by a plan that is filed and a drill by somebody new with three printed sheets."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdfium2 import PdfDocument

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.copies import key_sheets
from shoumi.base.documents import store
from shoumi.base.documents.errors import NotAPdf
from shoumi.base.documents.examined import PersonalInformation
from shoumi.base.intake.examination import examine
from shoumi.base.ledger import reader
from shoumi.chapters.backup import drill_records, queries, rules
from shoumi.chapters.backup.models import Drill
from shoumi.chapters.backup.services import plans
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState
from shoumi.doors.demo import cast, made_up_papers
from shoumi.doors.tests.copied_house import Copied
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
PLAN = made_up_papers.pdf("Recovery plan", "who leads, where sheets lie")


@pytest.fixture
def copied(house, tmp_path):
    made = Copied(house, tmp_path)
    house.go(minutes=2)
    return made


def looked_at(content, name, house):
    return examine(content, name, today=day_in_china(house.at))


def file_plan(house, actor=cast.OPERATIONS):
    paper = looked_at(PLAN, "plan.pdf", house)
    return plans.file_plan(paper=paper, actor=house[actor], at=house.at)


def words(copied):
    return "\n\n".join(key_sheets.split(copied.identity)[1:4])


def text_of(paper):
    return "".join(page.get_textpage().get_text_bounded() for page in PdfDocument(paper))


def facts_of(drill):
    return reader.entry(drill.position).line().facts


def state(house):
    found = queries.check_recovery(house.at)
    return found.state, found.reason


def test_what_is_missing_is_said_until_the_whole_rule_is_kept(copied, house):
    made = copied.drill()
    assert (facts_of(made)["key"], facts_of(made)["new"]) == ("file", True)
    assert "plan" not in facts_of(made)
    assert state(house) == (ControlState.PARTIAL, rules.NEITHER)
    filed = file_plan(house)
    assert state(house) == (ControlState.PARTIAL, rules.NO_REHEARSAL)
    again = copied.drill(identity=words(copied))
    assert (facts_of(again)["key"], facts_of(again)["new"]) == ("sheets", False)
    assert state(house) == (ControlState.PARTIAL, rules.NO_REHEARSAL)
    whole = copied.drill(identity=words(copied), actor=house[cast.SECURITY])
    assert facts_of(whole)["new"] is True
    assert facts_of(whole)["plan"] == filed.ref
    assert state(house) == (ControlState.PASS, "")
    printed = text_of(store.get(Ref(whole.document)))
    assert "三张打印的密钥单" in printed
    assert "第一次做" in printed
    assert filed.sha256 in re.sub(r"[^0-9a-f]", "", printed)  # in groups, over two lines


def test_a_plan_that_a_restore_lost_is_missing_again(copied, house):
    from shoumi.base.documents.models import Document

    filed = file_plan(house)
    assert drill_records.plan() == filed.ref
    Document.objects.filter(ref=filed.ref).delete()
    assert drill_records.plan() is None


def test_it_is_filed_and_read_by_page(copied, house):
    with time_machine.travel(house.at):
        visitor = signed_in(house[cast.OPERATIONS], lang="en")
        assert visitor.get("/backup/plan").status_code == 404
        paper = SimpleUploadedFile("plan.pdf", PLAN)
        assert visitor.act("/backup/do/backup-plan", paper=paper).status_code == 200
        page = visitor.get("/backup").content.decode()
        assert 'href="/backup/plan"' in page
        assert visitor.get("/backup/plan").content == PLAN
        visitor.act(
            f"/backup/{copied.target}/do/backup-drill",
            sheets=words(copied),
        )
        assert Drill.objects.get().passed
        assert "three printed sheets" in visitor.get("/backup").content.decode()
        stranger = signed_in(house[cast.SERVICE])
        assert stranger.get("/backup/plan").status_code == 403


def test_another_paper_or_another_person_files_none(house):
    with pytest.raises(NotAPdf):
        plans.file_plan(
            paper=looked_at(b"a plan", "plan.txt", house),
            actor=house[cast.OPERATIONS],
            at=house.at,
        )
    with pytest.raises(NotPermitted):
        file_plan(house, actor=cast.SERVICE)
    number = "id_number: 990000199001011116"
    full = looked_at(made_up_papers.pdf(number), "plan.pdf", house)
    with pytest.raises(PersonalInformation):
        plans.file_plan(paper=full, actor=house[cast.OPERATIONS], at=house.at)
    assert drill_records.plan() is None
