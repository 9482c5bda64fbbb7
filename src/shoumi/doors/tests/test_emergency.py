"""Break-glass (T-BG): one person, half an hour, two told first, reviewed in a day or stopped."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.models import Grant, Person
from shoumi.base.accounts.queries import NotPermitted, Stopped
from shoumi.base.emergency import errors, notifications, queries, rules, services
from shoumi.base.emergency.events import Note, Outcome
from shoumi.base.emergency.models import Emergency
from shoumi.base.gate import decisions, disclosure
from shoumi.base.gate.models import Task
from shoumi.base.gate.tasks import question
from shoumi.base.ledger import reader
from shoumi.base.outbox import services as outbox
from shoumi.base.outbox.models import Message
from shoumi.base.signin import sessions
from shoumi.base.signin.events import By
from shoumi.base.signin.events import Tag as SignIn
from shoumi.base.signin.models import Account
from shoumi.base.signin.rules import Scope
from shoumi.base.tests import authenticated
from shoumi.base.vault import keys
from shoumi.core.gate import Act, GateClosed
from shoumi.core.gate.policy import Code
from shoumi.core.ledger import leaf
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import told, values
from shoumi.doors.tests.test_races import together

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
REAL = datetime(2026, 9, 1, tzinfo=UTC)
DAY, HALF_HOUR = timedelta(hours=24), timedelta(minutes=30)
WHY = "客户家中漏水，须立即联系上门"


@pytest.fixture
def found(house):
    return house.keep_many(3)


def begin(house, subject, *, who=people.SERVICE, fields=("name", "mobile"), reason=WHY):
    return services.open_emergency(
        subject=subject, fields=fields, reason=reason, actor=house[who], at=house.at
    )


def review(house, made, *, who=None, outcome=Outcome.JUSTIFIED, note=Note.NEEDED):
    services.review(
        emergency=Ref(made.ref), outcome=outcome, note=note, actor=who or house.dpo, at=house.at
    )


def reveal(house, made, subject, *, fields=("mobile",)):
    asked = question(
        actor=Ref(made.person_id), act=Act.REVEAL, task=Ref(made.task), at=house.at,
        subject=subject, fields=fields,
    )  # fmt: skip
    return disclosure.open(decisions.ask(asked), at=house.at)


def refusal(act):
    with pytest.raises(GateClosed) as caught:
        act()
    return {reason.code for reason in caught.value.decision.reasons}


def nothing_opened(house):
    return not (Emergency.objects.exists() or Task.objects.exists() or Message.objects.exists())


def test_one_person_alone_opens_one_customer_for_half_an_hour(house, found):
    made = begin(house, found[0])
    assert reveal(house, made, found[0]) == {"mobile": values(0)["mobile"]}
    house.at += HALF_HOUR - timedelta(seconds=1)
    assert reveal(house, made, found[0], fields=["name"]) == {"name": values(0)["name"]}
    house.at += timedelta(seconds=1)
    assert refusal(lambda: reveal(house, made, found[0])) == {Code.TASK_CLOSED}


def test_a_second_customer_is_refused_by_name_however_it_is_asked(house, found):
    made = begin(house, found[0])
    assert refusal(lambda: reveal(house, made, found[1])) == {Code.PERSON_NOT_IN_TASK}
    reveal(house, made, found[0])
    assert refusal(lambda: reveal(house, made, found[1])) == {Code.PERSON_NOT_IN_TASK}
    asked = question(
        actor=Ref(made.person_id), act=Act.REVEAL, task=Ref(made.task), at=house.at,
        fields=["mobile"],
    )  # fmt: skip
    opened, refused = disclosure.open_many(asked, found)
    assert [ref for ref, _ in opened] == [found[0]]
    assert set(refused) == set(found[1:])


def test_neither_more_fields_nor_other_acts_nor_other_people(house, found):
    made = begin(house, found[0], fields=["mobile"])
    assert refusal(lambda: reveal(house, made, found[0], fields=["address"])) == {
        Code.FIELD_NOT_IN_TASK
    }
    asked = {"task": Ref(made.task), "at": house.at, "subject": found[0], "fields": ["mobile"]}
    export = question(actor=Ref(made.person_id), act=Act.EXPORT, **asked)
    assert Code.ACT_NOT_IN_TASK in {reason.code for reason in decisions.ask(export).reasons}
    other = question(actor=house[people.SECURITY], act=Act.REVEAL, **asked)
    assert {reason.code for reason in decisions.ask(other).reasons} == {Code.NOT_ON_TASK}


def test_two_are_told_before_the_first_value_in_the_same_transaction(house, found, monkeypatch):
    monkeypatch.setenv("SHOUMI_DPO_MAIL", "dpo@platform.example")
    made = begin(house, found[0])
    assert set(Message.objects.values_list("to", flat=True)) == {
        notifications.PROTECTION, notifications.SECOND,
    }  # fmt: skip
    assert (
        notifications.address(notifications.PROTECTION, "email", house.at) == "dpo@platform.example"
    )
    assert notifications.address(notifications.SECOND, "email", house.at) is None
    reveal(house, made, found[0])
    (opened,), (notified,), (revealed,) = map(
        told, ("emergency.opened", "emergency.notified", "gate.revealed")
    )
    assert notified.facts["protection"] == house.dpo
    assert notified.facts["second"] == house[people.HEAD]
    assert notified.facts["messages"] == 2
    tags = [leaf.read(entry.body).tag for entry in reader.entries()]
    order = ["emergency.opened", "emergency.notified", "gate.revealed"]
    assert [tag for tag in tags if tag in order] == order
    assert revealed.facts["task"] == opened.facts["task"] == made.task
    assert opened.facts["subject"] == keys.pseudonym(found[0])


@pytest.mark.parametrize("broken", ["queue_many", "officer"])
def test_a_notice_that_cannot_be_written_opens_nothing(house, found, broken, monkeypatch):
    if broken == "officer":
        authenticated.change(Grant.objects.filter(role__in=[Role.HEAD, Role.SEC]), until=house.at)
        wanted: type[Exception] = errors.NobodyToTell
    else:
        wanted = OSError

        def fails(**_):
            raise OSError

        monkeypatch.setattr(outbox, "queue_many", fails)
    with pytest.raises(wanted):
        begin(house, found[0])
    assert nothing_opened(house)
    assert told("emergency.opened") == []
    assert Person.objects.get(ref=house[people.SERVICE]).stops_at is None
    assert len(told("emergency.refused")) == (broken == "officer")


def test_two_in_a_quarter_and_no_third(house, found):
    for subject in found[:2]:
        review(house, begin(house, subject))
    with pytest.raises(errors.NoneLeft):
        begin(house, found[2])
    assert told("emergency.refused")[-1].facts["why"] == "emergency.none_left"
    begin(house, found[2], who=people.SECURITY)  # counted by person
    house.go(days=45)  # from August into the next quarter
    assert begin(house, found[2]).number == 1


def test_the_quarter_turns_at_midnight_in_china():
    turn = datetime(2026, 9, 30, 16, tzinfo=UTC)
    assert rules.quarter(turn - timedelta(seconds=1)) == "2026Q3"
    assert rules.quarter(turn) == "2026Q4"
    assert rules.quarter(datetime(2026, 12, 31, 16, tzinfo=UTC)) == "2027Q1"


@pytest.mark.both
def test_of_two_at_the_same_moment_with_one_left_one_opens(house, found):
    review(house, begin(house, found[0]))
    outcomes = together(lambda: begin(house, found[1]), lambda: begin(house, found[2]))
    assert sorted(type(one) for one in outcomes if isinstance(one, Exception)) == [errors.NoneLeft]
    assert Emergency.objects.count() == 2


@pytest.mark.both
def test_the_database_too_holds_number_and_second_person(house, found):
    made = begin(house, found[0])
    row = Emergency.objects.filter(ref=made.ref)
    for change in (
        {"number": rules.most() + 1},
        {"reviewed_by": house[people.SERVICE], "reviewed_at": house.at,
         "outcome": Outcome.JUSTIFIED, "note": Note.NEEDED},
        {"reviewed_at": house.at},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            row.update(**change)
    made.pk = Ref.new("emergency")
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)


def test_without_a_review_in_a_day_the_account_stops_by_itself_with_no_job_run(house, found):
    who = house[people.SERVICE]
    Account.objects.create(person_id=who, handle=b"x" * 32, enrolled_at=REAL)
    task = house.task(actors=[who])
    begin(house, found[0])
    asked = {"actor": who, "fields": ["mobile"]}
    house.at += DAY - timedelta(seconds=1)
    sign_in(who, house.at)
    disclosure.open(decisions.ask(house.asked(task, found[0], **asked)), at=house.at)
    house.at += timedelta(seconds=1)
    assert accounts.roles(who, house.at) == frozenset()
    wanted = {
        Code.NO_ROLE,
        Code.NOT_ON_DEAL,
        Code.OVERSIGHT_READS_NO_CONTENT,
        Code.OUTSIDE_OF_ROOMS,
    }
    late = house.asked(task, found[0], **asked)
    # Decided from memory, which has to know when that turns.
    assert refusal(lambda: disclosure.open(decisions.ask(late), at=house.at)) == wanted
    with pytest.raises(Stopped):
        sign_in(who, house.at)
    assert told("emergency.overdue") == []


def sign_in(who, at):
    sessions.begin(who, Scope.FULL, By.PASSKEY, SignIn.ACCEPTED, replaces="", at=at, real_at=REAL)


def test_the_missed_review_is_written_down_once_and_a_late_one_lifts_the_stop(house, found):
    made = begin(house, found[0])
    assert services.note_overdue(at=house.at) == 0
    house.at += DAY
    assert [services.note_overdue(at=house.at) for _ in range(2)] == [1, 0]
    assert told("emergency.overdue")[0].facts["person"] == house[people.SERVICE]
    assert queries.counts(house.at) == (1, 0, 1)
    review(house, made, outcome=Outcome.NOT_JUSTIFIED, note=Note.COULD_WAIT)
    assert told("emergency.reviewed")[0].facts["late"] is True
    assert accounts.roles(house[people.SERVICE], house.at) == {Role.CS}
    assert queries.counts(house.at) == (1, 1, 1)


def test_of_two_that_wait_the_first_due_stops_the_account(house, found):
    first = begin(house, found[0])
    house.go(hours=1)
    second = begin(house, found[1])
    review(house, first)
    assert Person.objects.get(ref=house[people.SERVICE]).stops_at == second.due_at
    review(house, second)
    assert Person.objects.get(ref=house[people.SERVICE]).stops_at is None


def test_a_review_ends_what_is_still_open(house, found):
    made = begin(house, found[0])
    review(house, made, who=house[people.HEAD])
    assert refusal(lambda: reveal(house, made, found[0])) == {Code.TASK_CLOSED}
    with pytest.raises(errors.Reviewed):
        review(house, made)


def test_only_another_who_may_reviews_and_the_note_fits(house, found):
    made = begin(house, found[0])
    with pytest.raises(NotPermitted):
        review(house, made, who=house[people.SECURITY])
    with pytest.raises(errors.NoteUnfit):
        review(house, made, note=Note.NO_GROUND)
    Emergency.objects.filter(ref=made.ref).update(person_id=house.dpo)
    with pytest.raises(errors.OwnReview):
        review(house, made)
    assert told("emergency.refused")[-1].facts["why"] == "emergency.own_review"
    assert told("emergency.reviewed") == []


@pytest.mark.parametrize("who", [people.CONSULTANT, people.LEGAL, people.SUPERVISOR])
def test_who_has_no_such_role_opens_nothing(house, found, who):
    with pytest.raises(NotPermitted):
        begin(house, found[0], who=who)
    assert nothing_opened(house)


def test_who_reviews_opens_none_so_a_stop_never_locks_the_house(house, found):
    """Were both officers stopped, nobody could lift it."""
    authenticated.change(Grant.objects.filter(person=house[people.SERVICE]), person=house.dpo)
    with pytest.raises(errors.OpensTasks):
        begin(house, found[0], who=people.DPO)


@pytest.mark.parametrize(
    ("reason", "error"),
    [
        ("急", errors.ReasonUnfit),
        ("长" * 201, errors.ReasonUnfit),
        ("手机号15400001000，家中漏水", errors.ReasonNames),
        ("客户王建国先生家中漏水须联系", errors.ReasonNames),
    ],
)
def test_the_reason_is_one_plain_sentence_that_names_nobody(house, found, reason, error):
    with pytest.raises(error):
        begin(house, found[0], reason=reason)
    assert nothing_opened(house)


def test_what_protects_a_customer_protects_in_an_emergency_too(house, found):
    with pytest.raises(errors.FieldsUnfit):
        begin(house, found[0], fields=[])
    with pytest.raises(errors.FieldsUnfit):
        begin(house, found[0], fields=["id_card_image", "id_number"])
    with pytest.raises(errors.NoSuchCustomer):
        begin(house, Ref("sub-nobody"))
    made = begin(house, found[0])
    keys.erase([found[0]])
    with pytest.raises(Exception, match="key"):
        reveal(house, made, found[0])
