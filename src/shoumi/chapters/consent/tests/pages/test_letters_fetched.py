"""Letters that wait sealed are judged at each fetch: what lapsed since they were written shuts."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import pytest

from shoumi.base import clock
from shoumi.base.deals import services as deals
from shoumi.base.gate.tasks import close_task
from shoumi.base.jobs import sealed_staging
from shoumi.base.jobs.models import Errand
from shoumi.base.subjects.models import State, Subject
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.documents import letters as files
from shoumi.chapters.consent.models import Campaign
from shoumi.chapters.consent.services import answers, dispatch
from shoumi.chapters.consent.services.dispatch import CONTACT_FIELDS
from shoumi.chapters.consent.services.errors import WindowOver
from shoumi.core.gate import Act
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument, Purpose
from shoumi.doors.demo import cast as people
from shoumi.doors.tests import lapses
from shoumi.doors.tests.handover_house import Handing
from shoumi.doors.tests.house import House, told, values
from shoumi.doors.tests.visitors import Visitor, signed_in, worked

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


class Letters(NamedTuple):
    house: House
    handing: Handing
    task: Ref
    officer: Visitor
    address: str

    def fetch(self):
        return self.officer.get(self.address)

    def waits(self):
        return sealed_staging.is_there(Errand.objects.get().result["slip"])


@pytest.fixture
def letters(house):
    handing = Handing(house)
    handing.ask(rules.Purpose.PROVISION, Instrument.ART23_SEPARATE_CONSENT, lost=1)
    house.at = clock.now()
    task = house.task(purpose=Purpose.NOTICE, acts=(Act.SEND,), fields=sorted(CONTACT_FIELDS))
    officer = signed_in(house.dpo)
    given = {"campaign": handing.campaign, "task": task, "is_sure": "on"}
    asked = officer.post(f"/deals/{house.deal}/do/campaign-remind", given, secure=True)
    worked()
    return Letters(house, handing, task, officer, f"{asked.headers['Location']}/file")


def refused(letters, *words):
    """Nothing was handed out, and the page says why."""
    before = len(told("job.fetched"))
    answer = letters.fetch()
    assert answer.status_code >= 400
    text = answer.content.decode()
    assert values(0)["mobile"] not in text
    assert [one for one in words if one not in text] == []
    assert len(told("job.fetched")) == before


def test_each_fetch_is_a_reading_of_everybody_in_the_file_and_stands_in_the_ledger(letters):
    reads, shown = len(told("gate.revealed")), letters.fetch()
    assert values(0)["mobile"] in shown.content.decode()
    (fetched,) = told("job.fetched")
    assert fetched.facts == {"kind": "campaign_remind"}
    (read,) = told("gate.revealed")[reads:]
    assert (read.facts["act"], read.facts["task"]) == ("send", letters.task)
    letters.fetch()
    assert len(told("job.fetched")) == 2


def test_a_lapse_shuts_the_file_names_its_demand_and_keeps_it(letters):
    lapses.revoke(letters.house, "19.3")
    refused(letters, "19.3")
    lapses.revoke(letters.house, "9.2")
    refused(letters, "19.3", "9.2")
    assert letters.waits()


def test_a_suspended_deal_hands_nothing_out_until_it_goes_on(letters):
    lapses.suspend(letters.house)
    refused(letters, "9.2")
    deals.resume(deal=letters.house.deal, actor=letters.house.dpo, at=clock.now())
    assert letters.fetch().status_code == 200


def test_a_closed_task_leaves_no_file(letters):
    close_task(task=letters.task, actor=letters.house.dpo, at=clock.now())
    assert not letters.waits()
    refused(letters)


def test_a_terminated_deal_leaves_no_file(letters):
    lapses.terminate(letters.house)
    assert not letters.waits()
    refused(letters)


def test_who_holds_no_role_any_more_is_handed_nothing(letters):
    lapses.end_roles(letters.house.dpo)
    refused(letters)


def test_who_comes_from_afar_without_tls_is_handed_nothing(letters):
    lapses.serve_in_clear()
    assert letters.fetch().status_code == 200
    lapses.from_afar(letters.officer)
    refused(letters, "3.2")


def test_whose_data_is_gone_has_no_line_any_more(letters):
    gone = letters.handing.people[0]
    Subject.objects.filter(ref=gone).update(state=State.DESTROYED, destroyed_at=clock.now())
    shown = letters.fetch().content.decode("utf-8-sig")
    assert values(0)["mobile"] not in shown
    assert values(1)["mobile"] in shown


@pytest.mark.parametrize("said", rules.Answer)
def test_who_has_answered_since_has_no_letter_any_more(letters, said):
    """After a no nobody is asked again, also by a letter that waited."""
    answers.record(
        campaign=letters.handing.campaign,
        answers=[answers.Said(letters.handing.people[0], said)],
        channel=rules.Channel.PAPER,
        actor=letters.house.dpo,
        at=clock.now(),
    )
    shown = letters.fetch().content.decode("utf-8-sig")
    assert values(0)["mobile"] not in shown
    assert values(1)["mobile"] in shown


def test_a_reminder_is_handed_out_while_answers_count(letters):
    def hand_out(at):
        return dispatch.hand_out(
            campaign=letters.handing.campaign,
            task=letters.task,
            people=letters.handing.people[:2],
            is_reminder=True,
            actor=letters.house.dpo,
            at=at,
        )

    assert list(hand_out(clock.now())) == letters.handing.people[:2]
    with pytest.raises(WindowOver):
        hand_out(Campaign.objects.get().window_ends_at)


def another_list(letters, of="0" * 64):
    """Of people who may all have letters, but not those in the file."""
    told = {"people": letters.handing.people[:1], "of": of}
    return sealed_staging.write(told, letters.house.deal, clock.now())


@pytest.mark.parametrize("slip", [lambda _: "", another_list, partial(another_list, of="")])
def test_a_file_whose_list_was_exchanged_is_not_handed_out(letters, slip):
    """The row of the work names both, and no code covers it."""
    work = Errand.objects.get()
    Errand.objects.update(result={**work.result, "people_slip": slip(letters)})
    answer = letters.fetch()
    assert answer.status_code == 404
    assert values(0)["mobile"] not in answer.content.decode()


def test_who_did_not_ask_for_the_letters_finds_none(letters):
    assert signed_in(letters.house[people.SERVICE]).get(letters.address).status_code == 404


def test_a_line_is_left_out_by_its_place_and_the_others_stay_as_they_were():
    content = 'lane,name\nSELF,"虚\n一"\nSELF,虚二\nSELF,\'=1\n'.encode("utf-8-sig")
    left = files.without(content, [1]).decode("utf-8-sig")
    assert left == 'lane,name\nSELF,"虚\n一"\nSELF,\'=1\n'
