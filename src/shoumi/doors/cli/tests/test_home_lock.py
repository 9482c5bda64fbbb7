"""A second ``serve`` of one folder says so and ends; a dead one keeps nobody out."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from shoumi.doors.cli import home_lock
from shoumi.doors.cli.home_lock import HomeServed

_HOLDS = """
import sys, time
from pathlib import Path
from shoumi.doors.cli import home_lock
with home_lock.held(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


_OF_TESTS = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "KEYRING_URL")


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "place"
    made.mkdir(mode=0o700)
    return made


@pytest.fixture
def holder(folder):
    """Another process that serves the folder."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDS, str(folder)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "held\n"
        yield other
        other.kill()


def served(folder, *more):
    own = {name: told for name, told in os.environ.items() if name not in _OF_TESTS}
    return subprocess.run(
        [sys.executable, "-m", "shoumi.doors.cli", "serve", *more],
        env={**own, "SHOUMI_HOME": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_second_says_in_words_that_another_serves_it_and_fails(folder, holder):
    done = served(folder)
    assert done.returncode != 0
    assert "另一个进程正在为这个数据目录提供服务" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert list(folder.iterdir()) == []


def test_one_that_was_killed_keeps_nobody_out(folder, holder):
    with pytest.raises(HomeServed), home_lock.held(folder):
        pass
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    with home_lock.held(folder):
        pass


def test_it_is_free_again_after_it_ended_and_a_child_does_not_hold_it(folder):
    with home_lock.held(folder):
        child = subprocess.Popen(["sleep", "60"])
    with child:
        with home_lock.held(folder):
            assert child.poll() is None
        child.kill()


def test_two_folders_are_served_at_once(folder, tmp_path):
    with home_lock.held(folder), home_lock.held(tmp_path):
        pass


def test_a_folder_that_others_may_enter_is_refused_before_anything_is_filled_in(folder):
    folder.chmod(0o755)
    done = served(folder)
    assert done.returncode != 0
    assert "0755" in done.stderr
    assert "/set-up/" not in done.stdout
