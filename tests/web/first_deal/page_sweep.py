"""Every page that a link leads to in the home of a first deal, in both languages, light and dark.

A page is looked at as by whoever of its group gets there first: people of the house, sides of a
deal, the supervisor from outside.  What is looked for is what ``tests.web.pages`` looks for.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict, deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Error
from tests.web import browser, home, pages
from tests.web.first_deal.member import Member
from tests.web.first_deal.walk import FirstDeal
from tests.web.set_up_journey import COMPANY
from tests.web.story.cast import BUYER, HOLDER, SELLER, SUPERVISOR

_GROUPS = {**dict.fromkeys((SELLER, HOLDER, BUYER), "side"), SUPERVISOR: "supervisor"}
# A reference, a demand's number, a day: what differs from one page of a kind to the next.
_OWN = re.compile(r"(?<=/)(?=[^/]*\d)[^/]+")
_HAN = re.compile("[\u3400-\u9fff]")
# The names of their own passkeys.
_TYPED = ("这台电脑",)
# A room that was shut says so, and to whom to turn.
_SHUT = {"/rooms/*": (200, 403)}
_LINKS = "found => found.map(one => one.getAttribute('href'))"
_NAMES = """
import json, sys
from pathlib import Path
from tests.web import home
home.start(Path(sys.argv[1]))
from tests.web import visits
print(json.dumps(visits.names()))
"""


@dataclass(slots=True)
class Place:
    """A page to look at; ``name`` is the same for all pages of its kind."""

    name: str
    path: str
    status: int = 200


class Sweep(pages.Looking):
    """``walk`` is over, or has come to where its pages are to be looked at."""

    def __init__(self, walk: FirstDeal) -> None:
        # What people typed themselves stands on a page of either language as it was typed.
        typed = sorted({*_names(walk.folder), *COMPANY.values(), *_TYPED}, key=len, reverse=True)
        super().__init__(walk.served, [], typed, walk.shots)
        self.seen: defaultdict[str, set[str]] = defaultdict(set)
        self.by: Member | None = None

    def sweep(self, members: Collection[Member], chromium: Any) -> None:
        for self.by in members:
            found = list(self._places(self.by))
            for lang, theme in self.looks:
                # The same log-in at a window of that language: a proof given in one holds in both.
                kept = self.by.page.context.storage_state()
                with browser.window(
                    chromium, self.served.site, lang=lang, theme=theme, kept=kept
                ) as window:
                    for place in found:
                        self.look(window, place, lang, theme)

    def _places(self, member: Member) -> Iterator[Place]:
        """Pages that links lead to from Today on, one of each kind that nobody saw before."""
        group = _GROUPS.get(member.name, "house")
        seen, waiting = self.seen[group], deque(["/"])
        seen.add("/")
        while waiting:
            path = waiting.popleft()
            try:
                member.goes(path)
            except Error as error:
                if "Download is starting" in error.message:  # a file is no page
                    continue
                raise
            kind = _kind(path)
            yield Place(f"{group} {member.name} {kind}", path)
            for link in member.page.eval_on_selector_all("a[href^='/']", _LINKS):
                there = link.partition("#")[0]
                if there and _kind(there) not in seen and not there.startswith("/static/"):
                    seen.add(_kind(there))
                    waiting.append(there)

    def _note(self, kind: str, where: str, told: list[str]) -> None:
        if kind == "untranslated":
            told = [one for one in told if not self._is_typed(one)]
        super()._note(kind, where, told)

    def _is_typed(self, text: str) -> bool:
        """Whether all that is Chinese in it was typed by people."""
        for name in self.names:
            text = text.replace(name, "")
        return not _HAN.search(text)

    def _open(self, window: browser.Window, visit: Any) -> Any:
        """Go there; who this is is proved at the person's own window, where the passkey is."""
        answer = window.page.goto(window.site + visit.path)
        if "/step-up" in window.page.url or "/sign-in" in window.page.url:
            assert self.by
            self.by.goes(visit.path)
            window.context.add_cookies(self.by.page.context.cookies())  # type: ignore[arg-type]
            answer = window.page.goto(window.site + visit.path)
        window.page.evaluate("document.fonts.ready.then(() => true)")
        assert answer is not None
        if answer.status in _SHUT.get(_kind(visit.path), ()):
            visit.status = answer.status
        return answer


def _kind(path: str) -> str:
    return _OWN.sub("*", path.partition("?")[0])


def _names(folder: Path) -> list[str]:
    """What people, companies and papers of the home are called; asked by a process of its own."""
    order = [sys.executable, "-c", _NAMES, str(folder)]
    told = subprocess.run(
        order, check=True, text=True, stdout=subprocess.PIPE, env=home.environment(folder)
    )
    return list(json.loads(told.stdout))
