import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.attestations.models import Attestation
from shoumi.base.calendar import queries as calendar
from shoumi.base.deals import errors, queries, services
from shoumi.base.deals.models import MilestoneState, Refusal
from shoumi.base.deals.rules import TurnDownReason, WaiveReason
from shoumi.base.deals.tests.story import Story, attest, on
from shoumi.base.ledger import reader
from shoumi.base.tests import authenticated
from shoumi.base.tests.kept import kept
from shoumi.core.milestones import FilingKind, Standing, milestones
from shoumi.core.terms import DealStage, Role

pytestmark = pytest.mark.django_db


# What holds the doors of a listing, of the demands that are stated here.
OF_LISTING = ("7.2",)


@pytest.fixture
def story():
    return kept("story", Story)


def put(story, stage, state=Standing.DONE):
    """Stand a milestone where a test needs it."""
    dated = {"done_at": on("08-24")} if state in (Standing.DONE, Standing.WAIVED) else {}
    authenticated.change(
        MilestoneState.objects.filter(deal=story.deal, code=stage),
        state=state,
        opened_at=on("08-24"),
        **dated,
    )


def test_a_milestone_opens_when_its_needs_hold_and_is_done_when_they_are_met(story):
    story.file(FilingKind.NOTICE_17)
    assert story.advance(DealStage.INTAKE).state == Standing.OPEN
    row = story.finish(DealStage.INTAKE)
    assert (row.state, row.opened_at, row.done_at) == (Standing.DONE, on("08-24"), on("08-24"))
    tags = [entry.line().tag for entry in reader.entries(deal=story.ref)]
    assert tags[-2:] == ["deal.milestone_opened", "deal.milestone_done"]
    assert row.position == reader.size() - 1


def test_the_mandate_needs_the_privacy_clauses_of_the_agreement(story):
    story.file_all(DealStage.INTAKE)
    story.advance(DealStage.INTAKE)
    story.finish(DealStage.INTAKE)
    story.file_all(DealStage.MANDATE)
    with pytest.raises(errors.NotYet) as refusal:
        story.advance(DealStage.MANDATE)
    (lacking,) = refusal.value.missing
    assert (lacking.condition, lacking.who) == ("duty:15.2", Role.HEAD)
    attest("15.2")
    assert story.advance(DealStage.MANDATE).state == Standing.OPEN


def test_a_refused_move_names_all_that_is_missing_and_is_evidence(story):
    put(story, DealStage.SIGNED)
    put(story, DealStage.TAX, Standing.OPEN)
    story.file(FilingKind.SPA, "09-18")
    story.file(FilingKind.STAMP_DUTY, "09-18")
    with pytest.raises(errors.NotYet) as refusal:
        story.finish(DealStage.TAX, "09-21")
    assert refusal.value.facts == {
        "stage": "tax",
        "missing": "filing:tax_report, filing:iit_certificate",
        "demands": (),
    }
    expected = [
        {
            "condition": "filing:tax_report",
            "who": "TE",
            "by": "2026-09-24",
            "reason": "deal.not_filed",
        },
        {
            "condition": "filing:iit_certificate",
            "who": "FIN",
            "by": "2026-10-15",
            "reason": "deal.not_filed",
        },
    ]
    (kept,) = queries.refusals(story.ref).items
    assert (kept.stage, kept.move, kept.missing) == ("tax", "finish", expected)
    (entry,) = reader.entries(tag="deal.refused")
    assert dict(entry.line().facts) == {"stage": "tax", "move": "finish", "missing": 2}
    assert len(list(reader.rows(entry.position))) == 2
    assert queries.milestones(story.ref)[DealStage.TAX].state == Standing.OPEN


@pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
@pytest.mark.both
def test_a_refusal_is_kept_though_the_move_went_back():
    story = Story()
    with pytest.raises(errors.NotYet):
        story.advance(DealStage.TAX)
    assert Refusal.objects.count() == 1


def test_what_a_milestone_rested_on_is_kept_with_it(story):
    story.file(FilingKind.NOTICE_17)
    row = story.advance(DealStage.INTAKE)
    (line,) = reader.rows(row.position)
    filed = queries.filings(story.ref).items[0]
    expected = f'{{"condition":"filing:notice_17","position":{filed.position},"state":"PASS"}}'
    assert line.decode() == expected


def test_what_is_missing_can_be_asked_without_trying(story):
    assert [m.condition for m in queries.to_open(story.ref, DealStage.INTAKE, on("08-24"))] == [
        "filing:notice_17"
    ]
    assert queries.to_finish(story.ref, DealStage.INTAKE, on("08-24")) == ()
    assert not Refusal.objects.exists()


def test_approval_opens_early_when_the_other_holder_waives(story):
    put(story, DealStage.MANDATE)
    story.file(FilingKind.ROFR_NOTICE, "08-31")
    with pytest.raises(errors.NotYet) as refusal:
        story.advance(DealStage.INTERNAL_APPROVAL, "09-10")
    (lacking,) = refusal.value.missing
    assert (lacking.condition, lacking.by.isoformat()) == ("holders.cleared", "2026-09-30")
    story.file(FilingKind.ROFR_WAIVER, "09-11")
    assert story.advance(DealStage.INTERNAL_APPROVAL, "09-11").state == Standing.OPEN


@pytest.mark.parametrize(("day", "opens"), [("09-30", False), ("10-01", True)])
def test_silence_of_a_holder_clears_after_the_last_day(story, day, opens):
    put(story, DealStage.MANDATE)
    story.file(FilingKind.ROFR_NOTICE, "08-31")
    assert (not queries.to_open(story.ref, DealStage.INTERNAL_APPROVAL, on(day))) is opens


def test_milestones_are_open_beside_each_other(story):
    put(story, DealStage.SIGNED)
    story.advance(DealStage.TAX)
    put(story, DealStage.NOTICE_CAMPAIGN, Standing.OPEN)
    states = queries.milestones(story.ref)
    assert {code for code, row in states.items() if row.state == Standing.OPEN} == {
        DealStage.TAX,
        DealStage.NOTICE_CAMPAIGN,
    }


@pytest.mark.parametrize(
    ("state", "verb"),
    [
        (Standing.OPEN, "advance"),
        (Standing.DONE, "advance"),
        (Standing.WAITING, "finish"),
        (Standing.DONE, "finish"),
        (Standing.WAIVED, "finish"),
    ],
)
def test_a_move_starts_where_it_must(story, state, verb):
    put(story, DealStage.TAX, state)
    with pytest.raises(errors.WrongStanding):
        getattr(story, verb)(DealStage.TAX)


def test_a_waived_milestone_counts_as_passed(story):
    put(story, DealStage.MANDATE)
    attest(*OF_LISTING)
    row = story.waive(DealStage.LISTED, WaiveReason.PRIVATE_SALE)
    assert (row.state, row.reason, row.done_at) == ("waived", "private_sale", on("08-28"))
    story.file(FilingKind.BUYER_NOTICE, "08-28")
    assert story.advance(DealStage.MATCHED, "08-28").state == Standing.OPEN


def test_waiving_asks_the_doors_of_the_milestone_and_its_refusal_is_evidence(story):
    put(story, DealStage.MANDATE)
    attest(*OF_LISTING)
    Attestation.objects.filter(duty="7.2").update(until=on("08-26"))

    def waive():
        return story.waive(DealStage.LISTED, WaiveReason.PRIVATE_SALE)

    with pytest.raises(errors.NotYet) as refusal:
        waive()
    told = refusal.value.facts
    assert (told["stage"], told["missing"], told["demands"]) == ("listed", "duty:7.2", ("7.2",))
    assert queries.milestones(story.ref)[DealStage.LISTED].state == Standing.WAITING
    kept = Refusal.objects.get()
    assert (kept.stage, kept.move) == ("listed", "waive")
    assert [one["condition"] for one in kept.missing] == ["duty:7.2"]
    line = reader.entry(kept.position).line()
    assert (line.tag, line.duties) == ("deal.refused", ("7.2",))
    Attestation.objects.filter(duty="7.2").update(until=on("09-26"))
    assert waive().state == Standing.WAIVED


def test_some_milestones_cannot_be_waived_and_not_by_anyone(story):
    with pytest.raises(errors.NotWaivable):
        story.waive(DealStage.SIGNED, WaiveReason.NOT_WANTED)
    with pytest.raises(NotPermitted):
        story.waive(DealStage.TAX, WaiveReason.NOT_WANTED, actor=story.con)


def test_what_an_outsider_turned_down_can_be_opened_again(story):
    put(story, DealStage.TAX)
    put(story, DealStage.REGISTERED, Standing.OPEN)
    row = services.turn_down(
        deal=story.ref,
        stage=DealStage.REGISTERED,
        reason=TurnDownReason.REGISTRAR,
        actor=story.con,
        at=on("10-22"),
    )
    assert (row.state, row.reason) == (Standing.REFUSED, "registrar")
    story.file(FilingKind.SHAREHOLDER_REGISTER, "10-22")
    story.file(FilingKind.RESOLUTION, "10-22")
    assert story.advance(DealStage.REGISTERED, "10-23").state == Standing.OPEN


@pytest.mark.parametrize(("who", "may"), [("con", True), ("dpo", True), ("fin", False)])
def test_who_moves_a_milestone(story, who, may):
    story.file(FilingKind.NOTICE_17)
    actor = getattr(story, who)
    if may:
        story.advance(DealStage.INTAKE, actor=actor)
    else:
        with pytest.raises(NotPermitted):
            story.advance(DealStage.INTAKE, actor=actor)


def test_closing_meets_the_deadline_of_the_certificates(story, stated):
    stated("destruction.recipients", "room.emptied", "8.1", "8.2", "8.3")
    put(story, DealStage.SETTLED)
    put(story, DealStage.CLOSED, Standing.OPEN)
    story.file(FilingKind.ROOMS_SHUT, "11-20")
    story.finish(DealStage.CLOSED, "12-03")
    (row,) = calendar.of_deal(story.ref)
    assert (row.key, row.met_at) == ("destruction_certificates", on("12-03"))


def test_registration_makes_the_deal_effective(story):
    put(story, DealStage.REGISTERED, Standing.OPEN)
    assert not queries.is_effective(story.ref)
    story.file(FilingKind.SAMR_APPLICATION, "10-20")
    story.file(FilingKind.NEW_LICENCE, "10-23")
    story.finish(DealStage.REGISTERED, "10-23")
    assert queries.is_effective(story.ref)


def test_a_reason_that_the_milestones_name_is_one_that_can_be_given():
    named = {why for goal in milestones() for why, _ in goal.because}
    assert named == {WaiveReason.NO_PERSONS, WaiveReason.NOBODY_AGREED}


def test_a_reason_that_is_not_so_is_refused_and_the_refusal_is_evidence(story):
    with pytest.raises(errors.NotYet) as refusal:
        story.waive(DealStage.DATA_HANDOVER, WaiveReason.NOBODY_AGREED)
    assert "answers.none_stand" in {one.condition for one in refusal.value.missing}
    assert Refusal.objects.get().move == "waive"
