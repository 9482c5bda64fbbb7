"""Sealing: who may ask for it, when and for what, and what is left where it breaks."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.deals import services as deals
from shoumi.base.deals.errors import NoSuchDeal, StageNotOpen, StageOver
from shoumi.base.deals.rules import PartyRole, SuspendReason
from shoumi.base.gate import disclosure
from shoumi.base.gate.tasks import NoSuchTask, close_task
from shoumi.base.handover import package_builder
from shoumi.base.handover import services as handover
from shoumi.base.handover.errors import (
    NobodyToSend,
    WrongRecipient,
    WrongTask,
)
from shoumi.base.handover.models import Package
from shoumi.base.handover.packages import encryption
from shoumi.base.handover.packages.errors import RecipientRefused
from shoumi.base.ledger import writer
from shoumi.base.registry import Agreed
from shoumi.chapters.compliance import rules as risks
from shoumi.core.gate import Act, GateClosed
from shoumi.core.gate.policy import OWED, Code
from shoumi.core.milestones import Standing
from shoumi.core.refs import Ref
from shoumi.core.terms import DealType, Purpose
from shoumi.core.vault import batches
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handover_house import (
    FIVE,
    KEY,
    expected,
    files,
    rows,
    unsealed,
)
from shoumi.doors.tests.house import person, told, values

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


# Who, when, for what, to whom


@pytest.mark.parametrize("standing", [s for s in Standing if s is not Standing.OPEN])
def test_nothing_is_sealed_before_the_milestone_opens_or_after(handing, standing):
    handing.stand(standing)
    error = unsealed(handing, StageNotOpen, lambda: handing.seal(FIVE))
    is_over = standing in (Standing.DONE, Standing.WAIVED)
    assert isinstance(error, StageOver) == is_over
    assert (error.facts["stage"], error.facts["who"]) == ("data_handover", "DPO")


@pytest.mark.parametrize(
    "name",
    [people.BUYER, people.SELLER, people.SUPERVISOR, people.HEAD, people.CONSULTANT, people.HOLDER],
)
def test_who_may_not_seal(handing, name):
    with pytest.raises(NotPermitted):
        handing.seal(FIVE, actor=handing.house[name])
    assert files() == []


# What is owed to a person has no task that exports (``base.gate.tasks``).
@pytest.mark.parametrize("purpose", [p for p in Purpose if p not in {Purpose.HANDOVER, *OWED}])
def test_a_task_of_another_purpose_moves_nobody(handing, purpose):
    """The gate asks for the instrument where data is handed over, so the task must say so."""
    task = handing.house.task(purpose=purpose, acts=(Act.EXPORT,))
    unsealed(handing, WrongTask, lambda: handing.seal(Agreed(8, 0), task=task))


@pytest.mark.both
def test_a_task_of_another_deal_moves_nobody(handing):
    house, home = handing.house, handing.house.deal
    house.deal = house.new_deal(DealType.MERGER)
    foreign = house.task(purpose=Purpose.HANDOVER, acts=(Act.EXPORT,))
    strangers = house.keep(person(9))
    house.deal = home
    unsealed(handing, WrongTask, lambda: handing.seal(FIVE, task=foreign, subjects=strangers))


@pytest.mark.both
def test_a_task_that_is_over_moves_nobody_and_the_refusal_is_evidence(handing):
    close_task(task=handing.task, actor=handing.house.dpo, at=handing.house.at)
    unsealed(handing, GateClosed, lambda: handing.seal(Agreed(0, 0)), is_recorded=False)
    assert told("gate.decided")[-1].facts["why"] == Code.TASK_CLOSED


@pytest.mark.both
def test_strangers_among_the_people_stay_where_they_are(handing):
    (stranger,) = handing.house.keep(person(9), deal=handing.house.new_deal())
    package = handing.seal(FIVE, subjects=[stranger, Ref("sub-nobody"), *handing.people])
    assert package.rows == 5


@pytest.mark.both
def test_nothing_is_sealed_for_whom_nobody_was_told_of(handing):
    wrong = [
        handing.party(PartyRole.VENDOR, name="另一家虚构公司"),
        Ref("party-nobody"),
        handing.house.buyer,
    ]
    for recipient in wrong:
        unsealed(handing, WrongRecipient, lambda to=recipient: handing.seal(FIVE, recipient=to))
    assert told("gate.revealed") == []


@pytest.mark.both
def test_a_data_set_meant_for_another_recipient_does_not_go_along(handing):
    other = handing.party(PartyRole.TE, name="另一家虚构公司")
    handing.data_set("staff", other)
    handing.house.assess(risks.Scope.TRANSFER)  # another recipient: the one of before is stale
    unsealed(handing, WrongRecipient, lambda: handing.seal(FIVE, recipient=other))


@pytest.mark.parametrize("fields", [["name", "id_number"], ["id_number"], ["shoe_size"]])
def test_a_field_that_is_not_in_the_task_does_not_leave(handing, fields):
    unsealed(
        handing,
        GateClosed,
        lambda: handing.seal(Agreed(0, 0), fields=fields),
        is_recorded=False,
    )


def test_only_the_fields_asked_for_leave(handing):
    package = handing.seal(FIVE, fields=["name"])
    assert rows(package, handing) == [{"name": values(n)["name"]} for n in range(5)]


@pytest.mark.both
def test_a_suspended_deal_seals_nothing(handing):
    house = handing.house
    deals.suspend(deal=house.deal, reason=next(iter(SuspendReason)), actor=house.dpo, at=house.at)
    unsealed(handing, GateClosed, lambda: handing.seal(Agreed(0, 0)), is_recorded=False)


def test_what_cannot_be_sealed_to_is_refused_before_a_value_is_read(handing, monkeypatch):
    monkeypatch.setattr(batches, "reveal", lambda *_: pytest.fail("an envelope was opened"))
    for key in ("age1nobody", "ssh-rsa AAAA", "AGE-SECRET-KEY-1"):
        unsealed(
            handing, RecipientRefused, lambda at=key: handing.seal(FIVE, key=at), is_recorded=False
        )


def test_there_must_be_people_a_deal_and_a_task(handing):
    unsealed(handing, NobodyToSend, lambda: handing.seal(FIVE, subjects=[]), is_recorded=False)
    for error, more in (
        (NoSuchDeal, {"deal": Ref("deal-none")}),
        (NoSuchTask, {"task": Ref("task-none")}),
    ):
        unsealed(handing, error, lambda given=more: handing.seal(FIVE, **given), is_recorded=False)


# What is left where it breaks


FAULTS = [
    (package_builder.packages, "pack_age"),
    (encryption.os, "link"),
    (handover, "rows"),
    (handover.release_checks, "require_all"),
    (Package.objects, "create"),
]


@pytest.mark.both(one_in=3)
@pytest.mark.parametrize("error", [OSError, DatabaseError, KeyboardInterrupt])
@pytest.mark.parametrize(("where", "name"), FAULTS, ids=[name for _, name in FAULTS])
def test_no_file_is_left_without_a_row(handing, where, name, error, monkeypatch):
    plain = getattr(where, name)

    def broken(*given, **more):
        # At its end: what the step does is done.
        plain(*given, **more)
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(where, name, broken)
        with pytest.raises(error):
            handing.seal(FIVE)
    assert (Package.objects.count(), files(), told("package.sealed")) == (0, [], [])
    assert handing.seal(FIVE).rows == 5


@pytest.mark.both
def test_the_folder_that_cannot_be_synced_leaves_no_file(handing, monkeypatch):
    """Written, renamed, and then not known to be durable."""
    plain, folder = os.fsync, handover.folder().resolve()

    def broken(handle):
        if Path(f"/proc/self/fd/{handle}").resolve() == folder:
            raise OSError(errno.EIO, "refused")
        plain(handle)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", broken)
        with pytest.raises(OSError, match="refused"):
            handing.seal(FIVE)
    assert (Package.objects.count(), files()) == (0, [])


@pytest.mark.both
def test_a_file_whose_row_committed_stays(handing, monkeypatch):
    """Interrupted between the commit and the answer."""
    plain = handover._record_sealed

    def broken(*given):
        plain(*given)
        raise KeyboardInterrupt

    monkeypatch.setattr(handover, "_record_sealed", broken)
    with pytest.raises(KeyboardInterrupt):
        handing.seal(FIVE)
    package = Package.objects.get()
    assert files() == [package.file_name]
    assert rows(package, handing) == expected(0, 1, 2, 3, 4)


@pytest.mark.both
def test_a_ledger_that_refuses_leaves_nothing(handing, monkeypatch):
    plain = writer.record

    def broken(event, **more):
        if event.tag == "package.sealed":
            raise DatabaseError
        return plain(event, **more)

    monkeypatch.setattr(writer, "record", broken)
    with pytest.raises(DatabaseError):
        handing.seal(FIVE)
    assert (Package.objects.count(), files()) == (0, [])


@pytest.mark.both
def test_the_database_holds_no_package_that_does_not_add_up(handing):
    package = handing.seal(FIVE)
    for wrong in ({"rows": 4}, {"consented": 6}, {"withdrawn": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Package.objects.filter(ref=package.ref).update(**wrong)


@pytest.mark.both
def test_sealing_is_not_begun_where_it_could_be_rolled_back(handing):
    with transaction.atomic(), pytest.raises((RuntimeError, disclosure.NotDurable)):
        handing.seal(FIVE)
    assert files() == []


def test_a_key_says_nothing_of_what_is_inside(handing):
    package = handing.seal(FIVE)
    again = handing.seal(FIVE)
    assert package.sha256 != again.sha256
    assert KEY.encode() not in (handover.folder() / package.file_name).read_bytes()
