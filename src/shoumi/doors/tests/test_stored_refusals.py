"""What a refusal says of the demands that hold it, at once and when it was stored first."""

from __future__ import annotations

import json

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.attestations.doors import DoorShut
from shoumi.base.attestations.graces import NoGraceFor
from shoumi.base.deals.errors import NotYet, StageNotOpen
from shoumi.base.messages import refusals
from shoumi.core.errors import Conflict
from shoumi.core.handbook import Lapse, NoGrace, demands
from shoumi.core.milestones import Missing as Need
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, DealStage, Role

DEAL = Ref("deal-madeup")


class Closed(Conflict):
    code = "gate.closed"


LAPSES = (
    Lapse("20.2", ControlState.STALE, "attestation.revoked", Role.HEAD, deals=frozenset({DEAL})),
    Lapse("7.3", ControlState.STALE, "pipia.people_grew", Role.DPO),
)


def shut() -> DoorShut:
    refusal = DoorShut(doors=("data_handover", "suspension"), demands=("20.2", "7.3"))
    refusal.lapses = LAPSES
    return refusal


STORED = (
    shut(),
    NotYet(stage=DealStage.MANDATE, missing=(Need("done:intake", Role.CON),)),
    NotPermitted(roles=(Role.DPO, Role.TE)),
    StageNotOpen(stage=DealStage.DD_L2, deal="D-2026-001", who=Role.DPO),
    Closed(reasons=("attestation.expired", "attestation.none")),
    NoGraceFor(duty="1.4", why=NoGrace.EXPOSED),
)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("refusal", STORED, ids=lambda one: one.code)
def test_what_was_stored_is_told_like_what_was_refused_at_once(refusal, lang):
    stored = json.loads(json.dumps(refusals.kept(refusal)))
    assert refusals.tell_kept(stored, lang) == refusals.tell(refusal, lang)


def test_what_is_stored_of_a_lapse_is_closed_words():
    stored = refusals.kept(shut())
    assert stored["lapses"][0] == {
        "demand": "20.2",
        "state": "STALE",
        "reason": "attestation.revoked",
        "who": "HEAD",
    }
    assert DEAL not in json.dumps(stored)


def test_what_an_earlier_version_stored_is_still_told():
    older = {"code": "accounts.not_permitted", "facts": {"roles": ["DPO", "TE"]}}
    assert "个人信息保护负责人、受让方" in refusals.tell_kept(older).what
    gone = {"code": "of.a.chapter.taken.out", "facts": {"doors": ["no_such"], "stage": "x"}}
    assert refusals.tell_kept(gone).what


def test_a_lapse_says_where_it_is_mended():
    stated, checked = refusals.tell(shut(), "zh").lapses
    assert str(stated) == (
        "20.2 按期演练：声明已撤回（由主要负责人补正：合规要求 › 20.2，或 shoumi attest add 20.2）"
    )
    assert str(checked).endswith(
        "（由个人信息保护负责人补正：合规要求 › 7.3、“影响评估”页，或 shoumi assessment revise）"
    )
    assert str(refusals.tell(shut(), "en").lapses[1]).endswith(
        "(protection officer mends it: Requirements > 7.3, PIPIA, or shoumi assessment revise)"
    )


def test_what_a_check_leaves_to_a_statement_is_stated_on_the_page_of_the_demand():
    left = Lapse("13.1", ControlState.STALE, "attestation.expired", Role.OPS)
    assert "shoumi attest add 13.1" in refusals.lapse_text(left, "zh")
    assert "备份" not in refusals.lapse_text(left, "zh").partition("补正")[2]


def test_a_demand_without_a_command_says_its_page_alone():
    found = Lapse("6.2", ControlState.FAIL, "consent.notice_lacks", Role.DPO)
    assert refusals.mended_at(found, "zh") == "合规要求 › 6.2、“转让”页"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("one", demands(), ids=lambda one: one.id)
def test_of_every_demand_it_is_said_where_it_is_mended(one, lang):
    """Also where its reason has no words on that."""
    told = refusals.mend_text(Lapse(one.id, ControlState.FAIL, "no.words", one.accountable), lang)
    assert one.id in told


def test_the_demands_are_the_last_lines_of_the_mend():
    told = refusals.tell(shut(), "zh")
    assert told.own_mend == "由负责人按下列要求补正，门随即打开。"
    assert told.mend == "\n".join([told.own_mend, *map(str, told.lapses)])
