from datetime import date

import pytest

from shoumi.core.calendar import Due
from shoumi.core.handbook import demands
from shoumi.core.milestones import (
    BadMilestones,
    Missing,
    deadlines,
    holds_never,
    milestone,
    milestones,
    missing,
    read,
)
from shoumi.core.milestones.diagram import edges, mermaid
from shoumi.core.milestones.kinds import FilingKind
from shoumi.core.milestones.table import of_sole_owner
from shoumi.core.terms import DealStage, DealType, Role

OVERLAYS = {DealStage.SUSPENDED, DealStage.TERMINATED}
# What the handbook calls a gate, and the milestones behind it.
GATES = {
    "mandate": ["mandate"],
    "listed": ["listed"],
    "room": ["dd_l1", "dd_l2", "dd_l3"],
    "room_l2": ["dd_l2", "dd_l3"],
    "room_l3": ["dd_l3"],
    "signed": ["signed"],
    "data_handover": ["data_handover"],
    "settled": ["settled"],
    "closed": ["closed"],
}


def all_needs(code):
    each = milestone(DealStage(code))
    return {need.condition: need for need in each.opens + each.finishes}


def test_every_milestone_is_there_once_in_the_usual_order():
    assert [each.code for each in milestones()] == [
        stage for stage in DealStage if stage not in OVERLAYS
    ]


@pytest.mark.parametrize("stage", sorted(OVERLAYS))
def test_an_overlay_is_no_milestone(stage):
    with pytest.raises(BadMilestones):
        milestone(stage)


@pytest.mark.parametrize(
    ("duty", "code"),
    [
        (demand.id, code)
        for demand in demands()
        for gate in demand.closes
        for code in GATES.get(gate.name, [])
    ],
)
def test_what_closes_a_gate_in_the_handbook_is_a_need_of_its_milestone(duty, code):
    need = all_needs(code)[f"duty:{duty}"]
    assert need.types == frozenset(DealType)


def test_every_gate_of_the_handbook_that_is_a_milestone_is_known_here():
    closed = {gate.name for demand in demands() for gate in demand.closes}
    assert set(GATES) <= closed
    assert not (closed - set(GATES)) & set(DealStage)


@pytest.mark.parametrize("deal_type", DealType)
def test_every_milestone_can_be_reached_and_none_waits_for_itself(deal_type):
    reached = set()
    wanted = {each.code: set() for each in milestones()}
    for needed, needing, _ in edges(deal_type):
        wanted[needing].add(needed)
    while ready := {code for code, needs in wanted.items() if needs <= reached} - reached:
        reached |= ready
    assert reached == set(wanted)


def test_the_handover_never_precedes_registration():
    assert "done:registered" in all_needs("data_handover")


def test_the_certificate_of_tax_precedes_registration():
    assert "filing:iit_certificate" in {n.condition for n in milestone(DealStage.TAX).finishes}
    assert "done:tax" in {n.condition for n in milestone(DealStage.REGISTERED).opens}


@pytest.mark.parametrize(
    ("one", "other"), [("internal_approval", "dd_l3"), ("notice_campaign", "tax")]
)
def test_some_milestones_may_be_open_beside_each_other(one, other):
    direct = {(needed, needing) for needed, needing, _ in edges()}
    assert (one, other) not in direct
    assert (other, one) not in direct


@pytest.mark.parametrize(
    ("deal_type", "expected"),
    [
        ("equity", {"filing:rofr_notice", "holders.cleared"}),
        (
            "merger",
            {
                "filing:resolution",
                "filing:creditors_notice",
                "filing:creditors_announcement",
            },
        ),
        ("bankruptcy", {"filing:resolution"}),
        ("asset", {"filing:resolution"}),
    ],
)
def test_who_approves_depends_on_the_kind_of_deal(deal_type, expected):
    lacking = missing(
        milestone(DealStage.INTERNAL_APPROVAL).opens,
        deal_type=DealType(deal_type),
        known=holds_never,
    )
    assert {each.condition for each in lacking} == expected | {"done:mandate"}


def test_a_merger_is_registered_once_its_creditors_are_cleared():
    need = all_needs("registered")["creditors.cleared"]
    assert DealType.MERGER in need.types
    assert DealType.EQUITY not in need.types


def test_a_refusal_names_all_that_is_missing_and_who_supplies_it_by_when():
    due = Due(on=date(2026, 9, 24))
    lacking = missing(
        milestone(DealStage.TAX).finishes,
        deal_type=DealType.EQUITY,
        known=_all_but("filing:stamp_duty"),
        by={"filing:tax_report": due}.get,
    )
    assert lacking == (
        Missing("filing:tax_report", Role.TE, due, "absent"),
        Missing("filing:iit_certificate", Role.FIN, None, "absent"),
    )


def _all_but(there):
    return lambda condition: "" if condition == there else "absent"


def test_what_is_missing_says_which_demand_it_is():
    assert Missing("duty:13.1", Role.OPS).demand == "13.1"
    assert Missing("filing:tax_report", Role.TE).demand == ""


def test_nothing_is_missing_where_everything_holds():
    needs = milestone(DealStage.DATA_HANDOVER).opens
    assert missing(needs, deal_type=DealType.EQUITY, known=lambda condition: "") == ()


def test_a_deadline_is_met_by_something_some_milestone_or_register_wants():
    wanted = {n.condition for each in milestones() for n in each.opens + each.finishes}
    assert {rule.meets for rule in deadlines()} - wanted == {"filing:publicity"}
    assert len({rule.key for rule in deadlines()}) == len(deadlines())


def test_the_end_of_a_deadline_is_somebodys_failure_unless_others_have_to_act():
    assert [rule.key for rule in deadlines() if rule.is_wait] == ["rofr_reply"]


def test_the_chart_draws_every_milestone_and_edge():
    chart = mermaid()
    assert chart.startswith("flowchart TD\n")
    assert all(f'    {each.code}["{each.zh}<br>{each.en}' in chart for each in milestones())
    assert "    dd_l1 -.-> dd_l2\n" in chart
    assert "    registered --> data_handover\n" in chart
    assert "15.2" in mermaid(DealType.ASSET)


HEAD = "[types]\nshares = ['equity']\n"


def table(**needs):
    rows = [
        f"[[milestone]]\ncode='{stage}'\nzh='z'\nen='e'\naccountable='CON'\n"
        f"opens=[{needs.get(stage, '')}]\nfinishes=[]\n"
        for stage in DealStage
        if stage not in OVERLAYS
    ]
    return HEAD + "".join(rows)


def test_a_whole_table_is_taken():
    assert len(read(table(tax="{need='done:signed', of='shares'}"))) == len(milestones())


@pytest.mark.parametrize(
    "text",
    [
        table().replace("code='tax'", "code='signed'"),
        table() + "[[milestone]]\ncode='tax'\nzh='z'\nen='e'\naccountable='CON'\n",
        table(tax="{need='done:suspended'}"),
        table(tax="{need='filing:unheard', who='CON'}"),
        table(tax="{need='keys.rotated'}"),
        table(tax="{need='filing:spa', who='CON', sole='unheard'}"),
    ],
)
def test_a_table_with_a_gap_stops_the_start(text):
    with pytest.raises(BadMilestones):
        read(text)


def test_a_sole_owner_decides_where_others_are_notified():
    assert of_sole_owner() == {"rofr_notice": FilingKind.SOLE_OWNER_DECISION}
