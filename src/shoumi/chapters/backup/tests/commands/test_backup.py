"""``shoumi backup``: set up, copy, verify, list; a demo keeps within itself."""

from __future__ import annotations

import pyrage
import pytest
from django.conf import settings

from shoumi.base.approvals.models import Approval
from shoumi.doors.cli.tests import cast as people

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])


def test_copies_are_made_looked_through_and_listed(stocked, yes, no, shoumi, tmp_path):
    home = settings.SHOUMI_HOME
    assert "shoumi backup add" in shoumi("backup", "list").out
    no("backup", "create", "--as", people.OPERATIONS)
    key = str(pyrage.x25519.Identity.generate().to_public())
    name = ("backup", "recipient", "--name", "保险柜", "--key", key, "--as", people.SECURITY)
    assert shoumi(*name).exit_code == 1
    asked = Approval.objects.get(state="open").ref
    yes("approval", "approve", asked, "--as", people.DPO)
    yes(*name)
    place = home / "copies/place"
    place.mkdir(parents=True)
    given = ("--kind", "folder", "--medium", "disk", "--site", "机房", "--evidence", "合同")
    add = ("backup", "add", "--name", "一号", *given, "--in-china", "--as", people.OPERATIONS)
    no(*add, "--address", tmp_path)
    target = yes(*add, "--address", place)["ref"]
    assert yes("backup", "create", "--as", people.OPERATIONS)["copies"] == 1
    seen = yes("backup", "verify", target, "--as", people.OPERATIONS)
    assert (seen["copies"], seen["deletion"]) == (1, "deleted")
    told = yes("backup", "list")
    (row,) = told["targets"]
    assert (row["number"], row["failure"]) == (1, "")
    assert "deletable" in row["lacks"]
    assert told["loss_seconds"] is None  # on the disk of the home: lost with it
    assert "same_place" in row["lacks"]
    assert target in shoumi("backup", "list").out
    next((place / target / "data/packs").iterdir()).unlink()
    told = shoumi("backup", "verify", target, "--as", people.OPERATIONS)
    assert told.exit_code == 1
    yes("backup", "state", target, *given[2:], "--as", people.OPERATIONS)
    yes("backup", "end", target, "--yes", "--as", people.OPERATIONS)
    assert yes("backup", "list")["targets"] == []


def test_the_status_is_there_for_a_monitor(stocked, yes):
    assert yes("backup", "list") == {"targets": [], "recipients": [], "loss_seconds": None}
