"""Papers on file are authenticated: no row of them can be forged, or be gone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.accounts.tests.cast import AT as FOUNDED
from shoumi.base.deals import conditions, ledger_agreement, queries, services
from shoumi.base.deals.models import Deal, Filing
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.tests.story import PARTIES, Story, on, story_with_keys
from shoumi.base.row_authentication import codes, review, verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.tests.kept import kept
from shoumi.base.vault import keyring
from shoumi.base.vault import services as vault
from shoumi.core.instruments import Recipient
from shoumi.core.milestones import FilingKind
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, DealType, Instrument

pytestmark = [
    pytest.mark.both(one_in=4),
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]
AT = on("09-01")


@pytest.fixture
def keys(home, transactional_db):
    vault.setup(at=FOUNDED, indexed=[])
    yield
    keyring.lock()


@pytest.fixture
def story(home, transactional_db):
    return kept("story with keys", story_with_keys)


@pytest.fixture
def waits(story):
    return story.file(FilingKind.TERMS_ACCEPTED, actor=story.con)


def confirm(story, row):
    seller = story.sides[PartyRole.TR]
    return services.confirm(filing=Ref(row.ref), actor=seller, at=AT)


def held(story, kind="terms_accepted", deal=None):
    found = conditions.holding(f"filing:{kind}", deal or story.ref, AT)
    return found.state, found.reason


def another_deal(story):
    made = services.create(
        deal_type=DealType.EQUITY,
        title="另一转让",
        parties=PARTIES,
        actor=story.con,
        at=on("08-24"),
    )
    return Ref(made.ref)


def forge(row, **changes):
    """As whoever has the data alone does it."""
    Filing.objects.filter(ref=row.ref).update(**changes)


def unsound():
    return {one.table: (list(one.altered), one.gone) for one in review.review() if not one.is_sound}


def test_what_is_filed_and_what_is_confirmed_holds(story, waits):
    own = story.file(FilingKind.NOTICE_17, facts={"pages": 3, "is_signed": True})
    assert all(map(verification.is_authentic, Filing.objects.all()))
    confirm(story, waits)
    assert all(map(verification.is_authentic, Filing.objects.all()))
    assert unsound() == {}
    assert own.entry_position == own.position


@pytest.mark.parametrize("column", Filing.coverage.columns)
def test_no_column_changes_unnoticed(story, waits, column):
    row = Filing.objects.get(ref=waits.ref)
    other = {
        "sha256": bytes(32),
        "on": AT.date(),
        "at": AT,
        "facts": {"pages": 4},
        "confirmed_at": AT,
        "confirmed_position": 7,
        "position": 7,
    }
    setattr(row, column, other.get(column, "other"))
    assert not codes.matches(row)


def test_a_paper_that_waits_does_not_count_because_somebody_wrote_so(story, waits):
    forge(waits, awaits="")
    assert held(story) == (ControlState.FAIL, "row.not_authentic")
    assert unsound() == {"deals_filing": ([waits.ref], 0)}


def test_nobody_confirms_a_paper_that_was_changed(story, waits):
    forge(waits, kind=FilingKind.SERVICE_AGREEMENT)
    with pytest.raises(NotAuthentic):
        confirm(story, waits)


def test_nobody_opens_a_paper_by_writing_that_it_is_theirs(story, waits):
    forge(waits, actor=story.sup)
    with pytest.raises(NotAuthentic):
        services.open_paper(filing=Ref(waits.ref), actor=story.sup, at=AT)


def test_a_paper_that_was_deleted_shuts_its_deal_and_no_other(story, waits):
    other = another_deal(story)
    for deal in (story.ref, other):
        services.file(
            deal=deal,
            kind=FilingKind.NOTICE_17,
            sha256=bytes(32),
            actor=story.con,
            at=on("08-24"),
        )
    Filing.objects.filter(ref=waits.ref).delete()
    assert held(story, "notice_17") == (ControlState.FAIL, "row.not_authentic")
    assert held(story, "notice_17", other)[0] is ControlState.PASS
    assert unsound() == {"deals_filing": ([], 1)}


def test_a_paper_that_was_moved_counts_in_neither_deal(story, waits):
    other = another_deal(story)
    confirm(story, waits)
    forge(waits, deal_id=other)
    for deal in (story.ref, other):
        assert held(story, deal=deal) == (ControlState.FAIL, "row.not_authentic")


def test_creditors_are_not_cleared_by_an_earlier_day(story):
    kinds = (FilingKind.CREDITORS_NOTICE, FilingKind.CREDITORS_ANNOUNCEMENT)
    rows = [story.file(kind, day="08-24") for kind in kinds]
    cleared = lambda: conditions.holding("creditors.cleared", story.ref, AT)  # noqa: E731
    assert cleared().reason == "deal.creditor_may_still_claim"
    for row in rows:
        forge(row, on=row.on - timedelta(days=90))
    assert cleared().reason == "row.not_authentic"


def test_an_opinion_that_was_put_in_changes_no_instrument(keys):
    story = Story(DealType.ASSET)
    te, target = (
        Ref(queries.parties(story.ref, role)[0].ref) for role in (PartyRole.TE, PartyRole.TARGET)
    )
    made = services.add_dataset(
        deal=story.ref,
        dataset=services.NewSet("c", "客户", target, te, Recipient.SUCCESSOR),
        actor=story.con,
        at=AT,
    )
    row = story.file(FilingKind.DPA, day="09-01")
    forge(row, kind=FilingKind.OPINION_22)
    assert queries.decided([made])[0].base is Instrument.ART23_SEPARATE_CONSENT
    assert Deal.objects.get().ref == story.ref


class TestOlderHomes:
    """``agreed`` gives a code to what says the same as its entries, and to nothing else."""

    def agreed(self, ref):
        (table,) = (one for one in ledger_agreement.guarded if one.table is Filing)
        return table.agreed([Filing.objects.get(ref=ref)])[0]

    def test_what_agrees_is_taken_in_at_its_newest_entry(self, story, waits):
        assert self.agreed(waits.ref) == waits.position
        done = confirm(story, waits)
        assert self.agreed(waits.ref) == done.confirmed_position
        told = story.file(FilingKind.NOTICE_17, day="09-01", facts={"signed": AT.date()})
        assert self.agreed(told.ref) == told.position

    @pytest.mark.parametrize(
        "changes",
        [
            {"kind": FilingKind.LOI},
            {"sha256": bytes(32)},
            {"on": AT.date()},
            {"at": AT},
            {"actor": "person-other"},
            {"party": "party-other"},
            {"document": "doc-other"},
            {"facts": {"pages": 4}},
            {"position": 0},
            {"awaits": "TE"},
            {"confirmed_at": AT, "confirmed_by": "person-other", "confirmed_position": 7},
        ],
        ids=lambda changes: next(iter(changes)),
    )
    def test_what_says_something_else_is_not(self, story, waits, changes):
        forge(waits, **changes)
        assert self.agreed(waits.ref) is None

    def test_a_confirmation_that_was_taken_off_is_not(self, story, waits):
        confirm(story, waits)
        forge(waits, awaits="", confirmed_at=None, confirmed_by="", confirmed_position=None)
        assert self.agreed(waits.ref) is None
