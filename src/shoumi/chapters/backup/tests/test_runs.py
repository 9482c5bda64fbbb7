"""Copies are made, looked through, missed when they are gone, and told of when they are late."""

from __future__ import annotations

import pytest
from django.db import connection

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.copies import addresses, reassembly
from shoumi.base.copies.copy_run import trusted
from shoumi.base.copies.errors import NoRecipient, PlaceUnreachable
from shoumi.base.copies.places import Deletion, Kind
from shoumi.base.ledger import reader
from shoumi.base.outbox.models import Message
from shoumi.base.row_authentication import review
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.backup import jobs, queries, rules
from shoumi.chapters.backup.models import Run, Target, Verification
from shoumi.chapters.backup.queries import NoTargetYet
from shoumi.chapters.backup.rules import Lack
from shoumi.chapters.backup.services import alarms, runs
from shoumi.chapters.backup.tests.backup_house import AWAY
from shoumi.core.backup.errors import CopyRefused, Fault
from shoumi.core.backup.manifest import Store
from shoumi.core.terms import ControlState

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])


@pytest.mark.both
def test_on_a_server_what_is_missing_is_said(desk, monkeypatch):
    desk.set_up()
    found = {desk.policy().state, desk.places().state}
    if connection.vendor == "sqlite":
        assert found == {ControlState.PASS}
        return
    assert found == {ControlState.PARTIAL}
    assert {desk.policy().reason, desk.places().reason} == {rules.SERVER_DISK}
    seen = queries.seen(desk.at)
    for one in seen:
        one.target.kind = Kind.RESTIC
    monkeypatch.setattr(queries, "seen", lambda at: seen)
    assert {desk.policy().state, desk.places().state} == {ControlState.PASS}


def test_a_real_home_reads_pass_once_it_is_set_up(desk):
    assert desk.policy().reason == rules.NO_RECIPIENT
    desk.name_key()
    assert desk.policy().reason == desk.places().reason == rules.NO_TARGET
    one = desk.add("one")
    desk.copy(one)
    assert desk.policy().reason == rules.TOO_FEW
    two = desk.add("two", AWAY)
    desk.copy(two)
    desk.verify(one, two)
    assert (desk.policy().state, desk.places().state) == (ControlState.PASS, ControlState.PASS)


def test_what_a_copy_says_is_in_the_ledger_with_the_manifests(desk):
    one, _ = desk.set_up()
    run = Run.objects.get(target=one)
    line = reader.entry(run.position).line()
    assert (line.about, line.facts["data"], line.facts["keyring"]) == (
        run.ref,
        run.data,
        run.keyring,
    )
    place = addresses.open_place("folder", str(desk.root(one).parent), "", one)
    found = reassembly.chained(place.root, Store.DATA, trusted())
    assert found[-1].sha256 == run.data
    assert found[-1].manifest.ledger_size == run.ledger_size
    assert (run.is_whole, run.number, str(run)) == (True, 1, f"{one}/1")


def test_the_home_that_was_copied_comes_back(desk, tmp_path):
    one, _ = desk.set_up()
    place = addresses.open_place("folder", str(desk.root(one).parent), "", one)
    unpacked = reassembly.unpack(
        place, identity=str(desk.identity), trusted=trusted(), into=tmp_path / "into"
    )
    assert (unpacked.into / "root.key").read_bytes() == (desk.home / "root.key").read_bytes()


def test_a_place_that_can_be_deleted_from_does_not_count(desk):
    one, two = desk.set_up()
    desk.deletion = Deletion.DELETED
    desk.verify(one)
    assert desk.places().reason == rules.UNSAFE
    assert desk.policy().reason == rules.TOO_FEW
    desk.deletion = Deletion.REFUSED
    desk.verify(one)
    assert desk.places().state is ControlState.PASS


def test_keys_that_stay_longer_than_a_day_do_not_count(desk):
    one, two = desk.set_up()
    for _ in range(5):
        desk.go(hours=6)
        desk.copy(one, two)
    desk.verify(one, two)
    seen = queries.seen(desk.at)
    assert {one.lacks for one in seen} == {(Lack.KEYS_KEPT,)}
    assert runs.prune(target=one) > 0
    desk.verify(one)
    assert queries.seen(desk.at)[0].counts


def test_a_place_that_takes_data_away_within_a_week_does_not_count(desk):
    """As a host that keeps a day of what it should keep a week of."""
    one, two = desk.set_up()
    for _ in range(9):
        desk.go(days=1)
        desk.copy(one, two)
    desk.verify(one, two)
    assert Lack.DATA_SHORT not in queries.seen(desk.at)[0].lacks
    lying = desk.root(one) / "data/manifests"
    for name in sorted(path.name for path in lying.iterdir())[:-2]:
        (lying / name).unlink()
    desk.verify(one)
    short, whole = queries.seen(desk.at)
    assert Lack.DATA_SHORT in short.lacks
    assert Lack.DATA_SHORT not in whole.lacks


@pytest.mark.parametrize("store", list(Store))
def test_damage_is_found_entered_and_stops_counting(desk, store):
    one, two = desk.set_up()
    pack = next((desk.root(one) / store / "packs").iterdir())
    content = pack.read_bytes()
    pack.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    (look,) = desk.verify(one)
    assert look.fault == Fault.PACK_CHANGED
    assert reader.entry(look.position).line().tag == "backup.found_damaged"
    assert Lack.DAMAGED in queries.seen(desk.at)[0].lacks
    assert desk.places().state is ControlState.FAIL
    assert alarms.tell(at=desk.at) == 2
    assert alarms.tell(at=desk.at) == 0


def test_copies_that_were_taken_away_are_missed_before_the_next_is_made(desk):
    one, _ = desk.set_up()
    desk.go(minutes=3)
    desk.copy(one)
    for name in ("data/manifests/0000000002.note", "keyring/manifests/0000000002.note"):
        (desk.root(one) / name).unlink()
    with pytest.raises(CopyRefused) as refused:
        desk.copy(one)
    assert refused.value.fault is Fault.ROLLED_BACK
    (look,) = desk.verify(one)
    assert look.fault == Fault.ROLLED_BACK
    target = Target.objects.get(ref=one)
    assert (target.failure, target.failing_since) == ("copies.refused", desk.at)


def test_a_look_that_found_damage_cannot_be_deleted_unseen(desk):
    one, _ = desk.set_up()
    next((desk.root(one) / "data/packs").iterdir()).unlink()
    desk.verify(one)
    Verification.objects.order_by("-id").first().delete()
    with pytest.raises(NotAuthentic):
        queries.seen(desk.at)
    assert desk.places().reason == NotAuthentic.code


def other_number(look):
    Verification.objects.filter(pk=look.pk).update(id=-1)


def other_place(look):
    Verification.objects.filter(pk=look.pk).update(position=-1, entry_position=-1)


def other_target(look):
    other = Target.objects.exclude(ref=look.target).get().ref
    Verification.objects.filter(pk=look.pk).update(target=other)


def swapped(look):
    first = Verification.objects.filter(target=look.target).order_by("position").first()
    for old, new in ((look.pk, -1), (first.pk, look.pk), (-1, first.pk)):
        Verification.objects.filter(pk=old).update(id=new)


@pytest.mark.parametrize("hide", [other_number, other_place, other_target, swapped])
def test_a_look_that_found_damage_hides_behind_no_other(desk, hide):
    one, two = desk.set_up()
    next((desk.root(one) / "data/packs").iterdir()).unlink()
    (look,) = desk.verify(one)
    desk.verify(two)
    assert desk.policy().reason == rules.TOO_FEW
    hide(look)
    assert desk.policy().state is ControlState.FAIL
    is_sound = all(one.is_sound for one in review.review())
    assert desk.policy().reason == (rules.TOO_FEW if is_sound else NotAuthentic.code)


def test_a_copy_that_was_invented_is_seen(desk):
    desk.set_up()
    desk.go(hours=30)
    Run.objects.update(sentinel_at=desk.at)
    assert desk.policy().reason == NotAuthentic.code


def test_a_place_that_is_away_fails_and_is_told_of_until_it_is_back(desk):
    one, two = desk.set_up()
    root = desk.root(one)
    root.rename(root.with_name("away"))
    since = desk.go(minutes=3)
    for _ in range(2):
        with pytest.raises(PlaceUnreachable):
            desk.copy(one)
        desk.go(minutes=3)
    assert Target.objects.get(ref=one).failing_since == since
    assert alarms.tell(at=desk.at) == 0
    desk.go(minutes=30)
    desk.copy(two)
    assert alarms.tell(at=desk.at) == 2
    assert {message.to for message in Message.objects.all()} == {"role-ops", "role-sec"}
    assert alarms.tell(at=desk.go(minutes=3)) == 0
    root.with_name("away").rename(root)
    desk.copy(one)
    assert Target.objects.get(ref=one).failing_since is None
    assert alarms.tell(at=desk.at) == 0


def test_without_a_key_nothing_is_copied(desk):
    one = desk.add()
    with pytest.raises(NoRecipient):
        desk.copy(one)


def test_others_may_not(desk):
    one, _ = desk.set_up()
    for do in (runs.copy, runs.verify):
        with pytest.raises(NotPermitted):
            do(target=one, actor=desk.legal, at=desk.at)
    with pytest.raises(NotPermitted):
        runs.ask(actor=desk.legal, at=desk.at)
    runs.ask(actor=desk.ops, at=desk.at)


def test_there_is_nothing_to_ask_for_without_a_place(desk):
    with pytest.raises(NoTargetYet):
        runs.ask(actor=desk.ops, at=desk.at)


def test_a_worker_copies_everywhere_and_goes_on_where_one_fails(desk, monkeypatch):
    one, two = desk.set_up()
    monkeypatch.setattr(jobs.clock, "now", lambda: desk.at)
    desk.go(minutes=40)
    root = desk.root(one)
    root.rename(root.with_name("away"))
    jobs.copy_due.func()
    assert [run.number for run in Run.objects.filter(target=two).order_by("id")] == [1, 2]
    assert Run.objects.filter(target=one).count() == 1
    assert Message.objects.count() == 2
    root.with_name("away").rename(root)
    jobs.verify_due.func()
    jobs.prune_due.func()
    jobs.verify_one.func(target=str(two))
    assert Verification.objects.filter(target=two).count() == 3
    assert jobs.copy_now(desk.ops)[0].target == one
    assert jobs.verify_now(two, desk.ops).fault == ""


def test_a_worker_without_anything_set_up_does_nothing(desk, monkeypatch):
    monkeypatch.setattr(jobs.clock, "now", lambda: desk.at)
    jobs.copy_due.func()
    assert not Message.objects.exists()


def test_a_worker_leaves_rows_alone_that_were_changed_from_outside(desk, monkeypatch):
    desk.set_up()
    monkeypatch.setattr(jobs.clock, "now", lambda: desk.go(hours=2))
    Target.objects.update(site="别处")
    jobs.copy_due.func()
    assert Run.objects.count() == 2
    assert not Message.objects.exists()


def test_in_a_demo_home_nothing_is_copied_unasked(desk, monkeypatch):
    desk.set_up()
    monkeypatch.setattr(jobs.clock, "now", lambda: desk.go(minutes=3))
    monkeypatch.setattr(queries, "is_kept_here", lambda: False)
    for due in (jobs.copy_due, jobs.prune_due, jobs.verify_due):
        due.func()
    assert (Run.objects.count(), Verification.objects.count()) == (2, 2)
    jobs.copy_all.func()
    assert Run.objects.count() == 4
