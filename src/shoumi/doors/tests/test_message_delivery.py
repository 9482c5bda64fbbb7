"""Contact data goes to whoever delivers, through the gate and for the campaign's task alone."""

from __future__ import annotations

import json

import pytest

from shoumi.base.gate import decisions, disclosure
from shoumi.base.gate.tasks import OtherPurpose, close_task
from shoumi.base.ledger import reader
from shoumi.base.subjects.models import Kind, State
from shoumi.base.subjects.services import change_state
from shoumi.base.vault import keys
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import Scope
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign, Invitation
from shoumi.chapters.consent.services import answers, campaigns, dispatch, errors
from shoumi.core.gate import Act, GateClosed
from shoumi.core.gate.policy import Code
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handover_house import prepared
from shoumi.doors.tests.house import person, told, values

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]


class Postman:
    """Keeps what was handed over; reaches everybody but some."""

    def __init__(self, *lost):
        self.lost, self.bags = set(lost), []

    def deliver(self, batch):
        bag = [(ref, lane, dict(contact), code) for ref, lane, contact, code in batch]
        self.bags.append(bag)
        return {ref: ref not in self.lost for ref, *_ in bag}


@pytest.fixture
def asked(house):
    """Two grown-ups and a child, a campaign that is open and the task to send its messages."""
    house.people = house.keep(person(0), person(1), person(2, kind=Kind.CHILD))
    house.assess(Scope.TRANSFER)
    house.campaign = prepared(house, Ref("party-buyer"))
    house.codes = campaigns.open_window(campaign=house.campaign, actor=house.dpo, at=house.at)
    house.clerk = house[people.SERVICE]
    house.sending = house.task(
        purpose=Purpose.NOTICE,
        acts=[Act.SEND],
        fields=sorted(dispatch.CONTACT_FIELDS),
        actors=[house.clerk],
    )
    return house


def send(house, postman, **more):
    wanted = {
        "campaign": house.campaign,
        "codes": house.codes,
        "task": house.sending,
        "sender": postman,
        "actor": house.clerk,
        "at": house.at,
    }
    return dispatch.send(**(wanted | more))


def delivery():
    return dict(Invitation.objects.values_list("subject", "delivery"))


def test_each_gets_the_own_code_and_the_vendor_only_contact_data(asked):
    postman = Postman(asked.people[1])
    assert send(asked, postman) == {"reached": 2, "unreached": 1}
    (bag,) = postman.bags
    assert {ref: code for ref, _, _, code in bag} == asked.codes
    assert {key for _, _, contact, _ in bag for key in contact} <= dispatch.CONTACT_FIELDS
    assert [contact["name"] for _, _, contact, _ in bag] == [values(n)["name"] for n in range(3)]
    assert [lane for _, lane, *_ in bag] == ["SELF", "SELF", "GUARDIAN"]
    assert [delivery()[ref] for ref in asked.people] == ["REACHED", "UNREACHED", "REACHED"]


def test_sending_is_one_reveal_and_one_act(asked):
    send(asked, Postman())
    assert [line.rows.count for line in told("gate.revealed")] == [3]
    assert told("gate.revealed")[0].facts["act"] == "send"
    (line,) = told("campaign.delivered")
    assert (line.facts, line.rows.count) == ({"reached": 3, "unreached": 0}, 3)


def test_who_has_answered_gets_no_message_any_more(asked):
    send(asked, Postman())
    anna = asked.people[0]
    answers.answer(
        code=asked.codes[anna],
        said=rules.Answer.REFUSED,
        by_guardian=False,
        channel=rules.Channel.PORTAL,
        at=asked.at,
    )
    again = Postman()
    send(asked, again)
    assert [ref for ref, *_ in again.bags[0]] == asked.people[1:]


def test_a_person_who_was_not_asked_is_not_written_to(asked):
    (stranger,) = asked.keep(person(9))
    postman = Postman()
    with pytest.raises(errors.NotInvited):
        send(asked, postman, codes={**asked.codes, stranger: "x"})
    assert postman.bags == []
    assert told("gate.revealed") == []


def test_who_was_frozen_meanwhile_is_not_written_to(asked):
    change_state(
        deal=asked.deal,
        subjects=asked.people[:1],
        to=State.FROZEN,
        duty="8.1",
        actor=asked.dpo,
        at=asked.at,
    )
    postman = Postman()
    send(asked, postman)
    assert [ref for ref, *_ in postman.bags[0]] == asked.people[1:]
    assert delivery()[asked.people[0]] == "QUEUED"


@pytest.mark.parametrize("wrong", ["other actor", "closed task", "no assessment"])
def test_nothing_is_handed_over_where_the_gate_is_closed(asked, wrong):
    postman, more = Postman(), {}
    match wrong:
        case "other actor":
            more, code = {"actor": asked.dpo}, Code.NOT_ON_TASK
        case "closed task":
            close_task(task=asked.sending, actor=asked.dpo, at=asked.at)
            code = Code.TASK_CLOSED
        case "no assessment":
            Assessment.objects.all().delete()
            code = Code.NO_ASSESSMENT
    with pytest.raises(GateClosed) as caught:
        send(asked, postman, **more)
    assert code in caught.value.facts["reasons"]
    assert (postman.bags, set(delivery().values())) == ([], {"QUEUED"})
    assert told("campaign.delivered") == []


def test_letters_go_out_for_a_task_of_notice_alone(asked):
    postman = Postman()
    task = asked.task(purpose=Purpose.SERVICE, acts=(Act.SEND,), actors=[asked.clerk])
    with pytest.raises(OtherPurpose):
        send(asked, postman, task=task)
    assert (postman.bags, set(delivery().values())) == ([], {"QUEUED"})


def test_a_vendor_that_breaks_off_leaves_nobody_recorded_as_told(asked):
    class Broken:
        def deliver(self, batch):
            next(iter(batch))
            raise ConnectionError

    with pytest.raises(ConnectionError):
        send(asked, Broken())
    assert set(delivery().values()) == {"QUEUED"}
    # What was handed over before stands in the ledger: it may have been seen.
    assert len(told("gate.revealed")) == 1
    assert campaigns.codes(campaign=asked.campaign) == asked.codes


def test_a_withdrawal_stops_the_handover_of_that_person_at_once(asked):
    anna, bert, _ = asked.people
    for ref in (anna, bert):
        answers.answer(
            code=asked.codes[ref],
            said=rules.Answer.GIVEN,
            by_guardian=False,
            channel=rules.Channel.PORTAL,
            at=asked.at,
        )
    asked.at = Campaign.objects.get().window_ends_at
    campaigns.close(campaign=asked.campaign, actor=asked.dpo, at=asked.at)
    task = asked.task(purpose=Purpose.HANDOVER, acts=[Act.EXPORT], fields=["name"])
    question = asked.asked(task, act=Act.EXPORT, fields=["name"])
    opened, refused = disclosure.open_many(question, asked.people)
    assert set(refused) == {asked.people[2]}
    # The yes is taken back after the decision and before the first value is read.
    answers.withdraw(campaign=asked.campaign, subject=anna, actor=asked.clerk, at=asked.at)
    with pytest.raises(GateClosed):
        next(opened)
    opened, refused = disclosure.open_many(question, asked.people)
    assert [ref for ref, _ in opened] == [bert]
    assert [reason.code for reason in refused[anna].reasons] == [Code.NO_INSTRUMENT]
    alone = decisions.ask(asked.asked(task, anna, act=Act.EXPORT, fields=["name"]))
    assert [reason.code for reason in alone.reasons] == [Code.NO_INSTRUMENT]


def test_the_names_in_the_record_are_those_of_who_was_reached_and_who_was_not(asked):
    """Whether they came along with the codes or are made again."""
    anna, bert, child = asked.people
    for codes in (asked.codes, dict(asked.codes)):
        send(asked, Postman(bert), codes=codes)
        entry = list(reader.entries(tag="campaign.delivered"))[-1]
        rows = [json.loads(row) for row in reader.rows(entry.position)]
        assert rows == [
            {"subject": keys.pseudonym(ref), "delivery": delivery}
            for ref, delivery in ((anna, "REACHED"), (child, "REACHED"), (bert, "UNREACHED"))
        ]


@pytest.mark.parametrize("make", [dict, lambda codes: codes], ids=["codes alone", "with names"])
def test_a_vendor_cannot_tell_of_somebody_who_had_no_letter(asked, make):
    (stranger,) = asked.keep(person(9))

    class Confused(Postman):
        def deliver(self, batch):
            return {**super().deliver(batch), stranger: True}

    with pytest.raises(errors.NotInvited):
        send(asked, Confused(), codes=make(asked.codes))
    assert set(delivery().values()) == {"QUEUED"}
    assert told("campaign.delivered") == []
