"""Long work and the palette as a person meets them: watched live, reloaded, stopped, done; by keys.

In the middle of the import the server is killed: the page goes on asking, another server takes the
work up when the lease of the dead one has run out, and everybody is there once.  Short of
``make long`` that minute is not waited for: the lease is moved to its end.

``python -m tests.web.live`` prints every stage and ``stages=N failed=0``; a picture of each stage
lies in the folder that ``SHOTS`` names, if it names one.  A folder as the last word is a demo home
to copy instead of telling one.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Error
from tests.web import browser, home
from tests.web.journeys import Journey

from shoumi.core.tests import portion

# So many that the work can be watched; all made up, of ranges nobody can have.
ROWS = 60_000
_WRITTEN = f"新增 {ROWS:,}".replace(",", " ")
_TYPED = "还没有送出的公司"
_OVER = "[data-work][data-state={}]"


def main() -> int:
    shots = Path(os.environ["SHOTS"]) if os.environ.get("SHOTS") else None
    given = [word for word in sys.argv[1:] if not word.startswith("-")]
    with tempfile.TemporaryDirectory(prefix="shoumi-live-") as place:
        folder = Path(place) / "home"
        home.copy(Path(given[0]), folder) if given else home.tell(folder)
        officer, deal = _known(folder)
        file = _customers(Path(place) / "客户.csv")
        with (
            browser.served(folder) as served,
            browser.chromium() as chromium,
            browser.window(chromium, served.site) as window,
        ):
            way = Journey(window, shots)
            failed = 0
            try:
                browser.play(window, served.link, officer)
                palette(way)
                unsent(way, folder, served.link, officer)
                working(way, deal, file)
                served.kill()
                way.stage("the server is gone, and the page says so", "text=连不上服务器")
                if not portion.is_long():
                    _run_out(folder)
                with browser.served(folder, served.port):
                    taken_up(way)
            except (AssertionError, Error) as error:
                failed = 1
                sys.stdout.write(f"FAILED after stage {way.stages}: {error}\n")
                if shots:
                    browser.picture(window.page, shots / "failed.png")
        sys.stdout.write(f"stages={way.stages} failed={failed}\n")
        return failed


def _known(folder: Path) -> tuple[str, str]:
    """The protection officer and the deal of the home."""
    home.start(folder)
    from django.db import connections
    from tests.web import samples, visitors

    from shoumi.core.terms import Role

    found = visitors.founder(Role.DPO), samples.first_deal().ref
    connections.close_all()
    return found


def _run_out(folder: Path) -> None:
    """A minute passes: the lease of the dead server is over.  ``make long`` waits for it."""
    with closing(sqlite3.connect(folder / "shoumi.sqlite3")) as database, database:
        leased = "UPDATE jobs_job SET lease_expires_at = ? WHERE state = 'running'"
        changed = database.execute(leased, [f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}"])
        assert changed.rowcount == 1


def _customers(path: Path) -> Path:
    lines = (f"虚构{number},1540{number:07d}" for number in range(ROWS))
    path.write_text("姓名,手机号\n" + "\n".join(lines) + "\n", "utf-8")
    return path


def palette(way: Journey) -> None:
    """By keys alone."""
    page = way.page
    page.keyboard.press("Control+k")
    way.stage("the palette opens and offers something", "#palette[open] [role=option]")
    box = page.locator("#palette-input")
    assert box.evaluate("box => box === document.activeElement")
    first = box.get_attribute("aria-activedescendant")
    page.keyboard.press("ArrowDown")
    second = box.get_attribute("aria-activedescendant")
    assert first != second
    assert page.locator(f"#{second}").get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") == first
    way.stage("arrows choose", "#palette[open] [aria-selected=true]")
    page.keyboard.press("Escape")
    page.wait_for_selector("#palette", state="hidden")
    page.keyboard.press("/")
    page.wait_for_function("document.activeElement.id === 'find'")
    page.locator("#main").focus()
    page.keyboard.press("Meta+k")
    page.keyboard.type("证据账本")
    page.wait_for_selector("#palette-list li:only-child >> text=证据账本")
    page.keyboard.press("Enter")
    page.wait_for_url("**/evidence")
    way.stage("Enter goes there", "h1")
    page.goto(f"{way.window.site}/")
    page.set_viewport_size({"width": 390, "height": 900})
    page.click("[data-palette-open]")
    way.stage("the button opens it where there are no keys", "#palette[open] [role=option]")
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 1280, "height": 900})


def unsent(way: Journey, folder: Path, link: str, officer: str) -> None:
    """The log-in runs out over a form: what was typed is still there, and goes from there."""
    page, site, sends = way.page, way.window.site, "main form button.btn-main"
    page.clock.install()
    page.goto(f"{site}/deals/do/deal-create")
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.fill("main [name=target]", _TYPED)
    _end_log_ins(folder)
    page.clock.fast_forward("02:00")
    page.click(sends)
    way.stage("the log-in is over, the form is still there", "#unsent[open] >> text=登录已经过期")
    second = page.context.new_page()
    second.goto(link)
    second.select_option("#field-person", value=officer)
    second.click("button.btn-main")
    second.wait_for_url(f"{site}/")
    second.close()
    page.click("#unsent button")
    assert page.input_value("main [name=target]") == _TYPED
    with page.expect_navigation():
        page.click(sends)
    assert page.input_value("main [name=target]") == _TYPED
    way.stage("after coming in at another window it is sent, and answered", ".field-error")


def _end_log_ins(folder: Path) -> None:
    """Nobody has done anything for an hour."""
    with closing(sqlite3.connect(folder / "shoumi.sqlite3")) as database, database:
        hour = f"{datetime.now(UTC) - timedelta(hours=1):%Y-%m-%d %H:%M:%S}"
        database.execute("UPDATE signin_session SET seen_at = ?", [hour])


def working(way: Journey, deal: str, file: Path) -> None:
    page, site = way.page, way.window.site
    page.goto(f"{site}/deals/{deal}/do/intake-bring")
    page.set_input_files("input[type=file]", file)
    page.click("button.btn-main")
    way.stage("the files wait", "text=文件密封着")
    delivery = page.url.partition("?")[0]
    page.click("button:text-is('读一遍')")
    way.stage("they are read while the page tells how far", "[data-work]")
    page.wait_for_selector("text=可以导入", timeout=120_000)
    way.stage("the page comes again with what was found", "text=先对列")

    page.click("button:has-text('导入：')")
    way.stage("work of its own page", _OVER.format("runs"))
    address = page.url
    page.wait_for_selector("progress[value]", timeout=60_000)
    way.stage("numbers run", "[data-work-told] .mono")
    page.reload()
    way.stage("after a reload it is still there", _OVER.format("runs"))
    page.click("[data-work] button")
    page.wait_for_selector(_OVER.format("stopped"), timeout=60_000)
    way.stage("stopped, and nothing is left", "text=还没写入的都没有留下")

    page.goto(delivery)
    page.click("button:has-text('导入：')")
    page.wait_for_selector("[data-work]")
    assert page.url != address
    page.evaluate("window.here = 1")
    page.wait_for_selector("progress[value]", timeout=60_000)


def taken_up(way: Journey) -> None:
    """Another server does what the dead one left, told on the page that was open all the time."""
    page = way.page
    page.wait_for_selector(_OVER.format("done"), timeout=300_000)
    assert page.evaluate("window.here") == 1, "the page was loaded again"
    assert not page.locator("text=连不上服务器").is_visible()
    way.stage("another server did it, told where it was watched", f"text={_WRITTEN}")
    page.reload()
    way.stage("and after a reload", f"text={_WRITTEN}")


if __name__ == "__main__":
    sys.exit(main())
