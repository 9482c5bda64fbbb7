"""RFC 5545 by its own words: lines, folding, escaping."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as some

from shoumi.core import icalendar
from shoumi.core.icalendar import Entry

AT = datetime(2026, 9, 18, 16, tzinfo=UTC)


def entry(**more):
    return Entry(**{"uid": "thing@shoumi", "at": AT, "stamp": AT, "summary": "批准岗位", **more})


def unfolded(told):
    """3.1: a line break and one blank after it are nothing."""
    return told.replace("\r\n ", "")


def lines(*entries):
    return unfolded(icalendar.written("待办", entries, lang="zh")).split("\r\n")


def test_a_calendar_without_entries_is_whole():
    assert icalendar.written("Inbox", [], lang="en").split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Shoumi//Inbox//EN",
        "CALSCALE:GREGORIAN",
        "NAME:Inbox",
        "X-WR-CALNAME:Inbox",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "END:VCALENDAR",
        "",
    ]


def test_an_entry_has_what_it_must_and_its_time_in_utc():
    china = timezone(timedelta(hours=8))
    found = lines(
        entry(at=datetime(2026, 9, 19, 0, tzinfo=china), category="授权", url="https://a/b")
    )
    begin, end = found.index("BEGIN:VEVENT"), found.index("END:VEVENT")
    assert found[begin : end + 1] == [
        "BEGIN:VEVENT",
        "UID:thing@shoumi",
        "DTSTAMP:20260918T160000Z",
        "DTSTART:20260918T160000Z",
        "SUMMARY:批准岗位",
        "CATEGORIES:授权",
        "URL:https://a/b",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def test_what_is_empty_has_no_line():
    assert not [line for line in lines(entry()) if line.startswith(("CATEGORIES", "URL"))]


def test_text_is_escaped():
    assert icalendar.text("a\\b;c,d\ne") == "a\\\\b\\;c\\,d\\ne"
    assert icalendar.text("a\r\nb\rc") == "a\\nb\\nc"
    assert icalendar.text("bell\a and tab\t gone\x7f") == "bell and tab gone"


def test_nothing_said_begins_a_line_of_its_own():
    sly = "x\r\nEND:VEVENT\r\nBEGIN:VALARM"
    found = lines(entry(summary=sly, category=sly, uid=sly, url=sly))
    assert found.count("END:VEVENT") == 1
    assert "BEGIN:VALARM" not in found


def test_a_line_of_75_octets_stays_whole_and_one_more_is_folded():
    room = 75 - len("SUMMARY:")
    whole = icalendar.written("n", [entry(summary="x" * room)], lang="zh")
    assert "SUMMARY:" + "x" * room + "\r\n" in whole
    folded = icalendar.written("n", [entry(summary="x" * (room + 1))], lang="zh")
    assert "SUMMARY:" + "x" * room + "\r\n x\r\n" in folded


def test_a_line_that_goes_on_has_75_octets_with_its_blank():
    told = icalendar.written("n", [entry(summary="x" * 200)], lang="zh")
    sizes = [
        len(line) for line in told.split("\r\n") if set(line.removeprefix("SUMMARY:")) <= {"x", " "}
    ]
    assert [size for size in sizes if size][:2] == [75, 75]


@given(some.text(some.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_comes_back_from_folding_and_escaping(said):
    told = icalendar.written("n", [entry(summary=said)], lang="zh")
    assert all(len(line.encode()) <= 75 for line in told.split("\r\n"))
    (line,) = re.findall(r"(?:^|\r\n)SUMMARY:(.*?)(?=\r\nCLASS)", unfolded(told), re.DOTALL)
    read = re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], line)
    plain = said.replace("\r\n", "\n").replace("\r", "\n")
    assert read == "".join(sign for sign in plain if sign == "\n" or sign >= " " and sign != "\x7f")
