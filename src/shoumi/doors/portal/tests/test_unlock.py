"""After a restart somebody types the passphrase; it lies in memory alone."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from shoumi.base.ledger import reader
from shoumi.base.vault import keyring, secret_files, services
from shoumi.base.vault.errors import RootFileMissing
from shoumi.base.vault.models import Setup
from shoumi.doors.tests.visitors import Visitor

PHRASE = "a long and made-up passphrase"
MEMORY = Path("/dev/shm")
pytestmark = [
    pytest.mark.django_db(transaction=True, databases=("default", "keyring")),
    pytest.mark.skipif(
        not secret_files.lies_in_memory(MEMORY), reason="no folder in memory on this machine"
    ),
]


@pytest.fixture
def place(home, tmp_path, monkeypatch):
    """A home that was set up with a passphrase and started again without it."""
    first = tmp_path / "first"
    first.write_text(PHRASE)
    first.chmod(0o600)
    services.setup(at=datetime.now(UTC), provider="passphrase", path=first, indexed=[])
    first.unlink()
    keyring.lock()
    folder = MEMORY / f"shoumi-unlock-{os.getpid()}"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("SHOUMI_PASSPHRASE_FILE", str(folder / "root.passphrase"))
    yield folder / "root.passphrase"
    shutil.rmtree(folder)


def test_whoever_has_the_passphrase_opens_the_house_and_it_is_recorded(place):
    with pytest.raises(RootFileMissing):
        keyring.unlock()
    assert "passphrase" in Visitor("en").get("/unlock").content.decode()
    answer = Visitor().post("/unlock", {"passphrase": PHRASE})
    assert answer.status_code == 200
    assert "密钥已就位" in answer.content.decode()
    assert PHRASE not in answer.content.decode()
    assert (place.read_text(), place.stat().st_mode & 0o777) == (PHRASE, 0o600)
    assert keyring.unlock()
    assert reader.entry(reader.size() - 1).line().tag == "vault.unlocked"
    assert Visitor().post("/unlock", {"passphrase": PHRASE}).status_code == 422
    for path in Path(settings.SHOUMI_HOME).rglob("*"):
        assert not path.is_file() or PHRASE.encode() not in path.read_bytes()


def test_where_no_file_is_named_it_goes_back_to_where_it_was_first_read(place, home, monkeypatch):
    monkeypatch.delenv("SHOUMI_PASSPHRASE_FILE")
    first = Path(Setup.objects.get().location)
    Setup.objects.update(location=str(place.parent / "gone" / "root.passphrase"))
    assert not first.exists()
    assert Visitor().post("/unlock", {"passphrase": PHRASE}).status_code == 200
    made = place.parent / "gone" / "root.passphrase"
    assert (made.read_text(), made.parent.stat().st_mode & 0o777) == (PHRASE, 0o700)
    assert keyring.unlock()


def test_guesses_are_slowed_down_and_tell_nothing(place):
    told = [
        Visitor().post("/unlock", {"passphrase": f"a wrong and made-up guess {n}"})
        for n in range(7)
    ]
    assert {answer.status_code for answer in told} == {422}
    assert "不符" in told[0].content.decode()
    assert "秒后再试" in told[-1].content.decode()
    assert not place.exists()


def test_it_is_not_written_to_a_disk(place, monkeypatch):
    monkeypatch.setattr(secret_files, "lies_in_memory", lambda _: False)
    answer = Visitor().post("/unlock", {"passphrase": PHRASE})
    assert (answer.status_code, "tmpfs" in answer.content.decode()) == (422, True)
    assert not place.exists()


def test_a_key_file_is_nothing_to_unlock(house):
    assert "密钥已就位" in Visitor().get("/unlock").content.decode()
