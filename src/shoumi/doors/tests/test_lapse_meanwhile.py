"""Long work asks once more as of the newest entry: what is taken back after it began stops it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.attestations import queries as statements
from shoumi.base.attestations import services as attestations
from shoumi.base.attestations.doors import DoorShut
from shoumi.base.gate import disclosure
from shoumi.base.ledger import writer
from shoumi.base.subjects.models import Subject
from shoumi.core.gate import GateClosed
from shoumi.core.refs import Ref
from shoumi.doors.tests.house import person

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]


def taken_back_later(house):
    """Half a minute after the moment at which the work was asked for."""
    said = statements.newest("19.3", None, house.at)
    later = house.at + timedelta(seconds=30)
    attestations.revoke(attestation=Ref(said.ref), actor=house.dpo, at=later)


def test_of_many_people_who_are_read_the_next_round_is_refused(house, task, found, monkeypatch):
    monkeypatch.setattr(disclosure, "ROUND", 1)
    opened, _ = disclosure.open_many(house.asked(task), found)
    made, _ = disclosure.open_made(house.asked(task), found, lambda people, _: list(people))
    next(opened), next(made)
    taken_back_later(house)
    for rest in (opened, made):
        with pytest.raises(GateClosed):
            next(rest)


def test_nobody_of_an_import_is_kept(house, monkeypatch):
    plain, before = writer.gather, Subject.objects.count()

    def slow(rows):
        gathered = plain(rows)
        taken_back_later(house)
        return gathered

    monkeypatch.setattr(writer, "gather", slow)
    with pytest.raises(DoorShut) as refused:
        house.keep(person(100))
    assert refused.value.facts["demands"] == ("19.3",)
    assert Subject.objects.count() == before
