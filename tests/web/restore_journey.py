"""Two persons open a home that was put back from a copy, by page, in Chinese and in English.

``python -m tests.web.restore_journey [--lang zh] [HOME]`` prints every stage and ``stages=N
failed=0``; a picture of each lies in the folder that ``SHOTS`` names, if it names one.  HOME is a
demo home to copy instead of telling one.  What the commands of a restore do before is done once;
each language begins with a home that is sealed and caught up.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

import pyrage
from playwright.sync_api import Browser, Error
from tests.web import browser, home
from tests.web.story.browser_user import Reader
from tests.web.story.cast import DPO, MARKETING, SECURITY, SERVICE

LANGS = ("zh", "en")
_PROGRAM = (sys.executable, "-m", "shoumi.doors.cli")
_OPEN = "do/restore-open"
# What each page has to say, by language.
_WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "sealed": "封着",
        "caught up": "启封要两个人，一小时内",
        "done again": "已补做",
        "waits": "的申请",
        "no": "还没有人批准",
        "open": "这套安装没有封着",
        "title": "恢复",
    },
    "en": {
        "sealed": "sealed",
        "caught up": "which takes two, within the hour",
        "done again": "done again",
        "waits": "Asked by",
        "no": "nobody has approved it yet",
        "open": "This home is not sealed",
        "title": "Restoring",
    },
}


class Walk:
    """The way of two persons in one language."""

    def __init__(self, served: browser.Served, opened: ExitStack, chromium: Browser, lang: str):
        self._served, self._opened, self._chromium = served, opened, chromium
        self._lang, self.words = lang, _WORDS[lang]
        self._shots = Path(os.environ["SHOTS"]) if os.environ.get("SHOTS") else None
        self.stages = 0

    def reader(self, name: str = "") -> Reader:
        """The person called that, at a browser of its own; without a name a stranger."""
        window = browser.window(self._chromium, self._served.site, lang=self._lang)
        made = Reader(name, self._opened.enter_context(window), self._served.link if name else "")
        if name:
            made.comes_in()
        return made

    def stage(self, name: str, reader: Reader, *says: str) -> None:
        page = reader.page
        told = reader.reads()
        for word in says:
            assert self.words[word].lower() in told.lower(), f"{name}: no {self.words[word]!r}"
        shown = page.get_attribute("html", "lang") or ""
        assert shown.startswith(self._lang), f"{name}: the page is in {shown}"
        assert not (faults := reader.faults()), f"{name}: {faults}"
        self.stages += 1
        sys.stdout.write(f"{self._lang} {self.stages:2}  {name}\n")
        sys.stdout.flush()
        if self._shots:
            self._shots.mkdir(parents=True, exist_ok=True)
            browser.picture(page, self._shots / f"restore-{self._lang}-{self.stages:02}-{name}.png")


def go(walk: Walk) -> None:
    stranger = walk.reader()
    stranger.goes("/deals")
    walk.stage("a-stranger-sees-that-it-is-sealed", stranger, "sealed")
    first = walk.reader(SECURITY)
    first.goes("/deals")
    walk.stage("who-signs-in-sees-it-too", first, "sealed")
    first.goes("/restore")
    walk.stage("what-was-done-again", first, "title", "caught up", "done again")
    _presses_open(first)
    walk.stage("it-is-asked-for", first)
    first.goes("/restore")
    walk.stage("the-request-waits", first, "waits")
    _presses_open(first)
    assert first.refusal(), "one alone opened it"
    walk.stage("one-alone-does-not-open-it", first, "no")
    outsider = walk.reader(SERVICE)
    outsider.goes("/restore")
    assert not outsider.has(outsider.link(_OPEN)), "customer service is offered to open it"
    walk.stage("who-has-no-role-is-not-offered-it", outsider)
    second = walk.reader(DPO)
    second.goes("/restore")
    second.follows(second.link("/approvals/"))
    second.follows(second.link("do/approve-change"))
    walk.stage("the-second-sees-what-is-asked", second)
    second.presses()
    assert not second.refusal(), second.refusal()
    walk.stage("the-second-says-yes", second)
    first.goes("/restore")
    _presses_open(first)
    assert not first.refusal(), first.refusal()
    first.goes("/restore")
    walk.stage("it-is-open", first, "open")
    first.goes("/deals")
    assert first.has(first.link("/deals/deal-")), "its deals are not there"
    walk.stage("work-goes-on", first)


def _presses_open(reader: Reader) -> None:
    reader.follows(reader.link(_OPEN))
    reader.fills({"is_sure": True})
    reader.presses()


def put_back(told: Path, place: Path) -> Path:
    """A home of which a copy is made, in which somebody is retired then, and which is lost: put
    back elsewhere, sealed and caught up."""
    old, new = home.copy(told, place / "old"), place / "new"
    key = pyrage.x25519.Identity.generate()
    identity, lying = place / "offline.agekey", place / "target-one"
    identity.write_text(f"{key}\n", "ascii")
    identity.chmod(0o600)
    making = (sys.executable, "-m", "tests.recovery.lost_home", "copy")
    about = json.loads(home.run(old, *making, str(key.to_public()), str(lying)))
    home.run(old, *_PROGRAM, "person", "retire", MARKETING, "--as", DPO, "--yes")
    known = ("--identity", str(identity), "--log-key", about["log_key"])
    home.run(new, *_PROGRAM, "restore", "fetch", str(lying), *known)
    home.run(new, *_PROGRAM, "restore", "replay", "--newer", str(old / "shoumi.sqlite3"))
    shutil.rmtree(old)
    return new


def walked(folder: Path, chromium: Browser, lang: str) -> tuple[int, list[str]]:
    """Every stage in one language: how many were reached, and what stopped it."""
    with ExitStack() as opened:
        served = opened.enter_context(browser.served(folder))
        walk = Walk(served, opened, chromium, lang)
        try:
            go(walk)
        except (AssertionError, Error) as error:
            return walk.stages, [f"{lang}, after stage {walk.stages}: {error}"]
        return walk.stages, []


def main() -> int:
    reader = argparse.ArgumentParser(prog="python -m tests.web.restore_journey")
    reader.add_argument("--lang", choices=LANGS, action="append")
    reader.add_argument("home", type=Path, nargs="?")
    asked = reader.parse_args()
    stages, failed = 0, []
    with tempfile.TemporaryDirectory(prefix="shoumi-restored-") as place:
        told = asked.home or home.tell(Path(place) / "told")
        kept = put_back(told, Path(place))
        with browser.chromium() as chromium:
            for lang in asked.lang or LANGS:
                reached, wrong = walked(home.copy(kept, Path(place) / lang), chromium, lang)
                stages, failed = stages + reached, failed + wrong
    sys.stdout.write("".join(f"{line}\n" for line in failed))
    sys.stdout.write(f"stages={stages} failed={len(failed)}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
