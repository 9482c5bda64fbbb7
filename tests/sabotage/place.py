"""A home at one moment of the story, opened in this process, put back after each try."""

from __future__ import annotations

import itertools
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.sabotage import page_text
from tests.sabotage.kept_home import KeptHome
from tests.sabotage.upkeep import Upkeep

_keys = itertools.count(1)


class Refusal(Exception):  # noqa: N818 - what a door said, whichever way it was knocked at
    """``words`` is all that was told; ``demands`` those it names by themselves, where it does."""

    def __init__(self, words: str, demands: frozenset[str] = frozenset()) -> None:
        super().__init__(words[:300])
        self.words, self.named = words, demands

    def names(self, demand: str) -> bool:
        if self.named:
            return demand in self.named
        return re.search(rf"(?<![\d.]){re.escape(demand)}(?![\d.]*\d)", self.words) is not None


class Place(Upkeep, KeptHome):
    """Who acts in the home, and each way in."""

    def __init__(self, kept: Path, folder: Path) -> None:
        super().__init__(kept, folder)
        self._visitors: dict[str, Any] = {}
        self._programs: dict[str, Any] = {}

    def sign_everybody_in(self) -> None:
        self._visitors, self._programs = {}, {}
        self.sign_in_again()

    @contextmanager
    def outside(self) -> Iterator[None]:
        """What answers the home from elsewhere stands; of a told one nobody does."""
        yield

    # -- who and when -----------------------------------------------------------------------

    def __getitem__(self, name: str) -> Any:
        from shoumi.core.refs import Ref

        return Ref(self.told.people[name])

    def ref(self, name: str) -> Any:
        from shoumi.base.deals.models import DataSet
        from shoumi.core.refs import Ref

        if name == "dataset":
            return Ref(DataSet.objects.filter(deal=self.told.deal).order_by("code")[0].ref)
        return Ref(self.told.refs[name])

    @property
    def deal(self) -> Any:
        from shoumi.core.refs import Ref

        return Ref(self.told.deal)

    @property
    def at(self) -> datetime:
        from shoumi.base import clock

        return clock.now()

    def go(self, **by: float) -> datetime:
        from shoumi.base import clock
        from shoumi.base.clock import services as clocks
        from shoumi.core.refs import SYSTEM

        clocks.advance(to=clock.now() + timedelta(**by), actor=SYSTEM)
        return clock.now()

    @property
    def stated(self) -> Sequence[str]:
        """Demands that people state in such a home."""
        from shoumi.doors.demo import cast

        return cast.ATTESTED

    def is_possible(self, what: Any) -> bool:
        """Whether a promise can be broken in that way in such a home."""
        return True

    def can(self, what: Any, act: Any) -> bool:
        """Whether an act can be tried in such a home while that is broken or mended."""
        return True

    def ways(self, act: Any) -> list[str]:
        """Those there are in such a home, by service first."""
        return [*act.ways]

    # -- ways in ----------------------------------------------------------------------------

    @property
    def callers(self) -> list[Any]:
        return [*self._visitors.values(), *self._programs.values()]

    def _sign_in(self, name: str) -> None:
        from shoumi.doors.api.tests.programs import program
        from shoumi.doors.tests.visitors import signed_in

        self._visitors[name] = signed_in(self[name])
        if name in _WITH_PROGRAM:
            self._programs[name] = program(self[name])

    @contextmanager
    def signed_in_anew(self) -> Iterator[None]:
        """Within it whoever signs in again does so in the home of then; after it, as before."""
        before = dict(self._visitors), dict(self._programs)
        try:
            yield
        finally:
            self._visitors, self._programs = before

    def sign_in_again(self) -> None:
        """After a long time nobody is signed in any more."""
        for name in self.told.people:
            self._sign_in(name)

    def _browser(self, name: str) -> Any:
        """The person's; nobody is signed out for idleness, however slowly this machine goes."""
        from shoumi.base.signin.models import Session

        now = datetime.now(UTC)
        Session.objects.filter(person=self[name]).update(proved_at=now, seen_at=now)
        return self._visitors[name]

    def page(self, name: str, address: str, /, **given: Any) -> str:
        """Send a page's form; the words of the answer.

        Raises:
            Refusal: it was not done.
        """
        answer = self._browser(name).act(address, **given)
        text = page_text.plain(page_text.content(answer))
        if answer.status_code >= 400:
            raise Refusal(f"{answer.status_code} {text}")
        return text

    def try_page(self, name: str, address: str, /, **given: Any) -> str:
        """Send a form that asks for a second person first; what the answer says."""
        return page_text.plain(self._browser(name).act(address, **given).content.decode())

    @staticmethod
    def paper(name: str) -> Any:
        from django.core.files.uploadedfile import SimpleUploadedFile

        return SimpleUploadedFile(f"{name}.txt", f"made up: {name}".encode())

    def led(self, name: str, address: str, /, **given: Any) -> str:
        """Send a form; the address that the answer leads to.

        Raises:
            Refusal: it leads nowhere.
        """
        answer = self._browser(name).post(address, given, secure=True)
        if answer.status_code != 303:
            text = page_text.plain(answer.content.decode("utf-8", "replace"))
            raise Refusal(f"{answer.status_code} {text}")
        return str(answer.headers["Location"]).partition("?")[0]

    def work(self) -> None:
        """A worker does what pages asked for.

        Raises:
            Refusal: the last of it was refused; the words are those of its page, for who asked.
        """
        from shoumi.base.jobs.models import Errand

        self.worked()
        last = Errand.objects.order_by("-id").first()
        if last is not None and last.end != "done":
            asked = next(name for name, ref in self.told.people.items() if ref == last.actor)
            raise Refusal(self.look(asked, f"/errands/{last.ref}"))

    def work_on(self) -> None:
        """Let the workers come to the end of what has begun, such as a rotation."""
        while self.worked():
            pass

    @staticmethod
    def worked() -> int:
        """How many jobs a worker did."""
        from shoumi.doors.tests.visitors import worked

        return worked()

    def look(self, name: str, address: str, *, whole: bool = False) -> str:
        """The words of a page; ``whole``: with its marks.

        Raises:
            Refusal: it is not shown.
        """
        answer = self._browser(name).get(address, secure=True)
        html = page_text.content(answer)
        text = html if whole and answer.status_code < 400 else page_text.plain(html)
        if answer.status_code >= 400:
            raise Refusal(f"{answer.status_code} {text}")
        return text

    def call(self, name: str, address: str, body: object = None) -> Any:
        """As a program; the answer.

        Raises:
            Refusal: it was not done; the demands are those of the problem document.
        """
        from shoumi.doors.api import limits

        limits.calls.clear()
        return self._answered(self._programs[name].act(address, body))

    def read(self, name: str, address: str) -> Any:
        """As a program that reads; the answer.

        Raises:
            Refusal: it is not told.
        """
        from shoumi.doors.api import limits

        limits.calls.clear()
        return self._answered(self._programs[name].read(address))

    def upload(self, name: str, address: str, body: object) -> Any:
        """As ``call``, with files."""
        from shoumi.doors.api.tests.programs import AT

        key = {"Idempotency-Key": f"key-of-an-upload-{self.folder.name}-{next(_keys)}"}
        return self._answered(self._programs[name].post(f"{AT}{address}", body, headers=key))

    @staticmethod
    def _answered(answer: Any) -> Any:
        if answer.status_code >= 400:
            told = answer.json()
            named = set(told.get("demands") or ())
            named |= {one.get("duty") for one in told.get("reasons") or () if one.get("duty")}
            raise Refusal(
                f"{answer.status_code} {json.dumps(told, ensure_ascii=False)}", frozenset(named)
            )
        return answer.json()

    def shoumi(self, *args: object, as_: str = "", **options: Any) -> str:
        """As on a command line, in this process.

        Raises:
            Refusal: it was not done.
        """
        from click.testing import CliRunner

        from shoumi.doors.cli import main

        given = [str(arg) for arg in args] + (["--as", as_] if as_ else [])
        sys.argv = ["shoumi", *given]
        done = CliRunner().invoke(main, given, **options)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        if done.exit_code:
            raise Refusal(f"{done.exit_code} {done.output}")
        return done.stdout


# Who of the house lets a program act.
_WITH_PROGRAM = frozenset({"郑样板", "林示范", "陈示例", "周模拟", "冯示例", "李测试"})


def begin(kept: Path, folder: Path, kind: type[Place] = Place) -> Place:
    """Open ``folder/home`` as the web server does, once for a process; ``kept`` holds the homes of
    the story, or of a first deal where ``kind`` is a real one."""
    folder.mkdir(exist_ok=True)
    os.environ.update(
        SHOUMI_HOME=str(folder / "home"),
        SHOUMI_LANG="zh",
        DJANGO_SETTINGS_MODULE="shoumi.doors.settings.web",
    )
    for name in ("DATABASE_URL", "KEYRING_URL", "DATABASE_OWNER_URL"):
        os.environ.pop(name, None)
    from shoumi.doors import homes

    homes.load()
    return kind(kept, folder)
