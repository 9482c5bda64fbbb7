"""What a walk through a deal carries along: the people at their browsers, and what was found."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser
from tests.web import browser
from tests.web.story.browser_user import Reader
from tests.web.story.cast import DPO, HEAD, HOUSE, SELLER, Companies

from shoumi.base.deals.rules import OF_SIDE
from shoumi.base.messages.core.records import NAMES as RECORDS
from shoumi.core.handbook import demand
from shoumi.core.milestones import FilingKind
from shoumi.core.terms import Role
from shoumi.doors.demo import made_up_papers

YEAR = 2026
FIRST = datetime(YEAR, 8, 24, 9)  # noqa: DTZ001 - as it is typed
# How much of a page a picture shows, in pixels.
_TALL, _PHONE = 1120, 844


@dataclass(slots=True)
class Tale:
    """``deal``  the address of its page; ``found`` what later parts need to know, by name

    ``shots``  where pictures go, if anywhere; ``downloads`` what people saved
    ``failed``  what stopped the walk; ``commanded`` the steps that were done by command
    ``stated``  until when each demand is stated, and by whom; ``now`` the story's time
    ``companies``  who is sold to whom
    ``withdraws``  whether some take a yes back before the data is handed over
    """

    folder: Path
    served: browser.Served
    chromium: Browser
    closing: ExitStack
    shots: Path | None = None
    withdraws: bool = True
    companies: Companies = field(default_factory=Companies)
    deal: str = ""
    found: dict[str, str] = field(default_factory=dict)
    readers: dict[str, Reader] = field(default_factory=dict)
    stages: int = 0
    failed: list[str] = field(default_factory=list)
    commanded: set[str] = field(default_factory=set)
    stated: dict[str, tuple[datetime, str]] = field(default_factory=dict)
    now: datetime = FIRST
    began: float = field(default_factory=time.monotonic)

    @property
    def downloads(self) -> Path:
        place = self.folder.with_name(f"{self.folder.name}-saved")
        place.mkdir(exist_ok=True)
        return place

    def by(self, name: str) -> Reader:
        """The person called that, come in by the demo's link."""
        if name not in self.readers:
            window = browser.window(self.chromium, self.served.site)
            opened = self.closing.enter_context(window)
            self.readers[name] = made = Reader(name, opened, self.served.link)
            made.comes_in()
        return self.readers[name]

    def customer(self, name: str, *, width: int = 1280, lang: str = "zh") -> Reader:
        """Somebody without a log-in, at a browser of his own."""
        window = browser.window(self.chromium, self.served.site, width=width, lang=lang)
        self.readers[name] = made = Reader(name, self.closing.enter_context(window))
        return made

    def stage(self, name: str, reader: Reader, sees: str, also: str = "") -> None:
        """``reader`` is there once ``sees`` is on the page; nothing went wrong on the way."""
        said = reader.reads()
        assert sees in said, f"{name}: {reader.name} does not read “{sees}”: {_short(reader)}"
        for one in self.readers.values():
            assert not (faults := one.faults()), f"{name}: {one.name}: {faults}"
        self.stages += 1
        told = f"{name} · {reader.name}{' · ' + also if also else ''}"
        sys.stdout.write(f"{self.stages:3} {time.monotonic() - self.began:5.0f} s  {told}\n")
        sys.stdout.flush()

    def go(self, month: int, day: int, hour: int = 9, minute: int = 0) -> None:
        """Move the story's clock on, by its page; what lapses on the way is stated anew first."""
        to = moment(month, day, hour, minute)
        self.renews(to)
        self.now = to
        reader = next(iter(self.readers.values()))
        # The link to it stands in the bar at the top, which is shorter on a telephone.
        reader.goes("/clock/do/move-clock")
        reader.fills({"to": f"{to:%Y-%m-%dT%H:%M}"})
        reader.presses()
        assert not reader.refusal(), reader.refusal()

    def renews(self, to: datetime) -> None:
        """What lapses until then is stated anew."""
        for duty, (until, who) in sorted(self.stated.items()):
            if until <= to:
                self.states(who, duty)

    def states(self, who: str, duty: str) -> Reader:
        """Who answers for a demand states it, for as long as its own clock allows."""
        about = demand(duty)
        record = RECORDS["handbook.Record"][about.evidence[0].value][0]
        given: dict[str, Any] = {"statement": "措施已经落实", "kind": record}
        given["evidence"] = self.paper(f"duty-{duty}-{self.now:%m%d}")
        slug = "attest"
        if about.names_persons:
            slug, given["persons"] = "attest-persons", [HEAD, DPO, *HOUSE]
        done = self.act(who, f"/duties/{duty}", slug, **given)
        self.stated[duty] = self.now + timedelta(days=about.valid_days), who
        return done

    def act(self, who: str, place: str, slug: str, /, *, refused: str = "", **given: Any) -> Reader:
        """Find the act on the page ``place``, fill it in and do it; told so, be refused it."""
        reader = self.by(who)
        way = self._way(reader, slug, given) if reader.is_at(place) else ""
        if not way:
            reader.goes(place)
            way = self._way(reader, slug, given)
        assert way, f"{reader.name} is not offered {slug} on {reader.page.url}"
        reader.follows(way)
        return self.does(reader, slug, given, refused)

    def does(
        self, reader: Reader, slug: str, given: Mapping[str, Any], refused: str = ""
    ) -> Reader:
        """Fill in and send the act that is on the page."""
        reader.fills(given)
        if reader.has("main [name=is_sure]"):
            reader.fills({"is_sure": True})
        reader.presses()
        said = reader.refusal() or "；".join(reader.complaints()) or reader.waits()
        if refused:
            assert refused in said, f"{slug} by {reader.name} was to be refused: {_short(reader)}"
        else:
            assert not said, f"{slug} by {reader.name} was refused: {_short(reader)}"
            assert f"do/{slug}" not in reader.page.url, f"{slug} by {reader.name}: {_short(reader)}"
        return reader

    def _way(self, reader: Reader, slug: str, given: dict[str, Any]) -> str:
        """The link to an act: the one with the first choice made already, where there is one."""
        for name in ("kind", "stage"):
            aimed = reader.link(f"do/{slug}?{name}={given.get(name)}")
            if name in given and reader.has(aimed):
                del given[name]
                return aimed
        plain = f"main a[href$='do/{slug}'], main a[href*='do/{slug}?']"
        return plain if reader.has(plain) else ""

    def file(self, who: str, kind: str, **more: Any) -> Reader:
        """Put a made-up paper on file; its bytes say what it is."""
        done = self.act(who, self.deal, "deal-file", kind=kind, document=self.paper(kind), **more)
        if side := OF_SIDE.get(FilingKind(kind)):
            self._confirms(SELLER if side is Role.TR else self.companies.buyer_person)
        return done

    def file_all(self, who: str, *kinds: str) -> None:
        """Several papers, each by a form of its own."""
        for kind in kinds:
            self.file(who, kind)

    def states_all(self, who: str, duties: Sequence[str]) -> Reader:
        """Several demands, each by a form of its own; where the last one led."""
        return [self.states(who, duty) for duty in duties][-1]

    def _confirms(self, who: str) -> None:
        """A side says on its page that what was filed on its behalf is its own."""
        reader = self.by(who)
        reader.goes(f"/papers?deal={self.deal.rpartition('/')[2]}")
        reader.follows(reader.link("do/paper-confirm?filing="))
        self.does(reader, "paper-confirm", {})

    def paper(self, name: str) -> dict[str, Any]:
        """A file as a person would choose one: made up, with its name and the company's code."""
        of = self.companies
        # Another buyer's paper is another paper: the same bytes are not filed twice.
        told = f"{of.target_code}, {of.buyer_code[-4:]}"
        content = made_up_papers.pdf(f"Made-up paper {name}, {told}")
        return {"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": content}

    def opens(self, who: str, stage: str, refused: str = "") -> Reader:
        return self.act(who, self.deal, "deal-advance", stage=stage, refused=refused)

    def finishes(self, who: str, stage: str) -> Reader:
        return self.act(who, self.deal, "deal-finish", stage=stage)

    def last_looks(self) -> None:
        """What everybody had on the screen when the walk stopped."""
        if self.shots:
            for name, reader in self.readers.items():
                browser.picture(reader.page, self.shots / f"stopped-{name}.png")

    def here(self, reader: Reader) -> str:
        """The address of what is on the screen, for whoever goes there next."""
        return reader.page.url.removeprefix(self.served.site).partition("?")[0]

    def picture(self, reader: Reader, name: str) -> None:
        """What is on the screen, for the README."""
        if self.shots:
            width = reader.page.evaluate("window.innerWidth")
            reader.page.set_viewport_size(
                {"width": width, "height": _TALL if width > 500 else _PHONE}
            )
            reader.page.evaluate("window.scrollTo(0, 0)")
            browser.picture(reader.page, self.shots / f"{name}.png", whole=False)
            browser.resize(reader.page, width)


def moment(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(YEAR, month, day, hour, minute)  # noqa: DTZ001 - as it is typed


def _short(reader: Reader) -> str:
    said = " ".join(reader.reads().split())
    place = max(said.find("返回"), 0)
    return f"{reader.page.url} {reader.refusal()} {reader.complaints()} {said[place:][:700]}"
