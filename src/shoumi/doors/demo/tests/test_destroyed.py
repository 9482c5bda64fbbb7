"""After destruction: nothing of the twelve is left anywhere in the data folder.

The people are made up by ``sample_customers``, so what must not be found is known without asking the product;
their keys and envelopes were copied just before they were destroyed.
"""

from __future__ import annotations

import base64
import json
import shutil
import sqlite3
from contextlib import closing

import pytest

from shoumi.doors.demo import sample_customers
from shoumi.doors.demo.tests import runs

EXPIRED = [own for own in sample_customers.customers(1000) if own.kind == "closed"]


def _base64(text):
    """What stands in base64 of anything with ``text`` inside, at each of the three alignments."""
    raw = text.encode()
    for shift in range(3):
        coded = base64.b64encode(bytes(shift) + raw)
        whole = (shift + len(raw)) // 3 * 4
        yield coded[4 if shift else 0 : whole]


ENCODINGS = {
    "utf-8": lambda text: [text.encode()],
    "utf-16": lambda text: [text.encode("utf-16-le"), text.encode("utf-16-be")],
    "gb18030": lambda text: [text.encode("gb18030")],
    "base64": lambda text: list(_base64(text)),
    "hex": lambda text: [text.encode().hex().encode(), text.encode().hex().upper().encode()],
    "json": lambda text: [
        json.dumps(text)[1:-1].encode(),
        json.dumps(text)[1:-1].upper().replace("\\U", "\\u").encode(),
    ],
}


def plaintexts(own):
    """What tells a person from everybody else."""
    return [own.name, own.mobile, f"YL{own.number:06d}"]


@pytest.fixture(scope="session")
def everything(watched):
    """Every file of the data folder, in one piece; file names too."""
    found = [path for path in watched.home.rglob("*") if path.is_file()]
    assert {"shoumi.sqlite3", "keyring.sqlite3", "MANIFEST.json"} <= {path.name for path in found}
    return b"\0".join(str(path).encode() + b"\0" + path.read_bytes() for path in found)


@pytest.fixture(scope="session")
def condemned(watched):
    return json.loads((watched.out / "condemned.json").read_text())


def test_there_were_twelve_with_keys_records_and_tokens(condemned):
    assert len(EXPIRED) == 12
    assert {len(condemned[name]) for name in ("refs", "keys", "wrapped", "commits")} == {12}
    assert len(condemned["envelopes"]) >= 12
    assert condemned["tokens"] >= 12


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_no_plaintext_of_a_destroyed_person_is_left(everything, encoding):
    found = [
        own.number
        for own in EXPIRED
        for text in plaintexts(own)
        for needle in ENCODINGS[encoding](text)
        if needle in everything
    ]
    assert found == []


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_search_finds_what_is_there(encoding):
    """Each needle, in a haystack that holds the person at every alignment."""
    for text in plaintexts(EXPIRED[0]):
        held = {
            "utf-8": [text.encode()],
            "utf-16": [text.encode("utf-16-le"), text.encode("utf-16-be")],
            "gb18030": [text.encode("gb18030")],
            "base64": [base64.b64encode(b"x" * n + text.encode() + b"yz") for n in range(3)],
            "hex": [text.encode().hex().encode()],
            "json": [json.dumps({"a": text}).encode()],
        }[encoding]
        for haystack in held:
            assert any(needle in haystack for needle in ENCODINGS[encoding](text))


@pytest.mark.parametrize("what", ["keys", "wrapped", "commits", "envelopes"])
def test_no_key_and_no_envelope_of_a_destroyed_person_is_left(everything, condemned, what):
    for coded in condemned[what]:
        raw = bytes.fromhex(coded)
        assert raw not in everything
        assert coded.encode() not in everything
        assert base64.b64encode(raw)[:40] not in everything


def test_the_keys_stood_in_the_keyring_before(watched, condemned):
    before = (watched.out / "before" / "keyring.sqlite3").read_bytes()
    assert all(bytes.fromhex(coded) in before for coded in condemned["wrapped"])


def test_the_names_of_the_living_are_in_no_file_either(everything):
    """Everybody is sealed, and the plain originals are gone."""
    living = [own for own in sample_customers.customers(1000) if own.kind != "closed"][::5]
    assert [own.number for own in living if own.name.encode() in everything] == []
    assert [own.number for own in living if own.mobile and own.mobile.encode() in everything] == []


def _records(watched, subject):
    """How many lay in the copy."""
    with closing(sqlite3.connect(watched.out / "before" / "shoumi.sqlite3")) as database:
        counted = "SELECT count(*) FROM subjects_record WHERE subject = ?"
        ((count,),) = database.execute(counted, [subject])
    return count


def test_an_older_copy_of_the_data_beside_todays_keyring_opens_nothing(
    watched, condemned, tmp_path
):
    """The restored ledger is noticed; accepted, the twelve are destroyed a second time, and with
    them the one who asked for it in October."""
    home = tmp_path / "restored"
    shutil.copytree(watched.home, home, ignore=shutil.ignore_patterns("*-wal", "*-shm", "dossier"))
    shutil.copy(watched.out / "before" / "shoumi.sqlite3", home / "shoumi.sqlite3")
    noticed = runs.shoumi(home, "duties")
    assert noticed.returncode == 1
    assert "Traceback" not in noticed.stderr
    done = runs.inside(home, "replay")
    [later] = set(done["keyless"]) - set(condemned["refs"])
    assert len(done["keyless"]) == 13
    assert done["brought_back"] == len(condemned["envelopes"]) + _records(watched, later)
    assert (done["opened_before"], done["opened_after"]) == (0, 0)
    assert done["replayed"] == done["destroyed"] == 13
    assert (done["records"], done["tokens"]) == (0, 0)
    assert runs.shoumi(home, "duties").returncode == 0
    left = b"".join(path.read_bytes() for path in home.glob("*.sqlite3*"))
    assert not any(bytes.fromhex(coded) in left for coded in condemned["envelopes"])
