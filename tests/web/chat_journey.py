"""Two browsers in one chat: a visitor at 390 px and customer service, the server killed between.

``python -m tests.web.chat_journey [--lang zh] [HOME]`` prints every stage and ``stages=N
failed=0``; a picture of each lies in the folder that ``SHOTS`` names, if it names one.  HOME is a
demo home to copy instead of telling one.  While nobody serves both write; another server takes up
where the first was killed, and each line is there once, in the order in which it was kept.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Error, Route
from tests.web import browser, home
from tests.web.journeys import Journey

LANGS = ("zh", "en")
_PHONE = 390
_TOLD_MS = 2000  # within which the end of a chat is everywhere
# The next working day of the story, eleven in the morning in China.
_WORKDAY = (11, 3)
_WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "asks": "你们从哪里拿到我的号码？",
        "answers": "您好，是您登记服务的时候留下的。",
        "more": "我不想再收到短信。",
        "lost": "服务器停着的时候写的",
        "back": "我们也还在",
        "note": "像是老客户",
        "kind": "OBJECT",
        "sets out": "",
        "over": "已登记为正式请求",
        "request": "反对",
    },
    "en": {
        "asks": "Where did you get my number from?",
        "answers": "You left it with us when you registered.",
        "more": "I want no more messages.",
        "lost": "written while no server was there",
        "back": "we are here as well",
        "note": "seems to be known",
        "kind": "OBJECT",
        "sets out": "yes",
        "over": "It is a request now",
        "request": "objection",
    },
}


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--lang", choices=LANGS)
    asked.add_argument("home", nargs="?", type=Path)
    given = asked.parse_args()
    shots = Path(os.environ["SHOTS"]) if os.environ.get("SHOTS") else None
    stages = failed = 0
    with tempfile.TemporaryDirectory(prefix="shoumi-chat-") as place:
        folder = Path(place) / "home"
        home.copy(given.home, folder) if given.home else home.tell(folder)
        service = staffed(folder)
        for lang in [given.lang] if given.lang else LANGS:
            with browser.chromium() as chromium:
                walk = _Walk(lang, folder, service, shots)
                try:
                    walk.go(chromium)
                except (AssertionError, Error) as error:
                    failed = 1
                    sys.stdout.write(f"FAILED after stage {walk.stages} ({lang}): {error}\n")
                stages += walk.stages
    sys.stdout.write(f"stages={stages} failed={failed}\n")
    return failed


def staffed(folder: Path) -> str:
    """A chat is listed and it is a working hour; who serves customers."""
    home.start(folder)
    from django.db import connections

    from shoumi.base import clock
    from shoumi.base.accounts.models import Person
    from shoumi.base.clock import services as story
    from shoumi.chapters.feedback.queries import chats
    from shoumi.chapters.feedback.rules import Way
    from shoumi.chapters.feedback.services import channels
    from shoumi.core.refs import Ref
    from shoumi.doors.demo import cast

    people = {one.name: Ref(one.ref) for one in Person.objects.all()}
    officer = people[cast.DPO]
    month, day = _WORKDAY
    to = datetime(clock.now().year, month, day, 3, tzinfo=UTC)
    if clock.now() < to:
        story.advance(to=to, actor=officer)
    channels.list_channel(way=Way.CHAT, contact="/ask/chat", actor=officer, at=clock.now())
    assert chats.is_open(clock.now()), clock.now()
    connections.close_all()
    return people[cast.SERVICE]


class _Walk:
    """One language; ``stages`` of both windows."""

    def __init__(self, lang: str, folder: Path, service: str, shots: Path | None) -> None:
        self.lang, self.folder, self.service = lang, folder, service
        self.words = _WORDS[lang]
        self.shots = shots and shots / lang
        self._ways: list[Journey] = []

    @property
    def stages(self) -> int:
        return sum(one.stages for one in self._ways)

    def go(self, chromium: browser.Browser) -> None:
        with (
            browser.served(self.folder) as served,
            browser.window(chromium, served.site, lang=self.lang, width=_PHONE) as outside,
            browser.window(chromium, served.site, lang=self.lang) as inside,
        ):
            self._ways = [Journey(one, self.shots) for one in (outside, inside)]
            visitor, service = self._ways
            browser.play(inside, served.link, self.service)
            self._begun(visitor, service)
            self._told_at_once(visitor, service)
            served.kill()
            visitor.stage("the server is gone, and the page says so", "[data-talk-away]:visible")
            for way, said in ((visitor, "lost"), (service, "back")):
                way.page.fill("#talk-text", self.words[said])
                way.page.press("#talk-text", "Enter")
            with browser.served(self.folder, served.port):
                self._taken_up(visitor, service)
                self._ended(visitor, service)

    def _begun(self, visitor: Journey, service: Journey) -> None:
        words = self.words
        visitor.page.goto(f"{visitor.window.site}/ask")
        visitor.press("a[href='/ask/chat']")
        visitor.page.fill("main [name=text]", words["asks"])
        visitor.press("main form button.btn-main")
        visitor.stage("the visitor is in the chat", f"text={words['asks']}")
        service.page.goto(f"{service.window.site}/chats")
        service.press("main table a")
        service.stage("nothing of it is read yet", ".btn-main")
        assert words["asks"] not in service.page.content()
        service.press(".btn-main")
        service.press("main form button.btn-main")
        service.stage("customer service has taken it", f"text={words['asks']}")
        visitor.stage("and the visitor sees it", "[data-part=TAKEN]")

    def _told_at_once(self, visitor: Journey, service: Journey) -> None:
        words = self.words
        for one in (visitor, service):
            one.page.evaluate("window.here = 1")
        _write(service, words["answers"])
        visitor.stage("the answer comes by itself", f"text={words['answers']}")
        _write(visitor, words["more"])
        service.stage("and so does the next question", f"text={words['more']}")
        assert all(one.page.evaluate("window.here") == 1 for one in (visitor, service))

    def _taken_up(self, visitor: Journey, service: Journey) -> None:
        words = self.words
        for one in (visitor, service):
            for said in ("lost", "back"):
                one.stage(f"{said} is there", f"[data-talk-lines] >> text={words[said]}")
            assert one.page.evaluate("window.here") == 1, "the page was loaded again"
        lines = [_lines(one) for one in (visitor, service)]
        assert lines[0] == lines[1] == sorted(set(lines[0])), lines
        visitor.page.reload()
        visitor.stage("after a reload it is found again", f"text={words['lost']}")
        assert _lines(visitor) == lines[0]
        assert visitor.window.site not in visitor.page.url.partition("#")[2]

    def _ended(self, visitor: Journey, service: Journey) -> None:
        words = self.words
        service.press("a[href$='/do/chat-note']")
        service.page.fill("main [name=text]", words["note"])
        service.press("main form button.btn-main")
        service.stage("a note is kept", f"text={words['note']}")
        visitor.page.select_option("main [name=kind]", value=words["kind"])
        held = _sets_out(service) if words["sets out"] else None
        visitor.press("form[action='/ask/chat/end'] button")
        visitor.stage("the visitor made it a request", f"text={words['over']}")
        if held is None:
            service.page.wait_for_selector("[data-talk]", state="detached", timeout=20_000)
            service.stage("and customer service sees that it is over", "h1")
        else:
            service.page.wait_for_timeout(_TOLD_MS)  # a page that is being left is not looked at
            held.pop().continue_()
            service.page.wait_for_url("**/requests")
            service.stage("and customer service comes where it was going", "main table")
        visitor.press("[data-talk-again] button")
        visitor.stage("which the same code opens", f"text={words['answers']}")
        assert words["note"] not in visitor.page.content()


def _sets_out(way: Journey) -> list[Route]:
    """On the way to another page, which nobody answers until its route goes on."""
    held: list[Route] = []
    way.page.route("**/requests", lambda route: held.append(route))
    way.page.evaluate("setTimeout(() => location.assign('/requests'))")
    way.page.wait_for_timeout(300)
    assert held, "nobody set out"
    return held


def _write(way: Journey, text: str) -> None:
    way.page.fill("#talk-text", text)
    way.page.press("#talk-text", "Enter")


def _lines(way: Journey) -> list[int]:
    """The places of the lines that this window shows, in their order on it."""
    script = "lines => lines.map(line => Number(line.dataset.place))"
    found: list[int] = way.page.locator("[data-talk-lines] > li").evaluate_all(script)
    return found


if __name__ == "__main__":
    sys.exit(main())
