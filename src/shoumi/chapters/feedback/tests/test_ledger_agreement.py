"""Rows are held against the ledger, and what happened after a copy comes again or is said lost."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from shoumi.base.ledger import reader
from shoumi.base.registry.replays import Effect
from shoumi.chapters.feedback import health, queries, replays
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import Channel, Request, Restriction
from shoumi.chapters.feedback.rules import Ground, Kind, Outcome, State, Way
from shoumi.chapters.feedback.rules.channel_trials import Back
from shoumi.chapters.feedback.services import channels, chats
from shoumi.chapters.feedback.services.texts import Asker
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))


@pytest.fixture
def busy(desk):
    """Requests and channels in every state, and a chat."""
    desk.channel(Way.CHAT, None)
    chats.open_chat(text="在吗", who=Asker(), lang="zh", at=desk.at)
    desk.received()
    desk.closed()
    asked = desk.assigned()
    desk.ask(asked)
    desk.go(days=1)
    desk.add(asked)
    desk.extend(asked)
    desk.ask(asked)
    desk.go(days=1)
    desk.refuse(asked, Ground.NOT_PROVEN)
    desk.close(asked, Outcome.REFUSED)
    desk.reachable()
    for number, kind in enumerate((Kind.RESTRICT, Kind.OBJECT)):
        restricted = desk.assigned(kind=kind)
        desk.prove(restricted, subject=(desk.first, desk.second)[number])
    desk.refuse(restricted)
    ended = desk.channel(Way.LETTER, None)
    channels.end(channel=Ref(ended.ref), actor=desk.officer, at=desk.at)
    return desk


def test_every_row_says_what_the_ledger_says_of_it(busy):
    for one in health.guarded:
        rows = list(one.table.objects.order_by("id"))
        # Notices and merges: ``test_deletion``, ``test_duplicates``.
        assert not rows or one.agreed(rows) == [row.entry_position for row in rows]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", "QUESTION"),
        ("received_at", None),
        ("assignee", "person-other"),
        ("proof", "IN_PERSON"),
        ("rests", []),
        ("extended_at", None),
        ("trail", "0" * 64),
        ("state", State.OPEN),
        ("ground", Ground.EXCESSIVE),
        ("outcome", Outcome.GRANTED),
        ("answered_at", None),
        ("closed_at", None),
        ("closed_by", "person-other"),
    ],
)
def test_a_request_that_says_something_else_does_not_agree(busy, column, value):
    table = health.guarded[0]
    row = Request.objects.get(outcome=Outcome.REFUSED)
    other = row.received_at - timedelta(days=9) if column == "received_at" else value
    setattr(row, column, other)
    assert table.agreed([row]) == [None]


@pytest.mark.parametrize("column", ["way", "ended_at", "tried_at", "tried_by", "back"])
def test_a_channel_that_says_something_else_does_not_agree(busy, column):
    row = Channel.objects.get(way=Way.MAIL)
    setattr(
        row, column, {"way": "CHAT", "back": "NOBODY"}.get(column, busy.at + timedelta(hours=1))
    )
    assert health.guarded[1].agreed([row]) == [None]


@pytest.mark.parametrize("column", ["request", "begun_at", "ended_at", "ended_by", "ending"])
def test_a_restriction_that_says_something_else_does_not_agree(busy, column):
    row = Restriction.objects.get(subject=busy.second)
    setattr(row, column, busy.at + timedelta(hours=1) if column.endswith("at") else "AGREED")
    assert health.guarded[2].agreed([row]) == [None]


def told(about, tag):
    """The newest entry about it with that tag, as a restore hands it on."""
    lines = [one.line() for one in reader.entries(about=about)]
    lost = []
    line = next(one for one in reversed(lines) if one.tag == tag)
    return SimpleNamespace(line=line, lose=lost.append, lost=lost)


def test_every_event_has_its_effect_after_a_restore():
    assert replays.of_events().keys() == set(Tag)


def test_a_request_that_came_after_the_copy_is_said_to_be_lost(desk):
    request = desk.received()
    again = told(request, Tag.RECEIVED)
    assert replays.of_events()[Tag.RECEIVED](again)
    assert again.lost == []
    Request.objects.all().delete()
    assert replays.of_events()[Tag.RECEIVED](again)
    assert again.lost == [request]


def test_what_narrowed_after_the_copy_is_narrow_again(desk):
    found = Ref(desk.channel(Way.PHONE).ref)
    desk.tried(found, Back.NOBODY)
    bad = told(found, Tag.TRIED)
    desk.tried(found)
    good = told(found, Tag.TRIED)
    channels.end(channel=found, actor=desk.officer, at=desk.at)
    Channel.objects.update(ended_at=None)
    effects = replays.of_events()
    for again in (bad, good):  # one that worked is tried anew
        effects[Tag.TRIED](again)
        assert Channel.objects.get().back == Back.NOBODY
    effects[Tag.UNLISTED](told(found, Tag.UNLISTED))
    assert queries.channels() == []


def test_what_is_wider_after_a_restore_is_asked_for_again():
    effects = replays.of_events()
    wide = {tag for tag, effect in effects.items() if effect is Effect.WIDENS}
    handled = {Tag.SORTED, Tag.ASSIGNED, Tag.PROVEN, Tag.ASKED, Tag.EXTENDED, Tag.LISTED}
    assert wide == handled | {Tag.CONFIRMED, Tag.CORRECTED, Tag.UNMERGED, Tag.LET_GO}
