"""What people see first is whole in a browser: words, width, accessibility, content policy."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.web import home

from shoumi.core.tests import portion

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """A demo home that is copied before anybody works in it."""
    return home.tell(tmp_path_factory.mktemp("told") / "home")


def test_today_a_deal_and_the_door_are_whole_in_both_languages_at_every_width(tmp_path, told):
    only = ("--only", "today,deal,sign-in", "--part")
    done = _run(tmp_path, "tests.web.pages", *only, "--home", str(told))
    assert done.returncode == 0, done.stdout + done.stderr
    pages = 24 if portion.is_long() else 12
    told_of = f"pages={pages} axe=0 csp=0 external=0 untranslated=0 overflow=0"
    assert done.stdout.startswith(told_of)


def test_a_person_sets_a_home_up_and_signs_in_by_each_way(tmp_path):
    done = _run(tmp_path, "tests.web.journeys")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("failed=0\n")


def test_long_work_is_watched_stopped_and_done_and_the_palette_goes_by_keys(tmp_path, told):
    done = _run(tmp_path, "tests.web.live", str(told))
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("stages=14 failed=0\n")


def test_a_deal_is_begun_by_people_of_several_roles(tmp_path):
    done = _run(tmp_path, "tests.web.story", "--until", "beginning")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("failed=0\n")


def _run(tmp_path, module: str, *more: str) -> subprocess.CompletedProcess[str]:
    order = [sys.executable, "-m", module, *more]
    return subprocess.run(
        order, env=home.environment(tmp_path), cwd=home.ROOT, text=True, capture_output=True
    )
