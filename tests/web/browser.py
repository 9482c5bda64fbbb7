"""Debian's Chromium and a served home, for sweeps and journeys."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    Request,
    sync_playwright,
)
from playwright.sync_api import (
    TimeoutError as PlaywrightTimeoutError,
)
from tests.free_port import free_port
from tests.web import home

WIDTHS = (1280, 390)
NARROWEST = 320
_HEIGHT = 900
_PICTURE = 20_000  # milliseconds
_SAYS = """
    window.broken = [];
    addEventListener("securitypolicyviolation", (event) =>
        window.broken.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


@dataclass(slots=True)
class Served:
    """``site``  where it is, without a slash; ``link`` what the server printed to come in by."""

    site: str
    link: str
    server: subprocess.Popen[str] = field(repr=False)

    @property
    def port(self) -> int:
        return int(self.site.rpartition(":")[2])

    def kill(self) -> None:
        """As when the machine loses its power: all of its processes at once, nothing tidied up."""
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()


@contextmanager
def served(
    folder: Path,
    port: int | None = None,
    *,
    more: Mapping[str, str] | None = None,
    words: Iterable[str] = (),
) -> Iterator[Served]:
    """``shoumi serve`` on ``port``, or a free one, until the block ends.

    ``more`` stands in its environment, ``words`` on its command line.
    """
    port = port or free_port()
    order = [sys.executable, "-m", "shoumi.doors.cli", "serve", "--port", str(port), *words]
    with subprocess.Popen(
        order,
        env={**home.environment(folder), **(more or {})},
        text=True,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as server:
        try:
            site = f"http://localhost:{port}"
            link = _link(server, site)
            # A pipe nobody reads fills, and then the server waits for its reader for ever.
            threading.Thread(target=_read_on, args=(server,), daemon=True).start()
            _wait(f"{site}/sign-in")
            yield Served(site, link, server)
        finally:
            server.terminate()


def _link(server: subprocess.Popen[str], site: str) -> str:
    assert server.stdout
    for line in server.stdout:
        found = re.search(rf"{site}/(?:play|set-up)/\S+", line)
        if found:
            return found.group()
    raise RuntimeError("the server printed no link and is gone")


def _read_on(server: subprocess.Popen[str]) -> None:
    assert server.stdout
    with suppress(ValueError):  # it was closed: the server is gone
        for _ in server.stdout:
            pass


def _wait(address: str, running: subprocess.Popen[bytes] | None = None) -> None:
    """Until it answers; not longer than ``running`` does run."""
    for _ in range(600):
        if running is not None and running.poll() is not None:
            raise RuntimeError("the server has ended")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server does not answer")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of this machine; it calls nobody by itself."""
    where = shutil.which("chromium") or shutil.which("chromium-browser")
    assert where, "apt-get install chromium"
    quiet = ("quic", "background-networking", "component-update", "sync", "gpu")
    flags = ["--no-sandbox", "--no-first-run", *(f"--disable-{one}" for one in quiet)]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=where, args=flags)
        try:
            yield browser
        finally:
            browser.close()


@dataclass(slots=True)
class Window:
    """One reader's browser window, and all that went wrong in it."""

    context: BrowserContext
    page: Page
    site: str
    external: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def policy(self) -> list[str]:
        """Violations of the content policy since the last time."""
        found = list(self._broken())
        found += [text for text in self.said if "Content Security Policy" in text]
        return found

    def _broken(self) -> Iterable[str]:
        taken = "window.broken.splice(0)"
        try:
            return self.page.evaluate(taken)  # type: ignore[no-any-return]
        except Error:  # the page was left at this very moment; what it said was heard
            self.page.wait_for_load_state()
            return self.page.evaluate(taken)  # type: ignore[no-any-return]

    def errors(self) -> list[str]:
        """Errors of scripts since the last time; a page that says no is no error."""
        quiet = ("Content Security Policy", "Failed to load resource")
        found = [text for text in self.said if not any(one in text for one in quiet)]
        self.said.clear()
        return found


@contextmanager
def window(
    browser: Browser,
    site: str,
    *,
    lang: str = "zh",
    theme: str = "light",
    width: int = 1280,
    kept: Any = None,
) -> Iterator[Window]:
    """``kept`` is the state of another window: its cookies are this one's as well."""
    locale = "zh-CN" if lang == "zh" else "en-GB"
    context = browser.new_context(
        viewport={"width": width, "height": _HEIGHT},
        color_scheme=_theme(theme),
        locale=locale,
        storage_state=kept,
    )
    context.add_init_script(_SAYS)
    made = Window(context, context.new_page(), site)
    made.page.on("console", lambda one: _heard(made, one))
    made.page.on("pageerror", lambda error: made.said.append(str(error)))
    made.page.on("request", lambda one: _asked(made, one.url))
    try:
        yield made
    finally:
        context.close()


def _theme(theme: str) -> Any:
    return theme


def _heard(made: Window, one: Any) -> None:
    if one.type in ("error", "warning"):
        made.said.append(one.text)


def _asked(made: Window, url: str) -> None:
    if not url.startswith((f"{made.site}/", "about:", "blob:")):
        made.external.append(url)


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": _HEIGHT})


def picture(page: Page, path: Path, *, whole: bool = True) -> None:
    """Of the whole page, or of what the window shows.  Without a screen Chromium now and then owes
    a picture for ever; the second time it is asked it gives one."""
    for patience in (_PICTURE, 3 * _PICTURE):
        try:
            page.screenshot(path=path, full_page=whole, animations="disabled", timeout=patience)
        except PlaywrightTimeoutError:
            continue
        return
    raise AssertionError(f"no picture of {path.name}")


def overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


def play(window: Window, link: str, person: str) -> None:
    """Come in as ``person`` by the demo's link."""
    window.page.goto(link)
    window.page.select_option("#field-person", value=person)
    window.page.click("button.btn-main")
    # Today, or the deals of a side.
    window.page.wait_for_url(re.compile(rf"{re.escape(window.site)}/(?:deals)?$"))


def sent(page: Page) -> list[Request]:
    """Every request of the page from now on, but for its own scripts."""
    found: list[Request] = []

    def heard(one: Request) -> None:
        if "/static/" not in one.url and not one.url.startswith("blob:"):
            found.append(one)

    page.on("request", heard)
    return found
