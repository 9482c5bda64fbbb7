"""One person at a browser of his own: follow a link, fill a form in, press the button, look."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Download, Locator, Page
from tests.web import browser

_PATIENCE = 60_000  # ms; taking a thousand people in is the slowest press
_REFUSAL = "#refusal-what"
_WORK = "[data-work]"
_OVER = ",".join(f"{_WORK}[data-state={end}]" for end in ("done", "refused", "stopped", "dead"))


class Reader:
    """``name``  who it is; ``way_in`` by which a person of the house comes in; what went wrong
    in the window is asked for by ``faults``.  ``prove`` is the button that proves who it is.
    """

    prove = "form[action$='play-prove'] button"

    def __init__(self, name: str, window: browser.Window, way_in: str = "") -> None:
        self.name, self.window, self.way_in = name, window, way_in
        self.page: Page = window.page
        self.page.set_default_timeout(_PATIENCE)

    def goes(self, path: str) -> None:
        """To a page of the site; where it asks for a proof of who this is, the proof is given.

        A log-in that nobody used for a quarter of an hour is over: come in again.
        """
        self.page.goto(self.window.site + path)
        if self.way_in and self.is_out():
            self.comes_in()
            self.page.goto(self.window.site + path)
        self._proves()

    def comes_in(self) -> None:
        """By the link that the server of a demo prints, in the part of that name."""
        self.page.goto(self.way_in)
        self.fills({"person": self.name})
        self.presses("button.btn-main")

    def is_out(self) -> bool:
        """Whether the page that came is for people who have not signed in."""
        return "/sign-in" in self.page.url

    def is_at(self, path: str) -> bool:
        """Whether that page is on the screen, as it was when somebody last did something."""
        return self.page.url.partition("?")[0] == self.window.site + path

    def follows(self, selector: str) -> None:
        self._seen(selector).click()
        self.page.wait_for_load_state()
        self._proves()

    def _seen(self, selector: str) -> Locator:
        """The first of them; what is folded away is unfolded."""
        found = self.page.locator(selector).first
        folded = found.locator("xpath=ancestor::details[not(@open)]/summary")
        if folded.count():
            folded.first.click()
        return found

    def link(self, href: str) -> str:
        """The selector of a link to an address that has ``href`` in it."""
        return f"main a[href*='{href}']"

    def has(self, selector: str) -> bool:
        return self.page.locator(selector).count() > 0

    def fills(self, given: Mapping[str, Any]) -> None:
        """Each field by its name.  A list ticks those whose words have one of it in them."""
        for name, value in given.items():
            if isinstance(value, list):
                self._ticks(name, value)
            else:
                self._fill(self.page.locator(f"main [name='{name}']").first, value)

    def presses(self, selector: str = "main form button.btn-main[type=submit]") -> None:
        button = self.page.locator(selector).first
        with self.page.expect_navigation():
            button.click()
        self._proves()

    def sees(self, selector: str) -> None:
        """Wait until that is there, and prove who this is where that is asked first."""
        self.page.wait_for_selector(f"{selector}, {self.prove}")
        self._proves()
        self.page.wait_for_selector(selector)

    def waits(self) -> str:
        """On the page of long work until it has ended; what it says where it was not done."""
        if "/errands/" not in self.page.url:
            return ""
        self.page.wait_for_selector(_OVER, timeout=_PATIENCE)
        if self.has(f"{_WORK}[data-state=done]"):
            return ""
        return self.page.inner_text(_WORK)

    def goes_on(self) -> None:
        """From work that was done to what it made."""
        self.follows(f"{_WORK} .card-foot a")

    def takes(self, selector: str, folder: Path) -> Path:
        """What a click downloads, in ``folder`` by the name that was offered.

        Where a proof of who this is is asked for first, the file comes after it.
        """
        files: list[Download] = []
        self.page.once("download", lambda one: files.append(one))
        self._seen(selector).click()
        until, is_proved = time.monotonic() + _PATIENCE / 1000, False
        while not files and time.monotonic() < until:
            self.page.wait_for_timeout(50)
            if not is_proved and "/step-up" in self.page.url and self.has(self.prove):
                is_proved = True
                self.page.click(self.prove, no_wait_after=True)
        assert files, f"{self.name} takes no file by {selector} on {self.page.url}"
        path = folder / files[0].suggested_filename
        files[0].save_as(path)
        return path

    def reads(self) -> str:
        """All that the page says."""
        return self.page.inner_text("body")

    def refusal(self) -> str:
        """What the refusal on the page says; empty where there is none."""
        found = self.page.locator(_REFUSAL)
        return found.first.inner_text() if found.count() else ""

    def complaints(self) -> list[str]:
        """What the form says is wrong with what was filled in."""
        return self.page.locator(".field-error").all_inner_texts()

    def faults(self) -> list[str]:
        """Violations of the policy, errors of scripts, calls to elsewhere, since the last time."""
        window = self.window
        found = [*window.policy(), *window.errors(), *window.external]
        window.external.clear()
        if browser.overflows(self.page):
            found.append("wider than the window")
        return found

    def _proves(self) -> None:
        if "/step-up" in self.page.url:
            with self.page.expect_navigation():
                self.page.click(self.prove)

    def _ticks(self, name: str, wanted: list[str]) -> None:
        """These and no others, also where some are ticked beforehand."""
        for box in self.page.locator(f"main input[type=checkbox][name='{name}']").all():
            box.uncheck()
        for words in wanted:
            starts = re.compile(rf"^\s*{re.escape(words)}")
            choice = self.page.locator("label.choice", has_text=starts)
            choice.locator(f"input[name='{name}']").first.check()

    def _fill(self, field: Locator, value: Any) -> None:
        kind = field.evaluate("one => one.tagName === 'SELECT' ? 'select' : one.type")
        if kind == "select":
            field.select_option(value=_option(field, str(value)))
        elif kind == "file":
            field.set_input_files(list(value) if isinstance(value, tuple) else value)
        elif kind == "checkbox":
            field.check()
        else:
            field.fill(str(value))


def _option(field: Locator, words: str) -> str:
    """The value of the option that is ``words``, begins with them or has them."""
    found: list[list[str]] = field.evaluate(
        "one => [...one.options].map(each => [each.value, each.label])"
    )
    for fits in (
        lambda one: words in one,
        lambda one: one[1].startswith(words),
        lambda one: words in one[1],
    ):
        for one in found:
            if one[0] and fits(one):
                return str(one[0])
    raise AssertionError(f"no choice is called {words}: {[one[1] for one in found]}")
