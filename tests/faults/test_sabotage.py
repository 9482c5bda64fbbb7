"""Break the product on purpose: the harness must see it, or it would prove nothing."""

from __future__ import annotations

import errno
import os
import secrets
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import transaction

from shoumi.base.documents import store
from shoumi.base.intake import import_run
from shoumi.base.ledger import writer
from shoumi.base.vault import keys
from shoumi.chapters.consent.services import campaigns
from shoumi.chapters.destruction import certificates
from shoumi.chapters.destruction import queries as orders
from shoumi.chapters.destruction import services as destroying
from shoumi.chapters.destruction.models import Order
from shoumi.core.refs import Ref
from shoumi.doors.tests.faults import flows

pytestmark = [pytest.mark.both, pytest.mark.crash]


def assert_seen(tried, count, what):
    assert tried.killed(count, until=what).has(what)


def test_keys_that_die_before_the_intent_is_written_are_seen(run, monkeypatch):
    honest = destroying.carry_out

    def too_early(*, order, actor, at):
        keys.erase(orders.subjects(Order.objects.get(ref=order))[:1])
        return honest(order=order, actor=actor, at=at)

    tried = run(flows.DESTRUCTION)
    monkeypatch.setattr(destroying, "carry_out", too_early)
    assert_seen(tried, 60, "I4 keys: 1 missing")


def test_an_entry_outside_the_transaction_of_its_act_is_seen(run, monkeypatch):
    def later(event, *, rows=None):
        held = list(rows or ())
        transaction.on_commit(lambda: alone(event, held))
        return SimpleNamespace(position=0)

    @transaction.atomic
    def alone(event, held):
        writer.record(event, rows=held)

    tried = run(flows.IMPORT)
    monkeypatch.setattr(import_run, "writer", SimpleNamespace(record=later, hold=writer.hold))
    assert_seen(tried, 100, "I2 between the stages")


def test_an_act_that_is_told_done_before_it_is_committed_is_seen(run, monkeypatch):
    honest, waiting = import_run.take_in, []

    def told_early(**asked):
        waiting.append(asked)
        if len(waiting) == 2:
            for one in waiting:
                honest(**one)

    tried = run(flows.IMPORT)
    monkeypatch.setattr(import_run, "take_in", told_early)
    assert_seen(tried, 5, "I2 1 steps were told done, 0 are there")


def test_codes_that_only_memory_knows_are_seen(run, monkeypatch):
    def forgotten(people, campaign):
        return {ref: secrets.token_urlsafe(15) for ref in people}

    tried = run(flows.CAMPAIGN)
    monkeypatch.setattr(campaigns, "_codes", forgotten)
    assert_seen(tried, 12, "carries a code that is void")


def test_a_paper_kept_apart_from_its_act_is_seen(run, monkeypatch):
    honest = certificates.issue

    def apart(*, order, paper, actor, at, stage):
        deal = Ref(Order.objects.get(ref=order).deal)
        kept = store.put(paper, kind="destruction_certificate", deal=deal, actor=actor, at=at)
        monkeypatch.setattr(certificates, "store", SimpleNamespace(put=lambda *_, **__: kept))
        return honest(order=order, stage=stage, paper=paper, actor=actor, at=at)

    tried = run(flows.DESTRUCTION)
    monkeypatch.setattr(certificates, "issue", apart)
    assert_seen(tried, 60, "I2 between the stages")


def test_a_person_in_a_forgotten_file_is_seen(run, monkeypatch):
    honest = import_run.take_in

    def careless(*, plan, **asked):
        forgotten = settings.SHOUMI_HOME / "rows.tmp"  # each place has a home of its own
        forgotten.write_text(str([own.values for own in plan.people]))
        honest(plan=plan, **asked)
        forgotten.unlink()

    tried = run(flows.IMPORT)
    monkeypatch.setattr(import_run, "take_in", careless)
    assert_seen(tried, 8, "I6 rows.tmp holds a person in the clear")


def test_a_file_written_in_place_is_seen(run, monkeypatch):
    def in_place(path, sealed):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(path, "wb") as file:
            file.write(b"".join(sealed))
            os.fsync(file.fileno())

    monkeypatch.setattr(store, "_write", in_place)
    wrong = "I2 a file of nothing in blobs"
    assert run(flows.PAPERS).refused([errno.ENOSPC], 10, until=wrong).has(wrong)
