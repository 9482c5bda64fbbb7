from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.core.ledger.leaf import (
    MAX_BODY_BYTES,
    MAX_INT,
    Digest,
    Event,
    LeafUnreadable,
    Line,
    Rows,
    UnfitForLedger,
    body,
    read,
)
from shoumi.core.refs import MalformedRef, Ref
from shoumi.core.terms import Purpose, RiskGrade

AT = datetime(2026, 3, 2, 1, 2, 3, tzinfo=UTC)
ANNA, ROOM = Ref("per-anna"), Ref("room-a")


class Tag(StrEnum):
    OPENED = "room.opened"
    BAD = "Room opened for Anna"


FROZEN = (
    b'{"about":"room-a","actor":"per-anna","at":"2026-03-02T01:02:03.000000Z","deal":"deal-7",'
    b'"duties":["6.1","6.3"],"facts":{"count":3,"grade":"\xe9\xab\x98","is_first":true,'
    b'"of":"sub-b","seal":"' + b"00" * 32 + b'","until":"2026-04-01"},'
    b'"rows":{"count":2,"root":"' + b"11" * 32 + b'"},"tag":"room.opened","v":1}'
)


def full() -> Event:
    return Event(
        Tag.OPENED,
        ANNA,
        ROOM,
        AT,
        {
            "until": date(2026, 4, 1),
            "seal": Digest(bytes(32)),
            "count": 3,
            "is_first": True,
            "of": Ref("sub-b"),
            "grade": RiskGrade.HIGH,
        },
        ("6.1", "6.3"),
        Ref("deal-7"),
    )


def test_the_bytes_of_an_entry_are_frozen():
    assert body(full(), Rows(2, Digest(b"\x11" * 32))) == FROZEN


def test_an_entry_reads_back():
    line = read(FROZEN)
    assert line == Line(
        tag="room.opened",
        actor=ANNA,
        about=ROOM,
        at=AT,
        facts={
            "count": 3,
            "grade": "高",
            "is_first": True,
            "of": "sub-b",
            "seal": "00" * 32,
            "until": "2026-04-01",
        },
        duties=("6.1", "6.3"),
        deal=Ref("deal-7"),
        rows=Rows(2, Digest(b"\x11" * 32)),
    )


def test_what_is_absent_is_left_out():
    written = body(Event(Tag.OPENED, ANNA, ROOM, AT))
    assert set(json.loads(written)) == {"about", "actor", "at", "duties", "facts", "tag", "v"}
    assert read(written).rows is None


def test_a_moment_is_written_in_utc():
    china = timezone(timedelta(hours=8))
    noon = datetime(2026, 3, 2, 12, tzinfo=china)
    facts = {"from": noon}
    line = read(body(Event(Tag.OPENED, ANNA, ROOM, noon, facts)))
    assert line.at == noon
    assert line.facts == {"from": "2026-03-02T04:00:00.000000Z"}


def test_an_hour_that_comes_twice_is_two_moments():
    """Where clocks are put back, Python holds the two of one zone for equal."""
    new_york = ZoneInfo("America/New_York")
    first, second = (datetime(2026, 11, 1, 1, 30, tzinfo=new_york, fold=fold) for fold in (0, 1))
    assert first == second
    lines = [read(body(Event(Tag.OPENED, ANNA, ROOM, at, {"from": at}))) for at in (first, second)]
    assert [(line.at.hour, line.facts["from"][11:13]) for line in lines] == [(5, "05"), (6, "06")]


def test_what_is_equal_and_not_the_same_is_told_apart():
    lines = [
        body(Event(Tag.OPENED, ANNA, ROOM, AT, {"what": value})) for value in (1, True, 0, False)
    ]
    assert [json.loads(line)["facts"]["what"] for line in lines] == [1, True, 0, False]
    assert [b":true" in line or b":false" in line for line in lines] == [False, True, False, True]


@pytest.mark.parametrize(
    "value",
    [
        "free text",
        "赵某",
        b"\x00" * 32,
        1.5,
        None,
        ["a"],
        MAX_INT + 1,
        -MAX_INT - 1,
        datetime(2026, 3, 2),  # no zone
    ],
)
def test_what_may_not_stand_in_a_leaf_is_a_bug(value):
    with pytest.raises(UnfitForLedger):
        body(Event(Tag.OPENED, ANNA, ROOM, AT, {"what": value}))


@pytest.mark.parametrize(
    "event",
    [
        Event(Tag.BAD, ANNA, ROOM, AT),
        Event(Tag.OPENED, ANNA, ROOM, AT, {"Name of the person": 1}),
        Event(Tag.OPENED, ANNA, ROOM, AT, duties=("for Anna",)),
        Event(Tag.OPENED, ANNA, ROOM, AT.replace(tzinfo=None)),
        Event(Tag.OPENED, ANNA, ROOM, AT, {f"n{i}": Digest(bytes(32)) for i in range(60)}),
    ],
)
def test_a_malformed_event_is_a_bug(event):
    with pytest.raises(UnfitForLedger):
        body(event)


@pytest.mark.parametrize(
    "event",
    [
        Event(Tag.OPENED, "Anna A", ROOM, AT),
        Event(Tag.OPENED, ANNA, "the room", AT),
        Event(Tag.OPENED, ANNA, ROOM, AT, deal="deal"),
    ],
)
def test_names_are_references(event):
    with pytest.raises(MalformedRef):
        body(event)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_digest_has_32_bytes(length):
    with pytest.raises(ValueError, match="32"):
        Digest(bytes(length))


def test_a_digest_of_content_is_its_sha256():
    assert Digest.of(b"abc").hex().startswith("ba7816bf8f01cfea")


def changed(**parts) -> bytes:
    plain = json.loads(FROZEN) | parts
    plain = {name: value for name, value in plain.items() if value is not ...}
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def test_the_table_below_alters_what_would_be_read():
    assert changed() == FROZEN


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"[]",
        b"\xff",
        b"{" * 100_000,
        FROZEN + b"\n",
        FROZEN.replace(b":", b": ", 1),
        FROZEN.replace(b"\xe9\xab\x98", b"\\u9ad8"),
        changed(v=2),
        changed(v=True),
        changed(tag="Opened"),
        changed(tag=7),
        changed(tag=...),
        changed(actor="Anna"),
        changed(at="2026-03-02T01:02:03Z"),
        changed(at="2026-03-02T01:02:03.000000+08:00"),
        changed(at="2026-03-02T01:02:03.000000"),
        changed(at="soon"),
        changed(duties="6.1"),
        changed(duties=["with Anna"]),
        changed(facts=[]),
        changed(facts={"rate": 1.5}),
        changed(facts={"Name": 1}),
        changed(deal=None),
        changed(rows=[]),
        changed(rows={"count": -1, "root": "11" * 32}),
        changed(rows={"count": 1.0, "root": "11" * 32}),
        changed(rows={"count": True, "root": "11" * 32}),
        changed(rows={"count": 1, "root": "11"}),
        changed(rows={"count": 1, "root": "zz" * 32}),
        changed(more=1),
        changed(facts={f"n{i}": "x" * 100 for i in range(41)}),
    ],
)
def test_nothing_but_the_one_spelling_is_read(written):
    with pytest.raises(LeafUnreadable):
        read(written)


VALUES = st.one_of(
    st.integers(-MAX_INT, MAX_INT),
    st.booleans(),
    st.dates(),
    st.binary(min_size=32, max_size=32).map(Digest),
    st.sampled_from(Purpose),
    st.from_regex(r"[a-z]{2,12}-[0-9a-z]{1,40}", fullmatch=True).map(Ref),
)


@given(
    facts=st.dictionaries(
        st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True), VALUES, max_size=9
    ),
    at=st.datetimes(timezones=st.just(UTC)),
    count=st.integers(0, MAX_INT),
)
def test_every_event_reads_back_and_writes_the_same(facts, at, count):
    rows = Rows(count, Digest(bytes(32)))
    written = body(Event(Tag.OPENED, ANNA, ROOM, at, facts), rows)
    line = read(written)
    assert len(written) <= MAX_BODY_BYTES
    assert (line.at, line.rows, line.facts.keys()) == (at, rows, facts.keys())
