"""A restore of a house whose growth a witness saw: what is missing is known, a fork is refused."""

from __future__ import annotations

import pytest

from shoumi.base.anchoring import services as anchoring
from shoumi.base.anchoring.errors import WitnessRefused, WitnessSilent
from shoumi.base.deals.models import Deal
from shoumi.base.deals.rules import SuspendReason
from shoumi.base.ledger import highwater, home_seal, reader
from shoumi.base.restore import services
from shoumi.base.restore.errors import LedgerMissing
from shoumi.base.restore.events import Proved
from shoumi.base.vault import logkey
from shoumi.doors.tests.house import person
from shoumi.doors.tests.put_back_home import ONLY_SQLITE, Copy
from shoumi.doors.witness.store import WitnessStore
from shoumi.doors.witness.tests.witness_thread import serving

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
    ONLY_SQLITE,
]


@pytest.fixture
def watched(house, tmp_path, monkeypatch):
    """The house with a witness that is there."""
    folder = tmp_path / "witness"
    with serving(folder, logkey.vkey()) as url:
        monkeypatch.setenv("SHOUMI_WITNESS_VKEY", WitnessStore(folder).cosigner.witness().vkey())
        monkeypatch.setenv("SHOUMI_WITNESS_URL", url)
        yield house


@pytest.fixture
def copy(watched, tmp_path):
    made = Copy(tmp_path)
    watched.go(hours=1)
    watched.keep(person(1))
    anchoring.cosigned(at=watched.at)
    return made


def test_a_newer_ledger_that_the_witness_cosigned_is_proved_by_it(watched, copy):
    copy.put_back()
    report = copy.catch_up(watched.at)
    assert (report.replayed.proved, report.replayed.missing) == (Proved.WITNESSED, 0)


def test_the_witness_knows_how_many_entries_are_missing(watched, copy):
    known = reader.size()
    copy.put_back()
    missing = known - reader.size()
    with pytest.raises(LedgerMissing) as refused:
        services.catch_up(services.Source(None), at=watched.at)
    assert refused.value.facts["missing"] == missing > 0
    report = services.catch_up(services.Source(None), at=watched.at, without=True)
    assert report.replayed.missing == missing
    assert Deal.objects.get(ref=watched.deal).overlay_reason == SuspendReason.RESTORED


def test_a_newer_ledger_that_ends_before_what_the_witness_saw_lacks_the_rest(
    watched, copy, tmp_path
):
    (tmp_path / "short").mkdir()
    short = Copy(tmp_path / "short")
    watched.keep(person(2))
    anchoring.cosigned(at=watched.at)
    known = reader.size()
    copy.put_back()
    source = services.Source(short.kept / "default.sqlite3")
    with pytest.raises(LedgerMissing) as refused:
        services.catch_up(source, at=watched.at)
    assert refused.value.facts["missing"] == known - reader.size() > 0


def test_without_a_newer_ledger_nothing_is_missing_where_the_witness_saw_no_more(watched, tmp_path):
    anchoring.cosigned(at=watched.at)
    copy = Copy(tmp_path)
    copy.put_back()
    report = services.catch_up(services.Source(None), at=watched.at)
    assert (report.replayed.missing, report.replayed.caught_up) == (0, 0)


def test_another_history_than_the_witness_saw_is_refused(watched, copy):
    """Somebody let the copy go on by itself, further than the witness had seen the other."""
    copy.put_back(sealed=False)
    highwater.accept()
    watched.keep(person(2), person(3))
    watched.keep(person(4))
    watched.keep(person(5))
    services.seal_in_place()
    with pytest.raises(WitnessRefused):
        services.catch_up(services.Source(None), at=watched.at)
    assert home_seal.read().stage is home_seal.Stage.PUT_BACK


def test_a_witness_that_is_silent_stops_it(watched, copy, monkeypatch):
    copy.put_back()
    monkeypatch.setenv("SHOUMI_WITNESS_URL", "http://127.0.0.1:9")
    with pytest.raises(WitnessSilent):
        copy.catch_up(watched.at)
    assert home_seal.read().stage is home_seal.Stage.PUT_BACK
