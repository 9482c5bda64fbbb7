"""The reader's own files go the way of the made-up ones, and nothing is guessed silently.

Every expected figure is written out here; nothing is taken from the demo's own oracle.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from shoumi.doors.cli.tests.test_demo import DEADLINES
from shoumi.doors.demo import sample_customers, sample_files
from shoumi.doors.demo.tests import runs


@pytest.fixture
def own(tmp_path):
    """A folder as a reader might bring it: the company's files in another size."""
    folder = tmp_path / "my files"
    sample_files.write(folder, sample_customers.customers(200))
    return folder


def test_the_readers_own_files_go_the_same_way(tmp_path, own):
    before = runs.digests(own)
    document = runs.told(tmp_path / "demo", "--data", str(own))
    counts = document["counts"]
    assert counts["found"] == 200
    assert counts["transferable"] == counts["found"] - counts["expired_destroyed"]
    said = (counts[name] for name in ("consented", "refused", "no_reply", "undeliverable"))
    assert sum(said) == counts["transferable"]
    assert counts["exported"] == counts["consented"] - counts["withdrawn"]
    assert document["deadlines"] == DEADLINES
    assert runs.digests(own) == before
    done = runs.shoumi(
        tmp_path / "demo", "verify", document["dossier"], "--trust", document["trust"]
    )
    assert done.returncode == 0, done.stdout


LIST = "称呼,手机号码,住址\n" + "".join(
    f"王虚{given},154{20000000 + n},示例省虚构市东虚区样本路{n}号\n"
    for n, given in enumerate(sample_customers.GIVEN[:70])
)


@pytest.fixture(scope="module")
def named(tmp_path_factory):
    """A list of 70 people with a heading that is named by hand: what is said without the
    name, the story told in words with it, and its home."""
    folder = tmp_path_factory.mktemp("named") / "mine"
    folder.mkdir()
    (folder / "名单.csv").write_text(LIST.replace("称呼", "某某"), "utf-8")
    home = folder.parent / "demo"
    unnamed = runs.shoumi(home, "demo", "--data", str(folder))
    named = ("--map", "某某=name")
    told = runs.shoumi(home, "demo", "--data", str(folder), *named, COLUMNS="120")
    return unnamed, told, home


def test_what_was_recognised_is_explained(named):
    _, done, _ = named
    assert done.returncode == 0, done.stderr
    assert any("手机号码" in line and "mobile" in line for line in done.stdout.splitlines())
    assert "答复按种子模拟；没有向任何人发送任何东西" in done.stdout


def test_a_column_can_be_named_by_hand(named):
    unnamed, told, home = named
    assert unnamed.returncode == 1
    assert "Traceback" not in unnamed.stderr
    assert "名单.csv" in unnamed.stderr
    assert "--map '某某=name'" in unnamed.stdout
    assert told.returncode == 0, told.stderr
    with closing(sqlite3.connect(home / "shoumi.sqlite3")) as database:
        found = database.execute("SELECT count(*) FROM subjects_subject").fetchone()
        past_retention = database.execute(
            "SELECT count(*) FROM destruction_order WHERE basis = 'EXPIRED'"
        ).fetchone()
    assert (found, past_retention) == ((70,), (0,))


def test_a_mapping_without_a_field_is_wrong_use(tmp_path, own):
    done = runs.shoumi(tmp_path / "demo", "demo", "--data", str(own), "--map", "某某")
    assert done.returncode == 2
    assert not (tmp_path / "demo").exists()


def test_a_broken_file_is_named_with_its_mend_and_nothing_is_imported(tmp_path, own):
    whole = (own / "客户台账.xlsx").read_bytes()
    (own / "客户台账.xlsx").write_bytes(whole[: len(whole) // 2])
    home = tmp_path / "demo"
    done = runs.shoumi(home, "demo", "--json", "--data", str(own))
    assert done.returncode == 1
    assert done.stdout == ""
    assert "客户台账.xlsx" in done.stderr
    assert "→" in done.stderr
    assert "Traceback" not in done.stderr
    with closing(sqlite3.connect(home / "shoumi.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM subjects_subject").fetchone() == (0,)


def test_an_empty_folder_is_refused_in_words(tmp_path):
    (tmp_path / "nothing").mkdir()
    done = runs.shoumi(tmp_path / "demo", "demo", "--data", str(tmp_path / "nothing"))
    assert done.returncode == 1
    assert "没有可读的文件" in done.stderr
