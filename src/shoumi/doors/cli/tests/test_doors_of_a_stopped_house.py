"""``shoumi doors`` while the ledger is sealed: every door is shut, why, and who mends it where."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from shoumi.base.ledger import seal
from shoumi.doors.cli import doors as command
from shoumi.doors.web.tests.conftest import house as on_its_second_day

__all__ = ["on_its_second_day"]
pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


@pytest.fixture
def house(on_its_second_day):
    return on_its_second_day


def by_command(*words):
    done = CliRunner().invoke(command.command, words)
    assert done.exit_code == 0, done.output
    return done.output


def test_program_and_terminal_say_that_every_door_is_shut(house, monkeypatch):
    seal.path().write_text("1 leaf_hash_wrong\n")
    told = json.loads(by_command("--json"))["doors"]
    assert {one["state"] for one in told} == {"shut"}
    held = [one["demands"][0] for one in told]
    assert {(one["id"], one["state"], one["reason"], one["who"], one["for"]) for one in held} == {
        ("12.2", "FAIL", "ledger.sealed", "OPS", "all")
    }
    for lang, says in (("zh", "账本被改动过"), ("en", "found altered")):
        monkeypatch.setenv("SHOUMI_LANG", lang)
        monkeypatch.setattr(command, "_PLAIN_WIDTH", 1000)
        shown = by_command()
        assert says in shown
        assert "shoumi ledger verify" in shown
