"""Advisories are held against what is installed; findings have clocks by their severity."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shoumi.chapters.defence.rules import audit as rules
from shoumi.chapters.defence.rules.audit import Hit, Severity
from shoumi.chapters.defence.tests.made_up_advisories import advisory, brought, events


@pytest.mark.parametrize(
    ("installed", "of", "is_hit"),
    [
        ("1.4", events(("introduced", "0"), ("fixed", "1.5")), True),
        ("1.5", events(("introduced", "0"), ("fixed", "1.5")), False),
        ("1.5.0", events(("introduced", "0"), ("fixed", "1.5")), False),
        ("1.10", events(("introduced", "1.2"), ("fixed", "1.9")), False),
        ("1.5rc1", events(("introduced", "0"), ("fixed", "1.5")), True),
        ("1.1", events(("introduced", "1.2"), ("fixed", "1.9")), False),
        ("2.0", events(("introduced", "0"), ("last_affected", "2.0")), True),
        ("2.0.1", events(("introduced", "0"), ("last_affected", "2.0")), False),
        ("3.1", events(("introduced", "1"), ("fixed", "2"), ("introduced", "3")), True),
        ("2.5", events(("introduced", "1"), ("fixed", "2"), ("introduced", "3")), False),
        ("1.4", {"versions": ["1.4"], "ranges": []}, True),
        ("1.4", {"versions": ["1.3"], "ranges": []}, False),
    ],
)
def test_a_version_is_open_from_its_introduction_until_it_is_fixed(installed, of, is_hit):
    found = rules.advisories(brought(advisory(**of)), {"sample-lib": installed})
    assert bool(found[1]) is is_hit


def test_a_package_is_known_by_any_spelling_and_another_ecosystem_is_none():
    installed = {"sample-lib": "1.0"}
    as_of, hits = rules.advisories(brought(advisory("Sample_Lib")), installed)
    assert as_of == datetime(2026, 8, 25, tzinfo=UTC)
    assert hits == [Hit("sample-lib", "1.0", "MADE-UP-Sample_Lib", Severity.CRITICAL)]
    other = advisory()
    other["affected"][0]["package"]["ecosystem"] = "npm"
    assert rules.advisories(brought(other), installed)[1] == []
    withdrawn = advisory() | {"withdrawn": "2026-08-25T00:00:00Z"}
    assert rules.advisories(brought(withdrawn, advisory("x")), installed)[1] == []


@pytest.mark.parametrize(
    ("said", "severity"),
    [("LOW", "MEDIUM"), ("moderate", "MEDIUM"), ("HIGH", "HIGH"), ("", "HIGH"), ("?", "HIGH")],
)
def test_a_severity_that_is_not_told_is_taken_for_high(said, severity):
    (hit,) = rules.advisories(brought(advisory(severity=said)), {"sample-lib": "1"})[1]
    assert hit.severity == severity


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"[1]", b"\xff", b'[{"id": "x"}]', b"PK"])
def test_what_is_no_file_of_advisories_is_none(content):
    with pytest.raises(rules.NoAdvisories):
        rules.advisories(content, {})


def test_ports_and_modes_that_nobody_approved_are_found():
    listening = {"tcp": {443, 9000}, "udp": {53, 40000}}
    assert [one.name for one in rules.ports(listening, [("tcp", 443)])] == ["tcp 9000", "udp 53"]
    modes = {"shoumi.sqlite3": 0o100600, "home.toml": 0o100644}
    assert [one.name for one in rules.modes(modes)] == ["home.toml 644"]


def test_each_severity_has_its_own_clock():
    at = datetime(2026, 8, 26, tzinfo=UTC)
    hours = [(rules.due(one, at) - at) // timedelta(hours=1) for one in Severity]
    assert hours == [24, 168, 720]
