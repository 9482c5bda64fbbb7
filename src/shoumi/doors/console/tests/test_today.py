"""The first page says of all doors what the page of doors says of each."""

from __future__ import annotations

from unittest import mock

import pytest
from django.db import transaction

from shoumi.base import clock
from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.rules import Kind
from shoumi.base.attestations import controls
from shoumi.base.attestations.door_tally import tally
from shoumi.base.attestations.doors import standings
from shoumi.base.jobs.models import Job
from shoumi.base.jobs.services import give_up
from shoumi.base.outbox.jobs import deliver
from shoumi.base.registry import Holding
from shoumi.core.handbook import Reach
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def gives_up(house):
    """A letter that no relay took."""
    deliver.enqueue("batch-none")
    with transaction.atomic():
        give_up(Job.objects.latest("id"), house.at)


def survey_where(says):
    """What every check says, as ``says(demand, held)`` would have it."""
    real = controls.survey

    def asked(at, deal=None, wanted=None):
        return [(one, says(one, held)) for one, held in real(at, deal, wanted)]

    return mock.patch.object(controls, "survey", asked)


def said(house, page="/"):
    return signed_in(house.dpo).get(page).content.decode()


def test_the_answer_counts_every_door_also_those_that_are_not_drawn(house):
    found = standings(house.at)
    told = tally(found)
    assert len(found) == 24
    assert told.bare
    text = said(house)
    assert f"{told.shut} 扇门关着，{told.bare} 扇没人守" in text
    assert "门都开着" not in text


def test_a_door_that_is_shut_for_writes_alone_is_counted_once(house):
    late = Holding(ControlState.FAIL, reason="key.overdue", reach=Reach.WRITE)
    with survey_where(says=lambda one, held: late if one.id == "3.4" else held):
        told = tally(standings(house.at, house.deal))
        words = f"{told.shut} 扇门关着，{told.bare} 扇没人守"
        assert words in said(house)
        assert words in said(house, f"/deals/{house.deal}")


def test_nothing_is_whole_while_a_door_is_unguarded(house):
    kept = Holding(ControlState.PASS)
    with survey_where(says=lambda one, held: kept if one.chapter.number else held):
        assert tally(standings(house.at)).bare
        text = said(house)
    assert "完璧" not in text
    assert "0 扇门关着，1 扇没人守" in text


@pytest.mark.parametrize(
    ("lang", "times"), [("zh", "同样的近来共 12 次"), ("en", "12 times of late")]
)
def test_letters_given_up_are_one_line_and_what_people_do_a_line_each(house, lang, times):
    """A relay that cannot be reached makes a job given up of each letter within minutes."""
    house.at = clock.now()
    for _ in range(6):
        gives_up(house)
    for role in (Role.CON, Role.CS):
        new = accounts.enrol(name="郑示例", kind=Kind.STAFF, actor=house.dpo, at=house.at)
        asked = {"person": Ref(new.ref), "role": role, "deal": None}
        accounts.request_grant(**asked, actor=house.dpo, at=house.at)
    for _ in range(6):
        gives_up(house)
    visitor = signed_in(house.dpo, lang=lang)
    text = visitor.get("/").content.decode()
    ledger = text[text.index('aria-labelledby="ledger-name"') :]
    words = "放弃了一项后台任务" if lang == "zh" else "gave up a job"
    assert ledger.count(words) == 1
    assert times in ledger
    assert ledger.count("郑示例") == 2
    assert ledger.count('class="row"') == 8
    whole = visitor.get("/evidence").content.decode()
    assert whole.count(words) >= 12  # the ledger itself hides none


def test_doors_stand_open_where_none_is_shut_or_unguarded(house):
    half = Holding(ControlState.PARTIAL, reason="learning.missing_19_1")
    kept = Holding(ControlState.PASS)
    with survey_where(says=lambda one, held: half if one.id == "1.4" else kept):
        assert "门都开着" in said(house)
        assert "门都开着" in said(house, f"/deals/{house.deal}")
    with survey_where(says=lambda one, held: kept):
        assert "完璧" in said(house)
