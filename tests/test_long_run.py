"""A long run that was ended goes on where it was; a tree with changes keeps nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from scripts import long_run, stages

from shoumi.core.tests import green_files, spread

ROOT = Path(__file__).parents[1]
CONFTEST = """
from pathlib import Path
from shoumi.core.tests.green_files import GreenFiles

def pytest_configure(config):
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(GreenFiles(Path("green.jsonl")))
"""
FILES = {
    "test_green": "import pytest\ndef test_one(): pass\ndef test_two(): pytest.skip()",
    "test_red": "def test_one(): pass\ndef test_two(): assert False",
    "test_unbuilt": "import pytest\n@pytest.fixture\ndef it(): assert False\n"
    "def test_one(it): pass",
    "test_untidy": "import pytest\n@pytest.fixture(scope='module')\ndef it():\n    yield\n"
    "    assert False\ndef test_one(it): pass",
}


@pytest.fixture
def tree(tmp_path):
    """A tree with a history and no changes."""
    folder = tmp_path / "tree"
    (folder / "docs").mkdir(parents=True)
    (folder / long_run.TOLD).write_text("None has run so far.\n")
    who = ("-c", "user.name=nobody", "-c", "user.email=nobody@house.example")
    for words in (("init", "-q"), ("add", "."), (*who, "commit", "-qm", "Begin")):
        subprocess.run(["git", *words], cwd=folder, check=True)
    return folder


@pytest.fixture
def kept(tree, tmp_path):
    found = long_run.of_this_commit(tree, tmp_path / "kept")
    assert found
    return found


@pytest.mark.parametrize("spread", [(), ("-n", "2", "--dist", "loadfile")], ids=["one", "workers"])
def test_a_file_is_green_when_all_its_tests_are_over_and_none_was_red(tmp_path, spread):
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    for name, text in FILES.items():
        (tmp_path / f"{name}.py").write_text(text)
    order = [sys.executable, "-m", "pytest", "-q", "-p", "no:django", "-p", "no:cacheprovider"]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([*order, *spread], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert done.returncode == 1, done.stdout + done.stderr
    (line,) = (tmp_path / "green.jsonl").read_text().splitlines()
    told = json.loads(line)
    assert (told["file"], told["passed"], told["skipped"]) == ("test_green.py", 1, 1)


def test_a_run_does_what_was_not_green_before(kept, tmp_path):
    def run(second):
        """What was done, and the stages."""
        done = tmp_path / "done"
        done.write_text("")
        found = [
            stages.Stage(name, ["sh", "-c", f"echo {name} >> {done}; {ends}"], 1)
            for name, ends in (("first", "true"), ("second", second))
        ]
        stages.resume(found, kept)
        stages.run(found, tmp_path, kept)
        return sorted(done.read_text().split()), [stage.is_green for stage in found]

    assert run("false") == (["first", "second"], [True, False])
    assert run("true") == (["second"], [True, True])
    assert run("false") == ([], [True, True])
    assert len(kept.runs()) == 3


def test_of_a_stage_of_many_files_those_that_were_green_are_left_out(kept, tmp_path):
    kept.begin()
    line = {"file": "a/test_one.py", "passed": 3, "skipped": 1, "seconds": 4, "at": "2026-11-30"}
    cut_off = '\n{"file": "a/test_t'
    kept.record("tests").write_text(json.dumps(line) + cut_off)
    # Nothing else is there: pytest finds no test and says so.
    stage = stages.Stage("tests", ["sh", "-c", "exit 5"], 2, by_file=True)
    stages.resume([stage], kept)
    assert stage.command[-1] == "--ignore=a/test_one.py"
    assert stage.env == {green_files.RECORD: str(kept.record("tests"))}
    stages.run([stage], tmp_path, kept)
    assert stage.is_green
    assert (stage.counts["passed"], stage.counts["skipped"]) == (3, 1)


def test_of_a_file_that_takes_hours_each_test_is_by_itself_in_a_long_run(monkeypatch):
    (file, *_) = spread.APART
    test = f"{file}::test_it[of deals]"
    monkeypatch.setenv("SHOUMI_LONG", "0")
    assert spread.unit(test) == file
    monkeypatch.setenv("SHOUMI_LONG", "1")
    assert spread.unit(test) == test
    assert spread.unit("tests/test_names.py::test_it") == "tests/test_names.py"
    assert stages._left_out(test) == f"--deselect={test}"
    assert [name for name in spread.APART if not (ROOT / name).exists()] == []


def test_a_stage_that_finds_no_test_and_never_did_is_red(kept, tmp_path):
    stage = stages.Stage("tests", ["sh", "-c", "exit 5"], 1, by_file=True)
    stages.resume([stage], kept)
    stages.run([stage], tmp_path, kept)
    assert not stage.is_green
    assert kept.stages() == {}


def test_a_tree_with_changes_keeps_nothing(tree, tmp_path):
    (tree / "new.py").write_text("")
    assert long_run.of_this_commit(tree, tmp_path / "kept") is None


def test_of_a_run_in_which_the_tree_was_changed_nothing_is_kept(kept):
    kept.folder.mkdir(parents=True)
    for name, at in (("first", "2020-11-28T20:00:00"), ("second", "2020-11-30T08:00:00")):
        for file, told in (("runs", {}), ("stages", {"name": name})):
            with (kept.folder / f"{file}.jsonl").open("a") as lines:
                lines.write(json.dumps({**told, "at": at}) + "\n")
    kept.forget_last()
    assert [*kept.stages()] == ["first"]
    assert len(kept.runs()) == 1


def test_what_a_long_run_writes_is_no_change_and_another_commit_begins_anew(tree, tmp_path):
    (tree / long_run.TOLD).write_text("commit: x\n")
    first = long_run.of_this_commit(tree, tmp_path / "kept")
    who = ("-c", "user.name=nobody", "-c", "user.email=nobody@house.example")
    subprocess.run(["git", *who, "commit", "-qam", "Go on"], cwd=tree, check=True)
    second = long_run.of_this_commit(tree, tmp_path / "kept")
    assert first
    assert second
    assert first.folder != second.folder


def test_the_file_says_in_how_many_runs_and_on_which_days_all_was_green(tree, kept):
    kept.folder.mkdir(parents=True)
    hours = ("2020-11-28T20:00:00", "2020-11-28T21:00:00"), ("2020-11-30T08:00:00",)
    runs = "".join(json.dumps({"at": begun}) + "\n" for begun, *_ in hours)
    (kept.folder / "runs.jsonl").write_text(runs)
    (kept.folder / "stages.jsonl").write_text(json.dumps({"name": "check", "at": hours[0][1]}))
    long_run.write(["ok 1 s check"], 5, "2 cores", kept, tree)
    told = (tree / long_run.TOLD).read_text()
    assert "runs: 2, on 2020-11-28, 2020-11-30" in told
    assert "seconds: 3600\n" in told
    assert "not run again in the next" in told
    assert "ok 1 s check" in told
    assert long_run.last(tree).startswith("last whole long run: ")
