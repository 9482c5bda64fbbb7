"""An error of ours on the command line: one line for whoever mends it, words for whoever typed."""

from __future__ import annotations

import json

import pytest

from shoumi.base.accounts.models import Person
from shoumi.doors.cli.tests import cast as people

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
CANARY = "张三 15400001234"


@pytest.fixture
def breaks(house, monkeypatch):
    def fail(*args, **more):
        raise KeyError(CANARY)

    monkeypatch.setattr(Person.objects, "filter", fail)


def test_its_line_has_the_words_of_the_command_and_never_a_value(breaks, shoumi, caplog):
    found = shoumi("person", "show", CANARY)
    (line,) = [one.getMessage() for one in caplog.records if one.name == "shoumi.errors"]
    told = json.loads(line)
    assert (told["door"], told["place"]) == ("command", "person show")
    assert told["class"] == "builtins.KeyError"
    assert CANARY not in line
    assert found.exit_code == 1
    assert told["id"] in found.err
    assert CANARY not in found.err
    assert "Traceback" not in found.err


def test_a_program_is_told_a_document(breaks, shoumi, caplog):
    found = shoumi("person", "show", people.DPO, "--json")
    told = json.loads(found.err.splitlines()[-1])
    assert told["code"] == "api.bug"
    assert found.out == ""


def test_wrong_use_is_told_as_before(house, shoumi, caplog):
    assert shoumi("person", "show", "--no-such").exit_code == 2
    assert [one for one in caplog.records if one.name == "shoumi.errors"] == []
