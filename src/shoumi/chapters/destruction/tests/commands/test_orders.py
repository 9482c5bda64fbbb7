"""``shoumi destroy``: what is held goes, under two witnesses."""

from __future__ import annotations

import pytest

from shoumi.doors.cli.tests import cast as people
from shoumi.doors.tests import carried_proofs

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])


@pytest.mark.both
def test_the_expired_are_destroyed_before_two_witnesses(stocked, yes, no, shoumi, tmp_path):
    order = yes("destroy", "propose", stocked, "--expired", "--as", people.DPO)
    assert (order["number"], order["count"], order["basis"]) == ("DR-001", 1, "EXPIRED")
    run = ("destroy", "run", "DR-001", "--as", people.OPERATIONS)
    assert shoumi(*run).exit_code == 2
    no(*run, "--yes")
    no("destroy", "certificate", "1", "--as", people.DPO)
    for name in (people.OPERATIONS, people.SECURITY):
        yes("destroy", "confirm", "1", "--as", name)
    done = yes(*run, "--yes")
    assert (done["state"], done["keys_erased"]) == ("VERIFIED", 1)
    out = tmp_path / "DR-001.pdf"
    yes("destroy", "certificate", "1", "-o", out, "--as", people.DPO)
    assert shoumi("verify", out).exit_code == 0
    out.with_suffix(".tlog-proof").unlink()
    assert shoumi("verify", out).exit_code == 0
    out.write_bytes(carried_proofs.stored(out.read_bytes()))
    undecided = shoumi("verify", out)
    assert (undecided.exit_code, "还不能判断" in undecided.out) == (1, True)
    no("destroy", "certificate", "1", "--stage", "2", "--as", people.DPO)
    assert yes("subject", "list", stocked)["counts"] == {"ACTIVE": 4, "DESTROYED": 1}
    assert "DR-001" in shoumi("destroy", "list", stocked).out


def test_a_hold_forbids_destruction_until_it_is_lifted(stocked, yes, no, shoumi, tmp_path):
    who = yes("subject", "list", stocked, "--limit", "1")["subjects"][0]["ref"]
    names = tmp_path / "names.txt"
    names.write_text(who + "\n")
    hold = yes(
        "destroy", "hold", stocked, "--subject", who, "--cause", "dispute", "--as", people.LEGAL
    )["ref"]
    propose = ("destroy", "propose", stocked, "--subjects", names, "--as", people.DPO)
    assert shoumi(*propose).exit_code == 2
    no(*propose, "--basis", "requested")
    assert hold in shoumi("destroy", "list", stocked).out
    yes("destroy", "lift", hold, "--yes", "--as", people.LEGAL)
    assert yes(*propose, "--basis", "requested")["count"] == 1


def test_what_was_broken_off_is_resumed_and_what_came_back_destroyed_again(stocked, yes):
    assert yes("destroy", "resume", "--yes")["count"] == 0
    assert yes("destroy", "replay", "--yes")["count"] == 0


SAID = (
    "--items", "L2 notes", "--count", "3", "--copies", "1", "--method", "overwritten",
    "--on", "2026-08-01",
)  # fmt: skip


def test_a_recipient_owes_a_certificate_and_signs_it(stocked, yes, no, paper):
    sign = ("destroy", "sign", stocked, "TE", *SAID, "--as")
    no(*sign, people.BUYER)
    yes("destroy", "expect", stocked, "TE", "--due", "2026-12-04", "--as", people.DPO)
    unsigned = ("destroy", "receive", stocked, "TE", paper, *SAID, "--as", people.BUYER)
    assert "没有接收方的有效签名" in no(*unsigned)
    no(*sign, people.DPO)
    yes(*sign, people.BUYER)
    no(*sign, people.BUYER)
