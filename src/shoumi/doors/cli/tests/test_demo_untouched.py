"""``shoumi demo`` makes a home of its own, and touches nothing that was there before."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from shoumi.doors.demo.tests import runs

SMALL = ("--customers", "60", "--no-open-deal")


def test_a_real_home_is_never_touched(tmp_path):
    home = tmp_path / "real"
    made = runs.shoumi(home, "home", "create", "--head", "郑样板", "--dpo", "林示范")
    assert made.returncode == 0, made.stderr
    _refused_untouched(home, "不是演示", "另选一个数据文件夹")


def test_a_real_home_inside_a_demo_is_never_touched(tmp_path):
    home = tmp_path / "demo"
    for folder, kind in ((home, "demo"), (home / "mine", "real")):
        folder.mkdir(mode=0o700)
        (folder / "home.toml").write_text(f'kind = "{kind}"\n')
    _refused_untouched(home, "不是演示")


def test_a_folder_of_somebody_elses_is_never_touched(tmp_path):
    home = tmp_path / "photos"
    home.mkdir()
    (home / "holiday.jpg").write_bytes(b"\xff\xd8")
    _refused_untouched(home, "不是演示", "另选一个数据文件夹")


def test_a_database_with_something_in_it_is_never_touched(tmp_path):
    books = tmp_path / "books.sqlite3"
    with closing(sqlite3.connect(books)) as database:
        database.execute("CREATE TABLE invoice (number INTEGER)")
        database.commit()
    before = books.read_bytes()
    done = runs.shoumi(tmp_path / "demo", "demo", *SMALL, DATABASE_URL=f"sqlite://{books}")
    assert done.returncode == 1
    assert "DATABASE_URL 指的数据库不是空的" in done.stderr
    assert books.read_bytes() == before
    assert not (tmp_path / "demo").exists()


def _refused_untouched(home, *said):
    before = runs.digests(home)
    done = runs.shoumi(home, "demo", "--json", *SMALL)
    assert done.returncode == 1
    assert done.stdout == ""
    assert all(words in done.stderr for words in said), done.stderr
    assert "Traceback" not in done.stderr
    assert runs.digests(home) == before
