"""Who the parties of a deal are is authenticated: nobody becomes one by SQL, and none is gone."""

from __future__ import annotations

import pytest

from shoumi.base.accounts import queries as roles
from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.models import Person
from shoumi.base.accounts.rules import Kind
from shoumi.base.deals import conditions, ledger_agreement, party_rows, queries, services
from shoumi.base.deals.models import Party
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import NewParty
from shoumi.base.deals.tests.story import PARTIES, on, story_with_keys
from shoumi.base.row_authentication import codes, review, verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.tests.kept import kept
from shoumi.core.refs import Ref
from shoumi.core.terms import DealType, Role

pytestmark = [
    pytest.mark.both(one_in=4),
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]
AT = on("09-01")


@pytest.fixture
def story(home, transactional_db):
    return kept("story with keys", story_with_keys)


@pytest.fixture
def stranger(story):
    return story.house.enrol("外部乙", Kind.PARTY, at=on("08-24"))


def one(role):
    return Party.objects.get(role=role)


def forge(role, /, **changes):
    """As whoever has the data alone does it."""
    Party.objects.filter(role=role).update(**changes)


def add(story, **more):
    party = NewParty(PartyRole.OTHER_HOLDER, "吴虚丁", **more)
    return services.add_party(deal=story.ref, party=party, actor=story.con, at=AT)


def unsound():
    return {one.table: (list(one.altered), one.gone) for one in review.review() if not one.is_sound}


def cleared(story):
    return conditions.holding("holders.cleared", story.ref, AT)


def test_parties_hold_from_the_beginning_and_those_that_come_later(story):
    add(story)
    assert len(verification.authentic(Party.objects.all())) == len(PARTIES) + 1
    assert len(party_rows.of_deal(story.ref)) == len(PARTIES) + 1
    assert unsound() == {}


@pytest.mark.parametrize("column", Party.coverage.columns)
def test_no_column_changes_unnoticed(story, column):
    row = one(PartyRole.TE)
    setattr(row, column, "other")
    assert not codes.matches(row)


@pytest.mark.parametrize("is_later", [False, True])
def test_another_holder_who_was_deleted_may_still_answer(story, is_later):
    row = add(story) if is_later else one(PartyRole.OTHER_HOLDER)
    Party.objects.filter(ref=row.ref).delete()
    assert cleared(story).reason == "row.not_authentic"
    assert unsound() == {"deals_party": ([], 1)}


def test_another_holder_who_is_a_supplier_now_may_still_answer(story):
    row = one(PartyRole.OTHER_HOLDER)
    forge(PartyRole.OTHER_HOLDER, role=PartyRole.VENDOR)
    assert cleared(story).reason == "row.not_authentic"
    assert unsound() == {"deals_party": ([row.ref], 0)}


def test_a_seller_with_the_code_of_a_company_still_owes_tax(story):
    asked = lambda: conditions.holding("filing:iit_certificate", story.ref, AT)  # noqa: E731
    assert asked().reason == "deal.not_filed"
    forge(PartyRole.TR, uscc="91990000MA0DEM03XT")
    assert asked().reason == "row.not_authentic"


def test_nobody_speaks_for_a_side_by_writing_the_name(story, stranger):
    forge(PartyRole.TE, person=stranger)
    assert queries.named_sides(stranger) == frozenset()
    assert not queries.is_member(stranger, story.ref, AT)
    assert queries.sides_of(story.sides[PartyRole.TR], story.ref, AT) == {Role.TR}


def test_who_left_speaks_for_no_side_though_the_account_says_otherwise(story):
    buyer = story.sides[PartyRole.TE]
    assert queries.named_sides(buyer) == {Role.TE}
    accounts.retire(person=buyer, actor=story.dpo, at=AT)
    Person.objects.filter(ref=buyer).update(is_active=True)
    assert queries.named_sides(buyer) == frozenset()
    assert not queries.is_member(buyer, story.ref, AT)


def test_who_left_has_no_role_though_the_account_says_otherwise(story):
    accounts.retire(person=story.con, actor=story.dpo, at=AT)
    Person.objects.filter(ref=story.con).update(is_active=True)
    assert roles.roles(story.con, AT, story.ref) == frozenset()


def test_a_change_in_one_deal_shuts_no_other(story):
    other = services.create(
        deal_type=DealType.EQUITY, title="另一转让", parties=PARTIES, actor=story.con, at=AT
    )
    Party.objects.filter(deal=other, role=PartyRole.OTHER_HOLDER).delete()
    with pytest.raises(NotAuthentic):
        party_rows.of_deal(Ref(other.ref))
    assert cleared(story).reason == "deal.holder_may_still_answer"


def test_a_party_that_is_forgotten_holds_and_speaks_for_nobody(story, stranger):
    row = add(story, person=stranger, contact=Ref("subject-1"))
    assert queries.is_member(stranger, story.ref, AT)
    assert services.forget_parties([Ref("subject-1")]) == 1
    assert verification.is_authentic(Party.objects.get(ref=row.ref))
    assert not queries.is_member(stranger, story.ref, AT)
    assert services.remaining_parties([Ref("subject-1")]) == 0


def test_a_party_that_was_changed_is_forgotten_and_stays_false(story, stranger):
    row = add(story, contact=Ref("subject-1"))
    Party.objects.filter(ref=row.ref).update(person=stranger)
    assert services.forget_parties([Ref("subject-1")]) == 1
    found = Party.objects.get(ref=row.ref)
    assert (found.name, found.person) == ("", "")
    found.person = stranger
    assert not codes.matches(found)


class TestOlderHomes:
    def agreed(self):
        (table,) = (one for one in ledger_agreement.guarded if one.table is Party)
        return table.agreed(list(Party.objects.order_by("ref")))

    def test_those_that_entries_tell_of_are_taken_in(self, story):
        add(story)
        rows = Party.objects.order_by("ref")
        assert self.agreed() == [row.entry_position for row in rows]

    def test_one_too_many_or_too_few_is_not(self, story):
        one(PartyRole.TE).delete()
        assert self.agreed() == [None] * (len(PARTIES) - 1)

    def test_one_of_another_role_than_the_entry_is_not(self, story):
        row = add(story)
        Party.objects.filter(ref=row.ref).update(role=PartyRole.VENDOR)
        assert self.agreed().count(None) == 1
