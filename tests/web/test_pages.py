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
    pages = 40 if portion.is_long() else 20  # a deal as the house, buyer and seller see it
    told_of = f"pages={pages} axe=0 csp=0 external=0 untranslated=0 overflow=0"
    assert done.stdout.startswith(told_of)


# What is walked, by which words, and how many stages of it are told; None: the last line says how
# many it were.
WALKS = {
    "a person sets a home up and signs in by each way": (["tests.web.journeys"], None),
    "long work is watched, stopped and done; the palette goes by keys": (["tests.web.live"], 16),
    "a company is sold, from the first day to its dossier": (["tests.web.story"], 156),
    "a buyer makes its key and opens its package": (["tests.web.package_journey"], 21),
    "two persons open a restored home, in Chinese and in English": (
        ["tests.web.restore_journey"],
        22,
    ),
}
_IN_A_TOLD_HOME = ("tests.web.live", "tests.web.package_journey", "tests.web.restore_journey")


@pytest.mark.long(one_in=len(WALKS))
@pytest.mark.parametrize("walk", WALKS)
def test_a_walk_in_the_browser_goes_to_its_end(tmp_path, walk, request):
    (module, *words), stages = WALKS[walk]
    if module in _IN_A_TOLD_HOME:
        words = [str(request.getfixturevalue("told"))]
    done = _run(tmp_path, module, *words)
    assert done.returncode == 0, done.stdout + done.stderr
    counted = "" if stages is None else f"stages={stages} "
    assert done.stdout.endswith(f"{counted}failed=0\n")


def _run(tmp_path, module: str, *more: str) -> subprocess.CompletedProcess[str]:
    order = [sys.executable, "-m", module, *more]
    return subprocess.run(
        order, env=home.environment(tmp_path), cwd=home.ROOT, text=True, capture_output=True
    )
