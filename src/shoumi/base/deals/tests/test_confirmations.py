"""A side's own word, filed by somebody of the house, counts once that side confirms it."""

from __future__ import annotations

import pytest

from shoumi.base.accounts.rules import Kind
from shoumi.base.calendar.models import Deadline
from shoumi.base.deals import conditions, errors, queries, rules, services
from shoumi.base.deals.models import Filing
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import NewParty
from shoumi.base.deals.tests.story import Story, on
from shoumi.base.ledger import reader
from shoumi.base.tests import authenticated
from shoumi.base.tests.kept import kept
from shoumi.core.milestones import DeadlineRule, FilingKind, deadlines
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, DealType, Role

pytestmark = pytest.mark.django_db
AT = on("09-01")


@pytest.fixture
def story():
    return kept("story", Story)


@pytest.fixture
def seller(story):
    return story.sides[PartyRole.TR]


def held(story, kind="terms_accepted"):
    found = conditions.holding(f"filing:{kind}", story.ref, AT)
    return found.state, found.reason, found.who


@pytest.mark.parametrize("kind", rules.OF_SIDE)
def test_what_somebody_else_files_waits_and_counts_when_the_side_confirms(story, kind):
    side = rules.OF_SIDE[kind]
    filed = story.file(kind, actor=story.con)
    assert filed.awaits == side
    assert held(story, kind) == (ControlState.FAIL, "deal.unconfirmed", side)
    person = story.sides[PartyRole(side)]
    done = services.confirm(filing=Ref(filed.ref), actor=person, at=AT)
    assert held(story, kind)[0] is ControlState.PASS
    found = conditions.holding(f"filing:{kind}", story.ref, AT)
    assert found.position == done.confirmed_position
    line = reader.entry(done.confirmed_position).line()
    assert (line.tag, line.actor, line.about) == ("deal.paper_confirmed", person, filed.ref)
    assert line.facts["side"] == side


def test_what_the_side_files_itself_counts_at_once(story, seller):
    assert story.file(FilingKind.TERMS_ACCEPTED, actor=seller).awaits == ""
    assert held(story)[0] is ControlState.PASS


def test_a_role_for_the_side_is_as_good_as_a_name(story):
    person = story.house.enrol("赵虚甲的代理人", Kind.PARTY, at=AT)
    story.house.give(person, Role.TR, deal=story.ref, at=AT)
    assert story.file(FilingKind.TERMS_ACCEPTED, "09-01", actor=person).awaits == ""
    filed = story.file(FilingKind.KYC_CONSENT, "09-01", actor=story.con)
    assert services.confirm(filing=Ref(filed.ref), actor=person, at=AT).counts


def test_nobody_but_the_side_confirms(story):
    filed = Ref(story.file(FilingKind.TERMS_ACCEPTED, actor=story.con).ref)
    for other in (story.con, story.dpo, story.head, story.sides[PartyRole.TE]):
        with pytest.raises(errors.NotTheSide):
            services.confirm(filing=filed, actor=other, at=AT)
    assert held(story)[0] is ControlState.FAIL


def test_it_is_confirmed_once_and_only_where_it_waits(story, seller):
    filed = Ref(story.file(FilingKind.TERMS_ACCEPTED, actor=story.con).ref)
    services.confirm(filing=filed, actor=seller, at=AT)
    plain = Ref(story.file(FilingKind.NOTICE_17, "09-01").ref)
    for each in (filed, plain):
        with pytest.raises(errors.NotAwaited):
            services.confirm(filing=each, actor=seller, at=AT)
    with pytest.raises(errors.NoSuchFiling):
        services.confirm(filing=Ref("filing-none"), actor=seller, at=AT)


def test_somebody_of_the_house_speaks_for_no_side_whoever_named_that_person(story):
    party = NewParty(PartyRole.TR, "另一位卖方", person=story.con)
    services.add_party(deal=story.ref, party=party, actor=story.con, at=AT)
    assert queries.sides_of(story.con, story.ref, AT) == frozenset()
    filed = story.file(FilingKind.TERMS_ACCEPTED, "09-01", actor=story.con)
    assert filed.awaits == Role.TR


def test_a_side_named_in_another_deal_has_no_say_in_this_one(story, seller):
    parties = (
        NewParty(PartyRole.TARGET, "另一家公司", "91990000MA0DEM0213"),
        NewParty(PartyRole.TR, "另一位卖方"),
    )
    other = services.create(
        deal_type=DealType.EQUITY, title="另一笔", parties=parties, actor=story.con, at=AT
    )
    with pytest.raises(errors.MayNotFile):
        services.file(
            deal=Ref(other.ref),
            kind=FilingKind.TERMS_ACCEPTED,
            sha256=bytes(32),
            actor=seller,
            at=AT,
        )


def test_a_named_person_files_what_the_side_owes_and_nothing_else(story, seller):
    for kind in rules.papers_of(Role.TR, DealType.EQUITY) - rules.ABOUT_HOLDERS:
        assert story.file(kind, actor=seller).counts
    for foreign in (FilingKind.NOTICE_17, FilingKind.LOI, FilingKind.DPA):
        with pytest.raises(errors.MayNotFile) as refused:
            story.file(foreign, actor=seller)
        assert refused.value.facts == {"kind": foreign}


def test_a_clock_that_such_a_paper_starts_begins_when_it_counts(story, seller, monkeypatch):
    plain = next(iter(deadlines()))
    rule = DeadlineRule(
        **{name: getattr(plain, name) for name in plain.__dataclass_fields__}
        | {"starts": FilingKind.TERMS_ACCEPTED, "types": frozenset(DealType), "met_by": None}
    )
    monkeypatch.setattr("shoumi.base.deals.services.filings.deadline_rules", lambda: (rule,))
    filed = story.file(FilingKind.TERMS_ACCEPTED, actor=story.con)
    assert not Deadline.objects.exists()
    services.confirm(filing=Ref(filed.ref), actor=seller, at=AT)
    assert Deadline.objects.get().key == rule.key


def test_what_was_filed_before_sides_confirmed_counts_as_it_did(story):
    filed = story.file(FilingKind.TERMS_ACCEPTED, actor=story.con)
    authenticated.change(Filing.objects.filter(ref=filed.ref), awaits="")
    assert held(story)[0] is ControlState.PASS
