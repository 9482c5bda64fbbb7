"""Consent, refusal, withdrawal, objection: end to end, by the code alone and without script."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.base.ledger import reader
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Consent, Invitation, Objection
from shoumi.core.ledger import leaf
from shoumi.core.milestones import Standing
from shoumi.core.refs import SYSTEM
from shoumi.core.terms import Instrument
from shoumi.doors.portal.tests.public import HAN, QUOTED, checked, packed, text
from shoumi.doors.tests.handover_house import Handing
from shoumi.doors.tests.house import further
from shoumi.doors.tests.visitors import Visitor

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

UNKNOWN = "A" * 20
SEAL = "答复存证"  # what is carved does not change with the language


@pytest.fixture
def asked(house) -> Handing:
    def build():
        made = Handing(house)
        made.ask(rules.Purpose.PROVISION, Instrument.ART23_SEPARATE_CONSENT, lost=0)
        return made

    return further(house, "house that asked for consent", build)


@pytest.fixture
def told(house) -> Handing:
    def build():
        made = Handing(house)
        made.ask(rules.Purpose.SUCCESSION, Instrument.ART22_NOTICE, lost=0)
        return made

    return further(house, "house that told of a succession", build)


def code_of(asked, number=0) -> str:
    return asked.codes[asked.people[number]]


def sent(address, code, *, lang="zh", **more):
    """As a browser without script and without cookies sends it, origin withheld."""
    visitor = Visitor(lang)
    visitor.handler.enforce_csrf_checks = True
    return visitor.post(address, {"code": code, "lang": lang, **more}, HTTP_ORIGIN="null")


def test_a_notice_answers_six_questions_and_offers_two_equal_buttons(asked):
    answer = sent("/notice", code_of(asked))
    shown = text(answer)
    assert answer.status_code == 200
    assert shown.count("<dt>") == 6
    buttons = re.findall(r'<button class="([^"]*)"[^>]*name="answer" value="(\w+)"', shown)
    assert buttons == [("btn", "REFUSED"), ("btn", "GIVEN")]
    assert "checked" not in shown


@pytest.mark.parametrize(("said", "state"), [("GIVEN", "同意"), ("REFUSED", "不同意")])
def test_both_answers_get_the_same_receipt(asked, said, state):
    code = code_of(asked)
    shown = text(sent("/notice/answer", code, answer=said))
    assert "页面内容截至" in shown
    consent = Consent.objects.get()
    assert (consent.state, consent.channel, consent.lane) == (said, "PORTAL", "SELF")
    assert leaf.read(reader.entry(consent.position).body).actor == SYSTEM
    assert f"<dd>{state}</dd>" in shown
    assert "印：答复存证" in shown
    assert "存下回执" in shown
    assert ("撤回同意" in shown) == (said == "GIVEN")
    assert text(sent("/notice", code)) == shown


def test_withdrawing_takes_one_step_as_consenting_does(asked):
    code = code_of(asked)
    sent("/notice/answer", code, answer="GIVEN")
    shown = text(sent("/notice/withdraw", code))
    assert Consent.objects.get().state == "WITHDRAWN"
    assert "您撤回了同意" in shown
    assert "/notice/withdraw" not in shown


def test_after_the_handover_one_withdraws_here_and_it_is_passed_on(asked):
    code = code_of(asked)
    sent("/notice/answer", code, answer="GIVEN")
    asked.stand(Standing.DONE)
    shown = text(sent("/notice", code))
    assert "/notice/withdraw" in shown
    assert "交接已经完成" in shown
    assert "马上转告" in shown
    sent("/notice/withdraw", code)
    assert Consent.objects.get().state == "WITHDRAWN"


def test_an_answer_is_given_once(asked):
    code = code_of(asked)
    sent("/notice/answer", code, answer="REFUSED")
    answer = sent("/notice/answer", code, answer="GIVEN")
    assert answer.status_code == 422
    assert Consent.objects.get().state == "REFUSED"


def test_neither_word_is_no_answer(asked):
    answer = sent("/notice/answer", code_of(asked), answer="perhaps")
    assert answer.status_code == 200
    assert not Consent.objects.exists()


def test_a_childs_notice_is_answered_by_the_guardian_alone(asked):
    code = code_of(asked, 7)
    assert 'name="guardian"' in text(sent("/notice", code))
    assert sent("/notice/answer", code, answer="GIVEN").status_code == 422
    assert not Consent.objects.exists()
    sent("/notice/answer", code, answer="GIVEN", guardian="yes")
    assert (Consent.objects.get().lane, Consent.objects.get().state) == ("GUARDIAN", "GIVEN")


def test_what_informs_can_be_objected_to(told):
    code = code_of(told)
    shown = text(sent("/notice", code))
    assert 'name="answer"' not in shown
    assert "提出异议" in shown
    assert "您提出了异议" in text(sent("/notice/object", code))
    assert Objection.objects.get().outcome == "EXCLUDED"
    assert sent("/notice/object", code).status_code == 422


def test_a_childs_objection_is_the_guardians(told):
    code = code_of(told, 7)
    assert sent("/notice/object", code).status_code == 422
    assert not Objection.objects.exists()
    sent("/notice/object", code, guardian="yes")
    assert Objection.objects.get().subject == told.people[7]


def test_a_question_cannot_be_objected_to(asked):
    assert sent("/notice/object", code_of(asked)).status_code == 422
    assert not Objection.objects.exists()


def test_an_answer_looks_its_invitation_up_once(asked):
    with CaptureQueriesContext(connection) as queries:
        sent("/notice/answer", code_of(asked), answer="GIVEN")
    table = Invitation._meta.db_table
    assert len([one for one in queries if f'FROM "{table}"' in one["sql"]]) == 1
    assert Consent.objects.get().state == "GIVEN"


@pytest.mark.parametrize("address", ["", "/answer", "/withdraw", "/object", "/receipt"])
def test_an_unknown_code_gets_one_neutral_sentence(asked, address):
    size = reader.size()
    answer = sent(f"/notice{address}", UNKNOWN, answer="GIVEN")
    assert answer.status_code == 404
    assert "没有找到这个码对应的告知" in text(answer)
    assert UNKNOWN not in text(answer)
    assert reader.size() == size


def test_an_unknown_code_costs_what_a_known_one_does(asked):
    costs = []
    for code in (code_of(asked), UNKNOWN):
        with CaptureQueriesContext(connection) as queries:
            sent("/notice", code)
        costs.append([re.sub(r"'[^']*'|\b\d+\b", "?", one["sql"]) for one in queries])
    assert costs[0] == costs[1]
    assert costs[0]


@pytest.mark.parametrize("address", ["", "/answer", "/withdraw", "/object", "/receipt"])
def test_the_address_of_these_pages_goes_nowhere(asked, address):
    answer = sent(f"/notice{address}", code_of(asked), answer="GIVEN")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_code_counts_only_in_the_form(asked):
    code = code_of(asked)
    assert "回执码" in text(Visitor().get("/notice"))
    shown = text(Visitor().get(f"/notice?code={code}"))
    assert "consent-acts" not in shown


@pytest.mark.parametrize("said", ["", "GIVEN", "REFUSED"])
@pytest.mark.parametrize("kind", ["asked", "told"])
def test_the_pages_are_complete_in_both_languages(request, kind, said):
    made = request.getfixturevalue(kind)
    code = code_of(made)
    if said:
        sent("/notice/answer" if kind == "asked" else "/notice/object", code, answer=said)
    for address, given in (("/notice", code), ("/notice", UNKNOWN), ("/notice", "")):
        shown = text(sent(address, given, lang="en"))
        assert not HAN.findall(QUOTED.sub("", shown).replace(SEAL, ""))
        assert HAN.search(text(sent(address, given)))
        assert "style=" not in shown
        assert not re.search(r"\son\w+=", shown)


@pytest.mark.parametrize("said", ["GIVEN", "REFUSED"])
def test_the_kept_receipt_verifies_and_a_changed_one_does_not(asked, said):
    code = code_of(asked)
    sent("/notice/answer", code, answer=said)
    kept = sent("/notice/receipt", code)
    assert kept.headers["Content-Type"] == "application/zip"
    assert "相符" in checked("receipt.zip", kept.content)
    parts = opened(kept.content)
    changed = {name: own.replace(b"PROVISION", b"SUCCESSION") for name, own in parts.items()}
    assert changed != parts
    assert "不符" in checked("receipt.zip", packed(changed))
    (name,) = [own for own in parts if own.endswith(".jsonld")]
    assert "还不能判断" in checked(name, parts[name])  # without the proof beside it


def opened(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
