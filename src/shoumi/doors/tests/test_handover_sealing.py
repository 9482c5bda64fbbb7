"""Sealing: who leaves, what must add up, and what is left where it does not."""

from __future__ import annotations

import errno
import json
import os
import subprocess
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.deals import services as deals
from shoumi.base.deals.errors import NoSuchDeal
from shoumi.base.deals.rules import PartyRole, SuspendReason
from shoumi.base.gate import opening
from shoumi.base.gate.tasks import NoSuchTask, close_task
from shoumi.base.handover import packages, packing
from shoumi.base.handover import services as handover
from shoumi.base.handover.errors import (
    HandoverNotOpen,
    NobodyToSend,
    SomeoneLeft,
    WrongRecipient,
    WrongTask,
)
from shoumi.base.handover.models import Package
from shoumi.base.handover.packages import sealing
from shoumi.base.handover.packages.errors import NotReconciled, RecipientRefused, WillNotOpen
from shoumi.base.handover.services import Agreed
from shoumi.base.ledger import reader, writer
from shoumi.base.subjects.models import State
from shoumi.base.subjects.services import change_state
from shoumi.base.vault import keys
from shoumi.chapters.consent.models import Consent
from shoumi.core.gate import Act, GateClosed
from shoumi.core.gate.policy import Code
from shoumi.core.milestones import Standing
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState, DealType, Purpose
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handing import (
    IDENTITY,
    KEY,
    asked_for_consent,
    files,
    position_of,
    told_of_succession,
)
from shoumi.doors.tests.house import FIELDS, person, told, values
from shoumi.doors.tests.test_storing import in_the_clear

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]

FIVE = Agreed(5, 0)


@pytest.fixture
def handing(house):
    return asked_for_consent(house)


def refused(handing, error, act, *, is_recorded=True):
    """Refused, recorded where it is the handover's own no, and nothing is sealed."""
    before = len(told("package.refused"))
    with pytest.raises(error) as caught:
        act()
    lines = told("package.refused")[before:]
    assert [line.facts["why"] for line in lines] == [caught.value.code] * is_recorded
    assert all(line.deal == line.about == handing.house.deal for line in lines)
    assert (Package.objects.count(), files(), told("package.sealed")) == (0, [], [])
    return caught.value


def rows(package, handing):
    return handing.opened(package).rows()


def expected(*numbers):
    return [{code: values(n)[code] for code in sorted(FIELDS)} for n in numbers]


def test_who_agreed_leaves_and_nobody_else(handing):
    package = handing.seal(FIVE)
    assert (package.rows, package.consented, package.withdrawn) == (5, 5, 0)
    assert rows(package, handing) == expected(0, 1, 2, 3, 4)


def test_who_withdrew_stays(handing):
    handing.withdraw(handing.people[1])
    package = handing.seal(Agreed(5, 1))
    assert rows(package, handing) == expected(0, 2, 3, 4)


def test_in_a_succession_who_was_reached_moves_the_sealed_archive_too_and_who_objected_stays(house):
    handing = told_of_succession(house)
    package = handing.seal(Agreed(7, 1))
    assert rows(package, handing) == expected(1, 2, 3, 4, 5, 6)


def test_the_entry_tells_the_counts_and_commits_to_pseudonyms(handing):
    package = handing.seal(FIVE)
    (line,) = told("package.sealed")
    assert (line.about, line.actor, line.deal) == (
        package.ref,
        handing.house.dpo,
        handing.house.deal,
    )
    assert line.facts == {
        "package": package.sha256,
        "recipient": handing.recipient,
        "consented": 5,
        "withdrawn": 0,
        "sent": 5,
    }
    written = list(reader.rows(position_of("package.sealed")))
    assert [json.loads(row) for row in written] == [
        {"subject": keys.pseudonym(ref)} for ref in handing.people[:5]
    ]
    bodies = b"".join(entry.body for entry in reader.entries()) + b"".join(written)
    assert not any(ref.encode() in bodies for ref in handing.people)


def test_the_stock_age_command_opens_it_and_the_rows_are_equal(handing, tmp_path):
    package = handing.seal(FIVE)
    key, out = tmp_path / "key.txt", tmp_path / "one.tar"
    key.write_text(f"{IDENTITY}\n")
    sealed = handover.folder() / package.file_name
    command = ["age", "-d", "-i", str(key), "-o", str(out), str(sealed)]
    subprocess.run(command, check=True)
    subprocess.run(["tar", "-xf", str(out), "-C", str(tmp_path)], check=True)
    manifest = json.loads((tmp_path / "MANIFEST.json").read_bytes())
    assert (manifest["rows"], manifest["package"]) == (5, package.ref)
    told_files = {row["path"]: row["bytes"] for row in manifest["files"]}
    assert all((tmp_path / name).stat().st_size == size for name, size in told_files.items())
    (sheet,) = tmp_path.rglob("*.csv")
    assert sheet.read_text("utf-8-sig").count("154") == 5
    assert packages.digest_of(sealed) == package.sha256


def test_an_rsa_recipient_opens_it_with_openssl(handing, tmp_path):
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:3072",
        "-nodes",
        "-subj",
        "/CN=buyer.example",
    ]
    subprocess.run([*made, "-keyout", key, "-out", cert], check=True, capture_output=True)
    package = handing.seal(FIVE, key=cert.read_text())
    assert package.file_name.endswith(".tar.p7m")
    out = tmp_path / "one.tar"
    command = ["openssl", "cms", "-decrypt", "-inform", "DER", "-inkey", key, "-recip", cert]
    sealed = handover.folder() / package.file_name
    subprocess.run([*command, "-in", sealed, "-out", out], check=True)
    subprocess.run(["tar", "-xf", out, "-C", tmp_path], check=True)
    assert json.loads((tmp_path / "MANIFEST.json").read_bytes())["rows"] == 5


def test_nobody_but_the_recipient_opens_it_nor_the_house_itself(handing):
    package = handing.seal(FIVE)
    sealed = (handover.folder() / package.file_name).read_bytes()
    other = packages.opening.pyrage.x25519.Identity.generate()
    with pytest.raises(WillNotOpen):
        packages.open_age(sealed, str(other))
    for place in (0, len(sealed) // 2, len(sealed) - 1):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(WillNotOpen):
            packages.open_age(bytes(changed), str(IDENTITY))
    with pytest.raises(WillNotOpen):
        packages.open_age(sealed[: len(sealed) // 2], str(IDENTITY))


def test_no_value_is_in_the_home_in_the_clear(handing, home):
    package = handing.seal(FIVE)
    handing.release(package)
    wanted = [text for n in range(8) for text in values(n).values()]
    assert in_the_clear(wanted) == set()
    forms = [text.encode(code) for text in wanted for code in ("utf-8", "gb18030", "utf-16-le")]
    kept = [path for path in home.rglob("*") if path.is_file()]
    assert handover.folder() / package.file_name in kept
    assert [path for path in kept if any(form in path.read_bytes() for form in forms)] == []


def test_a_package_lies_where_only_the_house_reads(handing):
    package = handing.seal(FIVE)
    assert handover.folder().stat().st_mode & 0o777 == 0o700
    assert (handover.folder() / package.file_name).stat().st_mode & 0o777 == 0o600
    assert files() == [package.file_name]


# What must add up


@pytest.mark.parametrize("agreed", [Agreed(4, 0), Agreed(6, 0), Agreed(5, 1), Agreed(0, 0)])
def test_a_count_that_does_not_add_up_never_becomes_a_file(handing, agreed):
    error = refused(handing, NotReconciled, lambda: handing.seal(agreed))
    assert error.facts["sent"] == 5
    assert told("gate.revealed") == []


@pytest.mark.parametrize("agreed", [Agreed(-5, -10), Agreed(4, -1)])
def test_counts_are_numbers_of_people(handing, agreed):
    refused(handing, NotReconciled, lambda: handing.seal(agreed))


def test_a_yes_that_came_after_the_count_stops_the_sealing(handing):
    """Counted before, asked after."""
    no = Consent.objects.get(subject=handing.people[5], state=ConsentState.REFUSED)
    no.state = ConsentState.GIVEN
    no.save()
    error = refused(handing, NotReconciled, lambda: handing.seal(FIVE))
    assert error.facts["sent"] == 6


def test_a_withdrawal_between_asking_and_opening_stops_the_sealing(handing, monkeypatch):
    plain = opening.open_many

    def late(asked, subjects):
        handing.withdraw(handing.people[0])
        return plain(asked, subjects)

    monkeypatch.setattr(opening, "open_many", late)
    error = refused(handing, NotReconciled, lambda: handing.seal(FIVE))
    assert error.facts["sent"] == 4


def test_a_withdrawal_while_values_are_read_stops_the_sealing(handing, monkeypatch):
    plain = packing.pack

    def late(opened, **more):
        handing.withdraw(handing.people[0])
        return plain(opened, **more)

    monkeypatch.setattr(packing, "pack", late)
    refused(handing, GateClosed, lambda: handing.seal(FIVE), is_recorded=False)
    assert told("gate.decided")[-1].facts["why"] == Code.NO_INSTRUMENT


def test_a_withdrawal_after_the_file_is_written_stops_the_sealing(handing, monkeypatch):
    plain = packing.pack

    def late(opened, **more):
        packed = plain(opened, **more)
        handing.withdraw(handing.people[0])
        return packed

    monkeypatch.setattr(packing, "pack", late)
    error = refused(handing, SomeoneLeft, lambda: handing.seal(FIVE))
    assert error.facts == {"count": 1}


def test_a_row_that_was_lost_on_the_way_stops_the_sealing(handing, monkeypatch):
    plain = packing.pack
    monkeypatch.setattr(packing, "pack", lambda opened, **more: plain(list(opened)[1:], **more))
    refused(handing, NotReconciled, lambda: handing.seal(FIVE))


def test_nobody_is_sent_twice(handing):
    package = handing.seal(FIVE, subjects=[*handing.people, *handing.people[:3]])
    assert rows(package, handing) == expected(0, 1, 2, 3, 4)


@pytest.mark.parametrize("state", [State.FROZEN, State.EXCLUDED, State.EXPIRED])
def test_a_yes_of_someone_who_rests_or_left_moves_nobody(handing, state):
    change_state(
        deal=handing.house.deal,
        subjects=handing.people[:1],
        to=state,
        duty="8.1",
        actor=handing.house.dpo,
        at=handing.house.at,
    )
    refused(handing, NotReconciled, lambda: handing.seal(FIVE))
    assert rows(handing.seal(Agreed(5, 1)), handing) == expected(1, 2, 3, 4)


# Who, when, for what, to whom


@pytest.mark.parametrize("standing", [s for s in Standing if s is not Standing.OPEN])
def test_nothing_is_sealed_before_the_milestone_opens_or_after(handing, standing):
    handing.stand(standing)
    refused(handing, HandoverNotOpen, lambda: handing.seal(FIVE))


@pytest.mark.parametrize(
    "name",
    [people.BUYER, people.SELLER, people.SUPERVISOR, people.HEAD, people.CONSULTANT, people.HOLDER],
)
def test_who_may_not_seal(handing, name):
    with pytest.raises(NotPermitted):
        handing.seal(FIVE, actor=handing.house[name])
    assert files() == []


@pytest.mark.parametrize("purpose", [p for p in Purpose if p is not Purpose.HANDOVER])
def test_a_task_of_another_purpose_moves_nobody(handing, purpose):
    """The gate asks for the instrument where data is handed over, so the task must say so."""
    task = handing.house.task(purpose=purpose, acts=(Act.EXPORT,))
    refused(handing, WrongTask, lambda: handing.seal(Agreed(8, 0), task=task))


def test_a_task_of_another_deal_moves_nobody(handing):
    house, home = handing.house, handing.house.deal
    house.deal = house.new_deal(DealType.MERGER)
    foreign = house.task(purpose=Purpose.HANDOVER, acts=(Act.EXPORT,))
    strangers = house.keep(person(9))
    house.deal = home
    refused(handing, WrongTask, lambda: handing.seal(FIVE, task=foreign, subjects=strangers))


def test_a_task_that_is_over_moves_nobody_and_the_refusal_is_evidence(handing):
    close_task(task=handing.task, actor=handing.house.dpo, at=handing.house.at)
    refused(handing, GateClosed, lambda: handing.seal(Agreed(0, 0)), is_recorded=False)
    assert told("gate.decided")[-1].facts["why"] == Code.TASK_CLOSED


def test_strangers_among_the_people_stay_where_they_are(handing):
    (stranger,) = handing.house.keep(person(9), deal=handing.house.new_deal())
    package = handing.seal(FIVE, subjects=[stranger, Ref("sub-nobody"), *handing.people])
    assert package.rows == 5


def test_nothing_is_sealed_for_whom_nobody_was_told_of(handing):
    wrong = [
        handing.party(PartyRole.VENDOR, name="另一家虚构公司"),
        Ref("party-nobody"),
        handing.house.buyer,
    ]
    for recipient in wrong:
        refused(handing, WrongRecipient, lambda to=recipient: handing.seal(FIVE, recipient=to))
    assert told("gate.revealed") == []


def test_a_data_set_meant_for_another_recipient_does_not_go_along(handing):
    other = handing.party(PartyRole.TE, name="另一家虚构公司")
    handing.data_set("staff", other)
    refused(handing, WrongRecipient, lambda: handing.seal(FIVE, recipient=other))


@pytest.mark.parametrize("fields", [["name", "id_number"], ["id_number"], ["shoe_size"]])
def test_a_field_that_is_not_in_the_task_does_not_leave(handing, fields):
    refused(
        handing,
        GateClosed,
        lambda: handing.seal(Agreed(0, 0), fields=fields),
        is_recorded=False,
    )


def test_only_the_fields_asked_for_leave(handing):
    package = handing.seal(FIVE, fields=["name"])
    assert rows(package, handing) == [{"name": values(n)["name"]} for n in range(5)]


def test_a_suspended_deal_seals_nothing(handing):
    house = handing.house
    deals.suspend(deal=house.deal, reason=next(iter(SuspendReason)), actor=house.dpo, at=house.at)
    refused(handing, GateClosed, lambda: handing.seal(Agreed(0, 0)), is_recorded=False)


def test_what_cannot_be_sealed_to_is_refused_before_a_value_is_read(handing, monkeypatch):
    monkeypatch.setattr(opening, "_decrypt", lambda *_: pytest.fail("an envelope was opened"))
    for key in ("age1nobody", "ssh-rsa AAAA", "AGE-SECRET-KEY-1"):
        refused(
            handing, RecipientRefused, lambda at=key: handing.seal(FIVE, key=at), is_recorded=False
        )


def test_there_must_be_people_a_deal_and_a_task(handing):
    refused(handing, NobodyToSend, lambda: handing.seal(FIVE, subjects=[]), is_recorded=False)
    for error, more in (
        (NoSuchDeal, {"deal": Ref("deal-none")}),
        (NoSuchTask, {"task": Ref("task-none")}),
    ):
        refused(handing, error, lambda given=more: handing.seal(FIVE, **given), is_recorded=False)


# What is left where it breaks


FAULTS = [
    (packing.packages, "pack_age"),
    (sealing.os, "link"),
    (handover, "pseudonyms"),
    (handover.leaving, "require_all"),
    (Package.objects, "create"),
]


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


def test_the_database_holds_no_package_that_does_not_add_up(handing):
    package = handing.seal(FIVE)
    for wrong in ({"rows": 4}, {"consented": 6}, {"withdrawn": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Package.objects.filter(ref=package.ref).update(**wrong)


def test_sealing_is_not_begun_where_it_could_be_rolled_back(handing):
    with transaction.atomic(), pytest.raises((RuntimeError, opening.NotDurable)):
        handing.seal(FIVE)
    assert files() == []


def test_a_key_says_nothing_of_what_is_inside(handing):
    package = handing.seal(FIVE)
    again = handing.seal(FIVE)
    assert package.sha256 != again.sha256
    assert KEY.encode() not in (handover.folder() / package.file_name).read_bytes()
