"""A house whose growth a witness sees: what the witness refuses shuts the gate."""

from __future__ import annotations

import subprocess
from datetime import timedelta

import pytest
from django.db import connection, transaction

from shoumi.base.anchoring import queries, services, witness
from shoumi.base.anchoring.errors import WitnessRefused, WitnessSilent, WitnessUnfit
from shoumi.base.anchoring.jobs import submit
from shoumi.base.anchoring.models import Anchor, Standing
from shoumi.base.documents.errors import TimestampFailed
from shoumi.base.documents.tests import authority as authorities
from shoumi.base.dossier import export as dossier
from shoumi.base.dossier import log_export
from shoumi.base.gate import decisions, disclosure
from shoumi.base.jobs import lease, server_time, worker
from shoumi.base.jobs.backend import insert
from shoumi.base.jobs.models import Job
from shoumi.base.ledger import highwater, reader, storage, writer
from shoumi.base.ledger.tests import events
from shoumi.base.ledger.tests.without_triggers import lifted
from shoumi.base.vault import logkey
from shoumi.core.gate import GateClosed
from shoumi.core.gate.policy import Code
from shoumi.core.ledger import tree
from shoumi.core.ledger.leaf import Event
from shoumi.core.verify.standalone import read_trust, verify
from shoumi.doors.witness.store import WitnessStore
from shoumi.doors.witness.tests.witness_thread import NAME, serving

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "witness"


class Authority:
    """An authority of openssl; ``answer`` stands in for what it says."""

    def __init__(self, folder):
        self.folder, self.answer = authorities.made(folder), None

    def reply(self, request):
        return authorities.reply(self.folder, request) if self.answer is None else self.answer


@pytest.fixture
def authority(tmp_path, monkeypatch):
    folder = tmp_path / "tsa"
    folder.mkdir()
    made = Authority(folder)
    with authorities.serving(made.reply) as url:
        monkeypatch.setenv("SHOUMI_TSA_URL", url)
        yield made


@pytest.fixture
def watched(house, folder, monkeypatch):
    """The house with a witness that is there."""
    with serving(folder, logkey.vkey()) as url:
        monkeypatch.setenv("SHOUMI_WITNESS_VKEY", WitnessStore(folder).cosigner.witness().vkey())
        monkeypatch.setenv("SHOUMI_WITNESS_URL", url)
        yield house


def write(house, count=1, tag=events.Tag.OPENED):
    with transaction.atomic():
        for number in range(count):
            writer.record(Event(tag, events.DORA, events.ANNA, house.at, {"number": number}))


def is_open(house):
    """Does the gate let a value out?"""
    task, (subject,) = house.task(), house.keep_many(1)
    try:
        disclosure.open(decisions.ask(house.asked(task, subject)), at=house.at)
    except GateClosed as closed:
        if {one.code for one in closed.decision.reasons} != {Code.LEDGER_NOT_READY}:
            raise
        return False
    return True


def put_back(size, leaves=None):
    """The database as it was at ``size`` entries, and the high-water mark with it."""
    frontier = tree.Frontier()
    for leaf in list(storage.leaf_hashes(size)) if leaves is None else leaves:
        frontier = frontier.append(leaf)
    with lifted(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_entry WHERE position >= %s", [size])
        cursor.execute(
            "UPDATE ledger_head SET size = %s, frontier = %s", [size, frontier.to_bytes()]
        )
    highwater.accept()


@pytest.mark.both
def test_without_a_witness_nothing_is_asked(house):
    assert services.cosigned(at=house.at) == logkey.checkpoint()
    assert queries.is_witnessed()
    assert is_open(house)


@pytest.mark.both
def test_growth_is_shown_and_the_cosignature_kept(watched, folder):
    for _ in range(3):
        write(watched, 4)
        signed = services.cosigned(at=watched.at)
        assert signed.startswith(logkey.checkpoint())
        assert signed.count("\u2014 ") == 2
        assert WitnessStore(folder).known()[logkey.origin()].size == reader.size()
    assert queries.newest()[0] == reader.size()
    assert Anchor.objects.count() == 3
    assert is_open(watched)


@pytest.mark.both
def test_a_house_that_was_never_cosigned_opens_nothing(watched):
    assert not is_open(watched)
    services.cosigned(at=watched.at)
    assert is_open(watched)


@pytest.mark.both
def test_a_witness_that_is_ahead_of_our_row_is_caught_up_with(watched):
    services.cosigned(at=watched.at)
    write(watched, 3)
    services.cosigned(at=watched.at)
    Standing.objects.update(agreed_size=1)
    write(watched, 3)
    services.cosigned(at=watched.at)
    assert queries.standing().size == reader.size()


@pytest.mark.both
def test_a_rollback_with_its_high_water_mark_is_seen_by_the_witness(watched):
    write(watched, 10)
    services.cosigned(at=watched.at)
    size = reader.size()
    put_back(size - 5)
    highwater.check()
    with pytest.raises(WitnessRefused) as caught:
        services.cosigned(at=watched.at)
    assert caught.value.facts == {"status": 409, "size": size - 5, "known": size}
    assert not is_open(watched)
    tags = [entry.line().tag for entry in reader.entries(size - 5)]
    assert tags.count("ledger.witness_refused") == 1


@pytest.mark.both
def test_another_history_of_the_same_length_or_longer_is_seen_by_the_witness(watched):
    write(watched, 10)
    services.cosigned(at=watched.at)
    size = reader.size()
    put_back(size - 5)
    write(watched, 4, tag=events.Tag.IMPORTED)
    for _ in range(3):
        write(watched, 1, tag=events.Tag.IMPORTED)
        with pytest.raises(WitnessRefused):
            services.cosigned(at=watched.at)
    assert not is_open(watched)
    refusals = [e for e in reader.entries() if e.line().tag == "ledger.witness_refused"]
    assert len(refusals) == 1


@pytest.mark.both
def test_when_the_true_ledger_is_back_the_witness_agrees_again(watched):
    write(watched, 4)
    services.cosigned(at=watched.at)
    Standing.objects.update(refused_status=422)
    assert not queries.is_witnessed()
    services.cosigned(at=watched.at)
    assert queries.is_witnessed()
    assert [e.line().tag for e in reader.entries()][-1] == "ledger.witness_agreed"


@pytest.mark.both
def test_silence_is_raised_at_once_and_shuts_the_gate_after_the_limit(watched, monkeypatch):
    services.cosigned(at=watched.at)
    monkeypatch.setenv("SHOUMI_WITNESS_URL", "http://127.0.0.1:9/")
    for _ in range(2):
        with pytest.raises(WitnessSilent):
            services.cosigned(at=watched.at)
    assert queries.standing().failures == 2
    assert is_open(watched)
    age = queries.longest_silence() + timedelta(seconds=1)
    Standing.objects.update(agreed_at=server_time.now() - age)
    assert not is_open(watched)
    Standing.objects.update(agreed_at=server_time.now() + timedelta(hours=2))
    assert not is_open(watched)


@pytest.mark.both
def test_a_stranger_in_the_place_of_the_witness_is_not_believed(watched, tmp_path, monkeypatch):
    with serving(tmp_path / "stranger", logkey.vkey()) as url:
        monkeypatch.setenv("SHOUMI_WITNESS_URL", url)
        with pytest.raises(WitnessSilent):
            services.cosigned(at=watched.at)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SHOUMI_WITNESS_VKEY", "x"),
        ("SHOUMI_WITNESS_URL", "gopher://witness.example/"),
        ("SHOUMI_WITNESS_URL", "http://user:secret@witness.example/"),
    ],
)
def test_an_unfit_address_or_key_is_named(watched, name, value, monkeypatch):
    monkeypatch.setenv(name, value)
    with pytest.raises(WitnessUnfit):
        services.cosigned(at=watched.at)


@pytest.mark.both
def test_the_job_submits_and_leaves_no_heap_of_rows(watched):
    for minute in range(3):
        insert(submit, key=f"anchoring.submit@{minute}")
        worker.run(lease.claim("worker-1", None, lease.LENGTH), lambda: watched.at)
    assert Job.objects.filter(state="done").count() == 1
    assert queries.standing().size == reader.size()


@pytest.mark.both
def test_a_dossier_bears_the_cosignature_and_the_verifier_says_so(watched, tmp_path):
    made = tmp_path / "dossier"
    dossier.export(
        made,
        watched.deal,
        papers=[],
        receipts=[],
        signer=logkey.signer(),
        origin=logkey.origin(),
        at=watched.at,
    )
    trust = tmp_path / "trust.txt"
    trust.write_text(dossier.trust_text(logkey.vkey(), witnesses=[witness.key().vkey()]))
    report = verify(made, read_trust(trust))
    assert report.ok
    assert f"ledger/checkpoint, {NAME}, size {reader.size()}" in {
        row["place"] for row in report.confirmed
    }
    whole = tmp_path / "log"
    log_export.export(whole, services.cosigned(at=watched.at), logkey.vkey())
    assert verify(whole, read_trust(trust)).confirmed


@pytest.mark.both
def test_no_dossier_is_issued_while_the_witness_is_silent(watched, tmp_path, monkeypatch):
    monkeypatch.setenv("SHOUMI_WITNESS_URL", "http://127.0.0.1:9/")
    with pytest.raises(WitnessSilent):
        export(watched, tmp_path / "dossier")
    assert not (tmp_path / "dossier").exists()


def export(house, folder):
    return dossier.export(
        folder,
        house.deal,
        papers=[],
        receipts=[],
        signer=logkey.signer(),
        origin=logkey.origin(),
        at=house.at,
    )


def test_a_dossier_bears_a_stamp_that_openssl_verifies(house, tmp_path, authority):
    folder = authority.folder
    export(house, tmp_path / "dossier")
    trust = tmp_path / "trust.txt"
    root = (folder / "root.pem").read_bytes()
    trust.write_text(dossier.trust_text(logkey.vkey(), roots=[root]))
    report = verify(tmp_path / "dossier", read_trust(trust))
    assert report.ok
    assert [row["check"] for row in report.confirmed] == ["timestamp"]
    ledger = tmp_path / "dossier" / "ledger"
    command = ["openssl", "ts", "-verify", "-data", ledger / "checkpoint"]
    command += ["-in", ledger / "checkpoint.tsr", "-CAfile", folder / "root.pem"]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    (ledger / "checkpoint").write_bytes((ledger / "checkpoint").read_bytes() + b"\n")
    assert subprocess.run(command, check=False, capture_output=True).returncode != 0


@pytest.mark.parametrize("answer", [b"no stamp", None])
def test_no_dossier_is_issued_without_the_stamp_that_is_configured(
    house, tmp_path, authority, answer, monkeypatch
):
    if answer is None:
        monkeypatch.setenv("SHOUMI_TSA_URL", "http://127.0.0.1:9/")
    authority.answer = answer
    with pytest.raises(TimestampFailed):
        export(house, tmp_path / "dossier")
    assert not (tmp_path / "dossier").exists()
