"""The house looks at itself; what it finds has a clock, is looked at again, or let stand by two."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from shoumi.base import registry
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.ledger import reader
from shoumi.base.tests import authenticated
from shoumi.base.tests.memories import forget
from shoumi.chapters.defence import health
from shoumi.chapters.defence.models import Audit, AuditFinding
from shoumi.chapters.defence.pages.urls import console
from shoumi.chapters.defence.queries import audit as queries
from shoumi.chapters.defence.rules.audit import FindingState, Found, Severity, What
from shoumi.chapters.defence.services import audit, host_firewall
from shoumi.chapters.defence.services.errors import (
    AdvisoriesOlder,
    AlreadyMended,
    AskedYourself,
    AuditBegun,
    AuditNotBegun,
    ExceptionUnfit,
    NoReason,
    NotAdvisories,
    NothingAsked,
)
from shoumi.chapters.defence.tests.made_up_advisories import advisory, brought
from shoumi.core.refs import Ref

database = pytest.mark.django_db(databases=("default", "keyring"))
PAGES = {one.name: one.callback for one in console}


class Look:
    """What the house is, made up: a port that listens, an advisory that was brought."""

    def __init__(self, desk, monkeypatch):
        self.desk, self.found = desk, []
        monkeypatch.setattr(audit, "_seen", lambda known: iter(self.found))
        audit.begin(actor=desk.security, at=desk.at)
        self.bring()
        self.again()

    def bring(self, content=None, **other):
        given = {"actor": self.desk.operations, "at": self.desk.at, **other}
        return audit.bring(content=content or brought(advisory("x-y-z")), **given)

    def again(self):
        return audit.look(at=self.desk.at)

    def port(self, severity=Severity.CRITICAL):
        self.found = [Found(What.PORT, "tcp 9000", severity)]
        (one,) = self.again()
        return Ref(one.ref)


@pytest.fixture
def look(desk, monkeypatch):
    return Look(desk, monkeypatch)


def state(desk):
    forget()
    found = queries.check_audit(desk.at)
    return (found.state.value, found.reason)


@database
def test_a_home_that_never_switched_it_on_leaves_the_word_to_a_statement(desk):
    assert state(desk) == ("NOT_BUILT", "")
    assert audit.look(at=desk.at) == []
    with pytest.raises(AuditNotBegun):
        audit.bring(content=brought(), actor=desk.security, at=desk.at)
    audit.begin(actor=desk.security, at=desk.at)
    assert state(desk) == ("FAIL", "audit.no_advisories")


@database
def test_a_critical_finding_shuts_after_a_day_and_is_named(desk, look):
    assert state(desk) == ("PASS", "")
    one = look.port()
    assert state(desk) == ("PASS", "")
    desk.go(hours=24)
    look.again()
    assert state(desk) == ("FAIL", "audit.overdue")
    shown = PAGES["audit"](desk.request(lang="en")).content.decode()
    assert "tcp 9000" in shown
    assert "shut" in shown
    look.found = []
    assert look.again() == []
    assert state(desk) == ("PASS", "")
    assert queries.state(queries.get(one), desk.at) is FindingState.MENDED
    assert [each.line().tag for each in reader.entries(about=one)] == [
        "audit.found",
        "audit.mended",
    ]


@database
def test_what_comes_back_is_another_finding_with_a_clock_of_its_own(desk, look):
    one = look.port()
    look.found = []
    look.again()
    desk.go(hours=2)
    assert look.port() != one


@database
def test_an_audit_or_advisories_that_are_old_do_not_count(desk, look):
    desk.go(hours=3, seconds=1)
    assert state(desk) == ("STALE", "audit.not_running")
    look.again()
    assert state(desk) == ("PASS", "")
    desk.at = datetime(2026, 9, 1, tzinfo=UTC)
    look.again()
    assert state(desk) == ("STALE", "audit.advisories_old")
    with pytest.raises(AdvisoriesOlder):
        look.bring(brought(advisory(modified="2026-08-01T00:00:00Z")))
    with pytest.raises(NotAdvisories):
        look.bring(b"[]")
    look.bring(brought(advisory("x", modified="2026-08-31T00:00:00Z")))
    assert state(desk) == ("PASS", "")


@database
def test_advisories_of_the_future_are_as_old_as_the_day_they_came(desk, look):
    assert look.bring(brought(advisory("x", modified="2031-01-01T00:00:00Z"))).as_of == desk.at


@database
def test_two_persons_let_a_finding_stand_until_a_day(desk, look):
    one = look.port()
    until = desk.at + timedelta(days=3)
    asking = {"finding": one, "until": until, "reasons": "等厂商的补丁，已限网段。"}
    with pytest.raises(NothingAsked):
        audit.allow(finding=one, actor=desk.head, at=desk.at)
    with pytest.raises(ExceptionUnfit):
        audit.ask(
            **{**asking, "until": desk.at + timedelta(days=31)}, actor=desk.security, at=desk.at
        )
    with pytest.raises(NoReason):
        audit.ask(**{**asking, "reasons": ""}, actor=desk.security, at=desk.at)
    audit.ask(**asking, actor=desk.security, at=desk.at)
    desk.go(hours=25)
    look.again()
    assert state(desk) == ("FAIL", "audit.overdue")
    with pytest.raises(NotPermitted):
        audit.allow(finding=one, actor=desk.security, at=desk.at)
    audit.allow(finding=one, actor=desk.head, at=desk.at)
    assert state(desk) == ("PASS", "")
    assert queries.check_audit(desk.at).turns == until
    desk.at = until
    look.again()
    assert state(desk) == ("FAIL", "audit.overdue")
    look.found = []
    look.again()
    with pytest.raises(AlreadyMended):
        audit.ask(**asking, actor=desk.security, at=desk.at)


@database
def test_who_asked_does_not_allow(desk, look):
    one = look.port()
    given = {"until": desk.at + timedelta(days=1), "reasons": "等补丁。", "at": desk.at}
    audit.ask(finding=one, actor=desk.security, **given)
    authenticated.change(AuditFinding.objects, asked_by=desk.head)
    with pytest.raises(AskedYourself):
        audit.allow(finding=one, actor=desk.head, at=desk.at)
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditFinding.objects.update(allowed_by=desk.head)


@database
def test_rows_that_are_edited_or_gone_shut(desk, look):
    look.port()
    for table, changed in ((Audit, {"read_at": desk.at}), (AuditFinding, {"severity": "MEDIUM"})):
        kept = table.objects.values().get()
        table.objects.update(**{**changed, "entry_position": 1})
        assert state(desk) == ("FAIL", "row.not_authentic")
        table.objects.update(**kept)
        assert state(desk) == ("PASS", "")
    AuditFinding.objects.all().delete()
    assert state(desk) == ("FAIL", "row.not_authentic")


@database
def test_rows_agree_with_the_ledger_until_they_are_changed(desk, look):
    one = look.port()
    given = {"until": desk.at + timedelta(days=1), "reasons": "等补丁。", "at": desk.at}
    audit.ask(finding=one, actor=desk.security, **given)
    audit.allow(finding=one, actor=desk.head, at=desk.at)
    tables = [table for table in health.guarded if table.table.objects.exists()]
    assert len(tables) == 2
    for table in tables:
        rows = list(table.table.objects.all())
        assert table.agreed(rows) == [row.entry_position for row in rows]
    authenticated.change(AuditFinding.objects, excepted_until=desk.at + timedelta(days=9))
    authenticated.change(Audit.objects, as_of=desk.at)
    for table in tables:
        assert table.agreed(list(table.table.objects.all())) == [None]


@database
def test_the_real_look_finds_ports_modes_and_holes(desk, host, monkeypatch, home):
    desk.in_force(host)
    monkeypatch.setattr(host_firewall, "listening_ports", lambda: {"tcp": {443, 9000}})
    monkeypatch.setattr(registry, "cards", list)
    monkeypatch.setattr(audit, "_installed", lambda: {"sample-lib": "1.0"})
    monkeypatch.setattr(audit, "_modes", lambda folder: {"home.toml": 0o100644})
    audit.begin(actor=desk.security, at=desk.at)
    audit.bring(content=brought(advisory()), actor=desk.security, at=desk.at)
    found = {(one.what, one.name) for one in audit.look(at=desk.at)}
    assert found == {
        ("PORT", "tcp 9000"),
        ("MODE", "home.toml 644"),
        ("ADVISORY", "sample-lib 1.0 MADE-UP-sample-lib"),
    }
    monkeypatch.setattr(audit, "_installed", lambda: {"sample-lib": "1.1"})
    audit.look(at=desk.go(minutes=1))
    assert {one.what for one in queries.unmended()} == {"PORT", "MODE"}


@database
def test_pages_bring_advisories_and_show_a_finding(desk, monkeypatch):
    PAGES["act-audit-begin"](desk.request(sent={}))
    with pytest.raises(AuditBegun):
        audit.begin(actor=desk.security, at=desk.at)
    file = SimpleUploadedFile("osv.json", brought(advisory("x")))
    PAGES["act-audit-advisories"](desk.request(sent={"file": file}))
    assert Audit.objects.get().as_of == datetime(2026, 8, 25, tzinfo=UTC)
    nine = Found(What.PORT, "tcp 9", Severity.CRITICAL)
    monkeypatch.setattr(audit, "_seen", lambda known: iter([nine]))
    (one,) = audit.look(at=desk.at)
    shown = PAGES["auditfinding"](desk.request(lang="en"), auditfinding=one.ref).content.decode()
    assert f"/audit/{one.ref}/do/audit-ask" in shown
    assert "a port listens that nobody approved" in shown
