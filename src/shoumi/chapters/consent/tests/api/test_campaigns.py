"""Campaigns by program: a text, a campaign on it, its window, and what each person said."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine

from shoumi.base import clock
from shoumi.base.deals import queries as deals
from shoumi.base.deals.rules import PartyRole
from shoumi.base.documents import store
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign, Notice
from shoumi.chapters.consent.services import answers, campaigns
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument
from shoumi.doors.api.tests.programs import program
from shoumi.doors.api.tests.test_acts import answered
from shoumi.doors.api.tests.test_authentication import told
from shoumi.doors.api.tests.test_reads import every, got
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import told as recorded
from shoumi.doors.tests.house import values
from shoumi.doors.tests.lapses import revoke

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

CONTENTS = dict.fromkeys(rules.CONTENTS[Instrument.ART23_SEPARATE_CONSENT], "写明")
CONTENTS["categories"] = "姓名、手机号"
NOTICE = {"instrument": "ART23_SEPARATE_CONSENT", "contents": CONTENTS}


def recipient(house):
    return deals.parties(house.deal, PartyRole.TARGET)[0].ref


def written(house, who=None):
    writer = program(who or house.legal)
    return answered(writer.act(f"/deals/{house.deal}/notices", NOTICE), 201)


def prepared(caller, house):
    text = answered(caller.act(f"/notices/{written(house)['ref']}/approve"))
    body = {"notice": text["ref"], "purpose": "PROVISION", "recipient": recipient(house)}
    return answered(caller.act(f"/deals/{house.deal}/campaigns", body), 201)


def begun(house, made):
    """As the first letter begins it."""
    campaigns.open_window(campaign=Ref(made["ref"]), actor=house.dpo, at=clock.now())


def test_a_text_is_approved_with_its_paper_and_listed(house):
    caller, address = program(house.dpo), f"/deals/{house.deal}/notices"
    draft = written(house)
    assert (draft["state"], draft["written_by"], draft["document"]) == ("WAITING", house.legal, "")
    assert every(caller, address) == []
    drafts = f"/deals/{house.deal}/notice-drafts"
    assert every(caller, drafts) == [draft]
    made = answered(caller.act(f"/notices/{draft['ref']}/approve"))
    assert made["ref"] == draft["ref"]
    assert [one["state"] for one in every(caller, drafts)] == ["APPROVED"]
    told(caller.act(f"/notices/{draft['ref']}/approve"), 409, "notice.not_waiting")
    assert store.get(Ref(made["document"])).startswith(b"%PDF-")
    assert every(caller, address) == [made]
    assert recorded("notice.approved")[-1].actor == house.dpo


def test_a_text_that_does_not_say_enough_is_refused_with_what_is_missing(house):
    body = {**NOTICE, "contents": {**CONTENTS, "refusal": " "}}
    answer = program(house.dpo).act(f"/deals/{house.deal}/notices", body)
    assert "refusal" in json.dumps(told(answer, 422, "notice.contents_missing"))
    assert not Notice.objects.exists()


def test_a_campaign_is_prepared_once_for_a_party_of_its_deal(house):
    caller = program(house.dpo)
    made = prepared(caller, house)
    assert (made["state"], made["counts"]["invited"]) == ("PREPARED", 0)
    body = {
        "notice": Notice.objects.get().ref,
        "purpose": "PROVISION",
        "recipient": recipient(house),
    }
    address = f"/deals/{house.deal}/campaigns"
    told(caller.act(address, body), 409, "campaign.asked_already")
    other = deals.parties(house.new_deal())[0].ref
    told(caller.act(address, {**body, "recipient": other}), 404, "deal.no_such_party")
    told(caller.act(address, {**body, "purpose": "SUCCESSION"}), 422, "campaign.wrong_instrument")
    told(caller.act(address, {**body, "notice": "note-0000000000000000"}), 404, "notice.missing")
    assert Campaign.objects.count() == 1


def test_what_each_said_is_read_in_pages_and_never_a_value_of_anybody(
    house, django_assert_max_num_queries
):
    caller, found = program(house.dpo), house.keep_many(5)
    made = prepared(caller, house)
    address = f"/campaigns/{made['ref']}"
    begun(house, made)
    assert got(caller.read(address))["counts"]["invited"] == 5
    said = [
        answers.Said(found[0], rules.Answer.GIVEN),
        answers.Said(found[1], rules.Answer.REFUSED),
        answers.Said(found[2], rules.Answer.GIVEN),
    ]
    campaign, at = Ref(made["ref"]), clock.now()
    answers.record(
        campaign=campaign, answers=said, channel=rules.Channel.PAPER, actor=house.dpo, at=at
    )
    answers.withdraw(campaign=campaign, subject=found[2], actor=house.dpo, at=at)
    listed = every(caller, f"{address}/answers", limit=2)
    assert [one["subject"] for one in listed] == found
    states = [one["answer"] for one in listed]
    assert states == ["GIVEN", "REFUSED", "WITHDRAWN", None, None]
    assert listed[0]["channel"] == "PAPER"
    entry = got(caller.read(f"/evidence/{listed[0]['entry']}"))
    assert entry["tag"] == "consent.answered"
    assert values(0)["name"] not in json.dumps(listed, ensure_ascii=False)
    counts = got(caller.read(address))["counts"]
    assert (counts["given"], counts["refused"], counts["withdrawn"]) == (1, 1, 1)
    with django_assert_max_num_queries(19):
        got(caller.read(f"{address}/answers"))


@pytest.mark.parametrize("demand", ["4.1", "9.2", "14.3"])
def test_nobody_is_listed_with_an_answer_while_a_door_of_reading_is_shut(house, demand):
    caller = program(house.dpo)
    found = house.keep_many(2)
    made = prepared(caller, house)
    address = f"/campaigns/{made['ref']}"
    begun(house, made)
    assert [one["subject"] for one in every(caller, f"{address}/answers")] == found
    revoke(house, demand)
    refused = caller.read(f"{address}/answers")
    assert (refused.status_code, refused.json()["demands"]) == (409, [demand])
    assert not any(ref in refused.content.decode() for ref in found)
    assert recorded("door.refused")
    # How many they are names nobody.
    assert got(caller.read(address))["counts"]["invited"] == 2


def test_a_window_ends_when_its_last_day_is_over(house):
    caller = program(house.dpo)
    house.keep_many(1)
    made = prepared(caller, house)
    address = f"/campaigns/{made['ref']}"
    begun(house, made)
    told(caller.act(f"{address}/close"), 409, "campaign.window_open")
    with time_machine.travel(Campaign.objects.get().window_ends_at + timedelta(minutes=1)):
        closed = answered(program(house.dpo).act(f"{address}/close"))
    assert (closed["state"], closed["counts"]["silent"]) == ("CLOSED", 1)


def test_a_campaign_of_a_deal_of_others_is_not_there(house, stranger):
    made = prepared(program(house.dpo), house)
    caller = program(stranger)
    for end, status, code in (
        ("", 404, "api.nothing"),
        ("/answers", 403, "accounts.not_permitted"),
    ):
        foreign = told(caller.read(f"/campaigns/{made['ref']}{end}"), status, code)
        none = caller.read(f"/campaigns/camp-0000000000000000{end}")
        assert foreign == json.loads(none.content)


def test_only_the_protection_officer_approves_a_text_of_others_or_prepares(house):
    text = written(house)["ref"]
    told(program(house.legal).act(f"/notices/{text}/approve"), 409, "notice.approved_by_writer")
    told(program(house[people.HEAD]).act(f"/notices/{text}/approve"), 403, "accounts.not_permitted")
    caller = program(house[people.SERVICE])
    for address, body in (
        ("notices", NOTICE),
        ("campaigns", {"notice": "note-1", "purpose": "PROVISION", "recipient": "party-1"}),
    ):
        answer = caller.act(f"/deals/{house.deal}/{address}", body)
        told(answer, 403, "accounts.not_permitted")
    assert not Notice.objects.exists()
