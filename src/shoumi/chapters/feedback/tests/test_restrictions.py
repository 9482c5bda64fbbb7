"""Who asked to restrict or to stop the use is read by nobody while it waits, nor after a yes."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from shoumi.base.ledger import reader
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.subjects.models import Subject
from shoumi.chapters.feedback import health, replays
from shoumi.chapters.feedback.chapter import card
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import Request, Restriction
from shoumi.chapters.feedback.queries import restrictions as known
from shoumi.chapters.feedback.rules import Ground, Kind, Outcome, Proof
from shoumi.chapters.feedback.rules.restrictions import Ending
from shoumi.chapters.feedback.services import errors, request_kinds, restrictions
from shoumi.chapters.feedback.services.intake import Customer, take_in_from_portal
from shoumi.chapters.feedback.tests.feedback_house import AT
from shoumi.core.gate import Fact
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
RESTING = [Kind.RESTRICT, Kind.OBJECT]


def told(desk):
    """What the gate is told of both customers: together and one by one it is the same."""
    people = [desk.first, desk.second]
    together = card.subject_facts(None, people)[Fact.UNRESTRICTED]
    alone = {one: card.facts(SimpleNamespace(subject=one))[Fact.UNRESTRICTED] for one in people}
    listed = Subject.objects.annotate(
        free=card.subject_expressions(None)[Fact.UNRESTRICTED]
    ).values_list("ref", "free")
    assert together == alone == {Ref(ref): free for ref, free in listed}
    return [together[one] for one in people]


def lift(desk, request, actor=None):
    return restrictions.lift(
        request=request, ending=Ending.AGREED, actor=actor or desk.officer, at=desk.at
    )


@pytest.mark.parametrize("kind", RESTING)
def test_data_rest_from_the_proof_until_the_request_is_refused(desk, kind):
    request = desk.assigned(kind=kind)
    assert told(desk) == [True, True]
    desk.prove(request, subject=desk.first)
    assert told(desk) == [False, True]
    desk.refuse(request)
    assert told(desk) == [True, True]
    tags = [one.line().tag for one in reader.entries()]
    assert tags[-4:] == [
        "feedback.proven", "feedback.restricted", "feedback.declined", "feedback.released",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", RESTING)
def test_what_is_granted_goes_on_resting_until_it_is_lifted(desk, kind):
    request = desk.assigned(kind=kind)
    desk.prove(request, subject=desk.first)
    desk.reply(request)
    assert told(desk) == [False, True]
    desk.close(request, Outcome.PARTLY)
    assert told(desk) == [False, True]
    lift(desk, request)
    assert told(desk) == [True, True]
    with pytest.raises(errors.NothingRestricted):
        lift(desk, request)


def test_what_is_taken_back_ends_with_the_request(desk):
    request = desk.assigned(kind=Kind.OBJECT)
    desk.prove(request, subject=desk.first)
    desk.reply(request)
    desk.close(request, Outcome.TAKEN_BACK)
    assert told(desk) == [True, True]


@pytest.mark.parametrize("kind", [Kind.DELETE, Kind.ACCESS, Kind.CORRECT])
def test_other_requests_let_nothing_rest(desk, kind):
    request = desk.assigned(kind=kind)
    desk.prove(request, subject=desk.first)
    assert told(desk) == [True, True]
    with pytest.raises(errors.NotRestricting):
        restrictions.restrict(request=request, subject=desk.second, actor=desk.qian, at=desk.at)


def test_the_code_of_a_notice_is_proof_enough(desk):
    take_in_from_portal(
        told=desk.told(kind=Kind.OBJECT), customer=Customer(desk.second, desk.deal), at=desk.at
    )
    assert told(desk) == [True, False]


def test_whom_it_may_concern_is_marked_before_it_is_proved_who_asks(desk):
    request = desk.assigned(kind=Kind.RESTRICT)
    given = {"request": request, "actor": desk.qian, "at": desk.at}
    restrictions.restrict(subject=desk.second, **given)
    assert told(desk) == [True, False]
    with pytest.raises(errors.NobodyOfDeal):
        restrictions.restrict(subject=Ref("sub-nobody"), **given)
    # It turns out to be the other one: the first is in use again.
    desk.prove(request, subject=desk.first)
    assert told(desk) == [False, True]
    with pytest.raises(errors.AlreadyProven):
        restrictions.restrict(subject=desk.second, **given)


def test_an_impostor_is_refused_and_nothing_rests(desk):
    request = desk.assigned(kind=Kind.OBJECT)
    restrictions.restrict(request=request, subject=desk.first, actor=desk.qian, at=desk.at)
    desk.refuse(request, Ground.NOT_PROVEN)
    assert told(desk) == [True, True]


def test_two_requests_of_one_person_have_to_end_both(desk):
    first, second = (desk.assigned(kind=kind) for kind in RESTING)
    for request in (first, second):
        desk.prove(request, subject=desk.first)
    desk.refuse(first)
    assert told(desk) == [False, True]
    desk.refuse(second)
    assert told(desk) == [True, True]


def test_it_is_lifted_by_the_protection_officer_once_the_request_is_closed(desk):
    request = desk.assigned(kind=Kind.RESTRICT)
    desk.prove(request, subject=desk.first)
    with pytest.raises(errors.StillOpen):
        lift(desk, request)
    desk.reply(request)
    desk.close(request)
    with pytest.raises(Exception, match="not_permitted"):
        lift(desk, request, desk.qian)
    assert told(desk) == [False, True]


@pytest.mark.parametrize(
    "forge",
    [
        lambda: Restriction.objects.update(subject="sub-2"),
        lambda: Restriction.objects.update(ending="AGREED", ended_by="x", ended_at=AT),
        lambda: Restriction.objects.all().delete(),
    ],
)
def test_a_row_that_was_edited_or_deleted_lets_nobody_be_read(desk, forge):
    """It may have been anybody's."""
    request = desk.assigned(kind=Kind.RESTRICT)
    desk.prove(request, subject=desk.first)
    assert desk.state("10.2") == ("PASS", "")
    forge()
    for ask in (card.subject_expressions, lambda _: card.subject_facts(None, [desk.first])):
        with pytest.raises(NotAuthentic):
            ask(None)
    assert desk.state("10.2")[0] == "FAIL"


def test_a_request_whose_data_do_not_rest_fails_the_demand(desk):
    """As an older version left it, which knew no restrictions."""
    request = desk.assigned(kind=Kind.CORRECT)
    desk.prove(request, subject=desk.first)
    [row] = Request.objects.all()
    row.kind = Kind.OBJECT
    assert known.is_any_missing([row])
    row.subject = ""
    assert not known.is_any_missing([row])


def again(tag, person):
    entry = list(reader.entries(tag=tag))[-1]
    lost = []
    return SimpleNamespace(
        line=entry.line(), position=entry.position, lost=lost, lose=lost.append,
        rows=lambda: iter([{"subject": "pseudonym"}]), person=lambda _: person,
    )  # fmt: skip


def test_after_a_restore_the_data_rest_again_and_a_release_is_asked_for_anew(desk):
    request = desk.assigned(kind=Kind.RESTRICT)
    desk.prove(request, subject=desk.first)
    desk.refuse(request)
    Restriction.objects.all().delete()
    effects = replays.of_events()
    effects[Tag.RESTRICTED](again(Tag.RESTRICTED, desk.first))
    effects[Tag.RELEASED](again(Tag.RELEASED, None))
    assert told(desk) == [False, True]
    # The request itself is lost too: it is taken in anew and decides.
    Request.objects.filter(ref=request).delete()
    fresh = desk.assigned(kind=Kind.RESTRICT)
    desk.prove(fresh, Proof.IN_PERSON, subject=desk.first)
    desk.refuse(fresh)
    assert told(desk) == [True, True]


def test_whose_key_is_gone_is_said_to_be_lost(desk):
    request = desk.assigned(kind=Kind.RESTRICT)
    desk.prove(request, subject=desk.first)
    Restriction.objects.all().delete()
    gone = again(Tag.RESTRICTED, None)
    assert replays.of_events()[Tag.RESTRICTED](gone)
    assert gone.lost == [gone.line.about]


def test_data_rest_by_what_the_request_turns_out_to_ask_for(desk):
    request = desk.assigned(kind=Kind.CORRECT)
    desk.prove(request, subject=desk.first)
    given = {"request": request, "actor": desk.qian, "at": desk.at}
    for kind, free in ((Kind.OBJECT, False), (Kind.DELETE, True), (Kind.RESTRICT, False)):
        request_kinds.sort(kind=kind, **given)
        assert told(desk) == [free, True]
    row = Restriction.objects.get()
    assert health.guarded[2].agreed([row]) == [row.entry_position]
