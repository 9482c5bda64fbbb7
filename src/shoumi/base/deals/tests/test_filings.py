from datetime import date

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.calendar.models import Deadline
from shoumi.base.deals import errors, queries, services
from shoumi.base.deals.rules import PartyRole, SuspendReason, TerminateReason
from shoumi.base.deals.services import NewParty
from shoumi.base.deals.tests.story import PARTIES, Story, on
from shoumi.base.ledger import reader
from shoumi.base.tests.kept import kept
from shoumi.core.milestones import FilingKind
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import DealType

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return kept("story", Story)


def due_of(key):
    return Deadline.objects.get(key=key).due_on.isoformat()[5:]


@pytest.mark.parametrize(
    ("kind", "day", "starts"),
    [
        ("rofr_notice", "08-31", {"rofr_reply": "09-30"}),
        ("rofr_notice", "09-02", {"rofr_reply": "10-08"}),
        ("spa", "09-18", {"tax_report": "09-24", "tax_return": "10-15"}),
        ("resolution", "10-09", {"samr_filing": "11-09"}),
        ("samr_application", "10-20", {"samr_decision": "10-23"}),
        (
            "new_licence",
            "10-23",
            {
                "bank_change": "10-30",
                "tax_change": "11-23",
                "social_insurance_change": "11-23",
                "beneficial_owner": "11-23",
                "publicity": "11-20",
            },
        ),
        ("rooms_shut", "11-20", {"destruction_certificates": "12-04"}),
        ("loi", "09-11", {}),
    ],
)
def test_what_a_filing_starts(story, kind, day, starts):
    story.file(FilingKind(kind), day)
    assert {row.key: row.due_on.isoformat()[5:] for row in Deadline.objects.all()} == starts


def test_a_period_runs_from_the_day_the_act_took_effect(story):
    story.file(FilingKind.SPA, "09-21", on=date(2026, 9, 18))
    assert due_of("tax_report") == "09-24"


def test_the_first_filing_sets_the_clock(story):
    story.file(FilingKind.SPA, "09-18")
    story.file(FilingKind.SPA, "09-30")
    assert due_of("tax_report") == "09-24"


def test_what_binds_only_sellers_of_shares_does_not_run_in_a_merger():
    Story(DealType.MERGER).file(FilingKind.SPA, "09-18")
    assert not Deadline.objects.exists()


@pytest.mark.parametrize(("day", "is_late"), [("09-22", False), ("09-25", True)])
def test_the_filing_that_was_due_meets_its_deadline(story, day, is_late):
    story.file(FilingKind.SPA, "09-18")
    story.file(FilingKind.TAX_REPORT, day)
    row = Deadline.objects.get(key="tax_report")
    assert (row.met_at, row.is_late) == (on(day), is_late)


def test_a_notice_and_its_waiver_concern_one_holder(story):
    filed = story.file(FilingKind.ROFR_NOTICE, "08-31")
    (holder,) = queries.parties(story.ref, PartyRole.OTHER_HOLDER)
    assert filed.party == holder.ref
    story.file(FilingKind.ROFR_WAIVER, "09-11")
    row = Deadline.objects.get(key="rofr_reply")
    assert (row.about, row.met_at) == (holder.ref, on("09-11"))


def test_among_several_holders_the_one_is_named():
    second = NewParty(PartyRole.OTHER_HOLDER, "孙虚丁")
    story = Story(parties=(*PARTIES, second))
    with pytest.raises(errors.NoSuchParty):
        story.file(FilingKind.ROFR_NOTICE, "08-31")
    with pytest.raises(errors.NoSuchParty):
        story.file(FilingKind.ROFR_NOTICE, "08-31", party=Ref("party-x"))
    for number, holder in enumerate(queries.parties(story.ref, PartyRole.OTHER_HOLDER)):
        story.file(
            FilingKind.ROFR_NOTICE, "08-31", party=Ref(holder.ref), sha256=bytes([number]) * 32
        )
    assert Deadline.objects.filter(key="rofr_reply").count() == 2


def test_a_document_is_filed_once(story):
    story.file(FilingKind.LOI)
    with pytest.raises(errors.AlreadyFiled):
        story.file(FilingKind.LOI)


def test_a_filing_stands_in_the_ledger_with_its_digest_and_facts(story):
    filed = story.file(
        FilingKind.STAMP_DUTY,
        "09-29",
        facts={"amount_fen": 40_000},
        document=Ref("document-1"),
        sha256=b"\x01" * 32,
    )
    assert filed.facts == {"amount_fen": 40_000}
    (entry,) = reader.entries(tag="deal.filed")
    assert entry.position == filed.position
    assert dict(entry.line().facts) == {
        "amount_fen": 40_000,
        "document": "document-1",
        "kind": "stamp_duty",
        "on": "2026-09-29",
        "sha256": "01" * 32,
    }


@pytest.mark.parametrize(
    ("kind", "who", "may"),
    [
        ("supervisor_signoff", "sup", True),
        ("supervisor_signoff", "dpo", False),
        ("data_clauses", "leg", True),
        ("data_clauses", "con", False),
        ("opinion_22", "con", False),
        ("escrow_release", "fin", True),
        ("escrow_release", "con", False),
        ("loi", "con", True),
        ("loi", "sup", False),
    ],
)
def test_who_files_what(story, kind, who, may):
    actor = getattr(story, who)
    if may:
        assert story.file(FilingKind(kind), actor=actor).actor == actor
    else:
        with pytest.raises(NotPermitted):
            story.file(FilingKind(kind), actor=actor)


def test_the_house_files_shut_rooms_by_itself_and_nothing_that_people_sign(story):
    assert story.file(FilingKind.ROOMS_SHUT, actor=SYSTEM).actor == SYSTEM
    with pytest.raises(NotPermitted):
        story.file(FilingKind.SUPERVISOR_SIGNOFF, actor=SYSTEM)


def test_a_supervisor_who_answers_for_a_chapter_does_not_sign(story):
    with pytest.raises(errors.ConflictedSupervisor):
        story.file(FilingKind.SUPERVISOR_SIGNOFF, actor=story.conflicted)


def test_evidence_is_taken_whatever_lies_over_the_deal(story):
    services.suspend(deal=story.ref, reason=SuspendReason.INCIDENT, actor=SYSTEM, at=on("10-13"))
    story.file(FilingKind.LOI, "10-13")
    services.terminate(
        deal=story.ref, reason=TerminateReason.UNLAWFUL, actor=story.head, at=on("10-14")
    )
    story.file(FilingKind.RECIPIENT_CERTIFICATE, "10-15")
    with pytest.raises(errors.NoSuchDeal):
        services.file(
            deal=Ref("deal-x"),
            kind=FilingKind.LOI,
            sha256=bytes(32),
            actor=story.con,
            at=on("10-15"),
        )


def test_filings_come_in_pages_and_by_kind(story):
    for day in ("08-25", "08-26", "08-27"):
        story.file(FilingKind.LOI, day)
    story.file(FilingKind.AUTHORITY, "08-28")
    first = queries.filings(story.ref, size=3)
    assert [row.on.day for row in first.items] == [25, 26, 27]
    rest = queries.filings(story.ref, size=3, after=first.after)
    assert ([row.kind for row in rest.items], rest.after) == (["authority"], None)
    assert len(queries.filings(story.ref, kind=FilingKind.LOI).items) == 3
