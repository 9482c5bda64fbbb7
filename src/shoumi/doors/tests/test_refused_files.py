"""A file that is refused after it was stored leaves neither key nor content, a day later."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from shoumi.base.documents import store
from shoumi.base.documents.models import Document
from shoumi.base.subjects import cleanup, jobs
from shoumi.base.subjects.events import Tag
from shoumi.base.vault import keys
from shoumi.core.refs import Ref
from shoumi.doors.tests.house import told

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]


class Refused(Exception):
    """What a service says after it has stored a file."""


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def refused(house, monkeypatch):
    """The file that was stored and refused; its key and content are there, a row is not."""
    monkeypatch.setattr(jobs.clock, "now", lambda: house.at)
    before = set(keys.subjects())
    with pytest.raises(Refused):
        _stores_and_refuses(house)
    (ref,) = set(keys.subjects()) - before
    assert not Document.objects.filter(ref=ref).exists()
    return ref


@transaction.atomic
def _stores_and_refuses(house):
    store.put(b"no paper", kind="evidence", deal=house.deal, actor=house.dpo, at=house.at)
    raise Refused


def is_kept(home, ref):
    """Whether its key is there, and whether its content is."""
    return bool(keys.existing([ref])), (home / "blobs" / ref).exists()


def a_day_later(house, home, ref):
    house.go(hours=25)
    old = (datetime.now(UTC) - timedelta(hours=25)).timestamp()
    os.utime(home / "blobs" / ref, (old, old))


def swept():
    return [line.facts["count"] for line in told(Tag.KEYS_SWEPT)]


def test_its_key_and_its_content_go_with_an_entry_and_every_other_stays(house, home, refused):
    paper = Ref(
        store.put(b"paper", kind="evidence", deal=house.deal, actor=house.dpo, at=house.at).ref
    )
    held = house.keep_many(2)
    house.go(hours=23)
    jobs.sweep.func()
    assert is_kept(home, refused) == (True, True)
    a_day_later(house, home, refused)
    jobs.sweep.func()
    assert is_kept(home, refused) == (False, False)
    assert swept() == [1]
    assert keys.existing([paper, *held]) == {paper, *held}
    assert store.get(paper) == b"paper"
    jobs.sweep.func()
    assert swept() == [1]


def test_killed_after_the_entry_it_is_done_the_next_time(house, home, refused, monkeypatch):
    a_day_later(house, home, refused)
    with monkeypatch.context() as patched:
        patched.setattr(cleanup.keys, "erase", _dies)
        with pytest.raises(Killed):
            jobs.sweep.func()
    assert is_kept(home, refused) == (True, True)
    assert swept() == [1]
    jobs.sweep.func()
    assert is_kept(home, refused) == (False, False)


def test_killed_after_the_key_the_content_goes_the_next_time(house, home, refused, monkeypatch):
    a_day_later(house, home, refused)
    with monkeypatch.context() as patched:
        patched.setattr(jobs.store, "sweep", _dies)
        with pytest.raises(Killed):
            jobs.sweep.func()
    assert is_kept(home, refused) == (False, True)
    jobs.sweep.func()
    assert is_kept(home, refused) == (False, False)
    assert swept() == [1]


def _dies(*args, **more):
    raise Killed
