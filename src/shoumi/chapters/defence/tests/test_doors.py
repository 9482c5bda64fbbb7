"""Rule sets by page, by command and over the API."""

from __future__ import annotations

import json

import pytest
import time_machine
from click.testing import CliRunner

from shoumi.base import clock
from shoumi.base.tests.believed_names import believe
from shoumi.chapters.defence import jobs
from shoumi.chapters.defence.commands import command
from shoumi.chapters.defence.models import HostReading, RuleSet
from shoumi.chapters.defence.pages.urls import console
from shoumi.chapters.defence.queries import firewall as queries
from shoumi.chapters.defence.rules import Scope, firewall
from shoumi.chapters.defence.rules.firewall import Seen, State
from shoumi.chapters.defence.services import application, host_firewall
from shoumi.chapters.defence.services.application import Applied
from shoumi.chapters.defence.tests.defence_house import AS_APPROVED, OPENED, let_in
from shoumi.core.terms import Role
from shoumi.doors.api.tests.programs import program

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
PAGES = {one.name: one.callback for one in console}


def text(answer):
    return answer.content.decode()


@pytest.fixture
def now(desk):
    with time_machine.travel(desk.at, tick=False):
        yield


def test_a_page_drafts_and_another_approves(desk, monkeypatch):
    found = {firewall.Protocol.TCP: {443, 9000}, firewall.Protocol.UDP: set()}
    monkeypatch.setattr(host_firewall, "listening_ports", lambda: found)
    form = text(PAGES["act-firewall-draft"](desk.request()))
    assert "443 | tcp | *" in form
    assert "9000 | tcp | *" in form
    sent = {"openings": OPENED}
    answer = PAGES["act-firewall-draft"](desk.request(sent=sent))
    one = RuleSet.objects.get()
    assert answer["Location"].startswith(f"/firewall/{one.ref}")
    own = desk.request(actor=desk.security)
    assert "/do/firewall-approve" not in text(PAGES["ruleset"](own, ruleset=one.ref))
    shown = text(PAGES["ruleset"](desk.request(Role.OPS, desk.operations), ruleset=one.ref))
    assert f"/firewall/{one.ref}/do/firewall-approve" in shown


def test_the_page_names_the_line_that_shut_the_rooms(desk, host):
    one = desk.in_force(host)
    for lang, words in (("zh", "一致"), ("en", "The host is as rule set 1 says")):
        assert words in text(PAGES["firewall"](desk.request(lang=lang)))
    host.has(*AS_APPROVED, let_in(9000))
    desk.go(minutes=1)
    desk.read()
    for lang, words in (("zh", "多出 tcp dport 9000 accept"), ("en", "besides: tcp dport 9000")):
        for shown in (
            PAGES["firewall"](desk.request(lang=lang)),
            PAGES["ruleset"](desk.request(lang=lang), ruleset=one),
        ):
            assert words in text(shown)
    desk.go(hours=1)
    assert "too long ago" in text(PAGES["firewall"](desk.request(lang="en")))
    RuleSet.objects.update(opened=[])
    assert "too long ago" not in text(PAGES["firewall"](desk.request(lang="en")))


def test_a_home_with_its_firewall_elsewhere_is_told_so(desk):
    assert "12.1" in text(PAGES["firewall"](desk.request()))


def test_the_file_is_the_one_that_may_be_applied(desk):
    one = desk.draft()
    file = text(PAGES["ruleset-file"](desk.request(), ruleset=one.ref))
    assert firewall.is_ours(file)
    assert firewall.digest(one.openings, is_routing=False).hex() in text(
        PAGES["ruleset"](desk.request(), ruleset=one.ref)
    )


def shoumi(*words):
    answer = CliRunner().invoke(command, [*words], catch_exceptions=False)
    assert answer.exit_code == 0, answer.output
    return answer.stdout


def test_a_command_drafts_approves_lists_writes_the_file_and_reads(desk, host, now, monkeypatch):
    believe(monkeypatch)
    monkeypatch.setattr(clock, "now", lambda: desk.at)
    told = ["--openings", OPENED, "--as", desk.operations, "--json"]
    made = json.loads(shoumi("draft", *told))
    assert made["state"] == State.DRAFT
    shoumi("approve", "1", "--as", desk.security, "--json")
    file = shoumi("rules", "1")
    assert file == firewall.text(firewall.openings(OPENED), is_routing=False)
    host.has()
    read = json.loads(shoumi("read", "--as", desk.operations, "--json"))
    assert read["seen"] == Seen.AS_APPROVED
    (row,) = json.loads(shoumi("list", "--json"))["rulesets"]
    assert (row["ref"], row["state"]) == (made["ref"], State.IN_FORCE)


@pytest.mark.parametrize(("kept", "code"), [(True, 0), (False, 1)])
def test_the_command_that_applies_says_what_became_of_it(tmp_path, monkeypatch, kept, code):
    file = tmp_path / "rules.nft"
    file.write_text(firewall.text([], is_routing=False), "utf-8")
    monkeypatch.setattr(application, "require", lambda text: None)
    monkeypatch.setattr(application, "apply", lambda text, **given: Applied(kept))
    answer = CliRunner().invoke(command, ["apply", str(file)])
    assert answer.exit_code == code
    assert firewall.digest([], is_routing=False).hex() in answer.stderr


def test_the_job_of_the_minute_reads_and_survives_rows_that_were_altered(desk, host, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: desk.at)
    desk.approved()
    host.has()
    jobs.read_due.func()
    assert HostReading.objects.get().seen == Seen.AS_APPROVED
    RuleSet.objects.update(opened=[])
    assert jobs.read_now() is None


@pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
def test_the_api_drafts_lists_and_shows(desk, now):
    caller = program(desk.operations, Scope.READ, Scope.WRITE)
    made = caller.done("/firewall", {"openings": OPENED, "is_routing": False})
    listed = caller.told("/firewall")["items"]
    assert [one["ref"] for one in listed] == [made["ref"]]
    one = caller.told(f"/firewall/{made['ref']}")
    assert [each["port"] for each in one["opened"]] == [22, 443]
    assert queries.listed().count() == 1
