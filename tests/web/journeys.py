"""From a new home to signed in, as a person goes: a passkey, then a password with codes.

``python -m tests.web.journeys`` prints every stage and ``stages=N failed=0``; a picture of each
stage lies in the folder that ``SHOTS`` names, if it names one.  The browser's authenticator is
Chromium's own virtual one: resident keys, and its user is always verified.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import struct
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page
from tests.web import browser, home

HEAD, OFFICER = "郑样板", "林示范"
_LOGIN, _PASSWORD = "officer", "seven quiet boats cross a made-up lake"
_STEP = 30


class Journey:
    """One reader's way; each stage is told and, where wanted, pictured."""

    def __init__(self, window: browser.Window, shots: Path | None) -> None:
        self.window, self.page, self.shots = window, window.page, shots
        self.stages = 0

    def stage(self, name: str, sees: str) -> None:
        """The reader is there once ``sees`` is on the page."""
        self.page.wait_for_selector(sees, timeout=20_000)
        assert not self.window.policy(), name
        assert not self.window.errors(), name
        assert not self.window.external, name
        self.stages += 1
        sys.stdout.write(f"{self.stages:2}  {name}\n")
        if self.shots:
            browser.picture(self.page, self.shots / f"{self.stages:02}-{name}.png")

    def press(self, selector: str) -> None:
        self.page.click(selector)


def device(window: browser.Window) -> None:
    """An authenticator built into this window's computer."""
    session = window.context.new_cdp_session(window.page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def code(secret: str, step: int) -> str:
    """The six digits of RFC 6238 for a step of thirty seconds, reckoned apart from the product."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    place = digest[-1] & 15
    number = int.from_bytes(digest[place : place + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def this_step() -> int:
    return int(time.time()) // _STEP


def first_time(way: Journey, link: str) -> None:
    """The set-up link, a passkey, recovery codes, in."""
    way.page.goto(link)
    way.stage("set-up", "#field-person")
    way.page.select_option("#field-person", label=OFFICER)
    way.press("button.btn-main")
    way.stage("ways-to-sign-in", "[data-passkey=add]")
    way.press("[data-passkey=add]")
    way.stage("passkey-added", "form[action$='enrol/remove']")
    way.press("form[action$='enrol/recovery'] button")
    way.stage("recovery-codes", "ol.codes li:nth-child(10)")
    way.press("a.btn-main")
    way.press("form[action$='enrol/finish'] button")
    way.stage("today", ".menu [aria-current=page]")
    again = way.page.context.new_page()
    again.goto(link)
    assert "field-person" not in again.content(), "the set-up link is spent"
    again.close()


def again_by_passkey(way: Journey) -> None:
    way.press("form[action$='sign-out'] button")
    way.stage("signed-out", "[data-passkey=get]")
    way.press("[data-passkey=get]")
    way.stage("signed-in-by-passkey", ".menu [aria-current=page]")


def chooses_password(page: Page, login: str, password: str) -> None:
    page.fill("#field-login", login)
    page.fill("#field-password", password)
    page.click("form[action$='enrol/password'] button[type=submit]")


def shown_secret(page: Page) -> str:
    """What a generator of codes is given to scan."""
    return page.inner_text(".note code").replace(" ", "")


def by_password(way: Journey) -> None:
    """Choose a password, scan the generator's secret, sign in with both."""
    way.page.goto(f"{way.window.site}/me")
    way.stage("my-log-ins", "form[action$='enrol/password']")
    chooses_password(way.page, _LOGIN, _PASSWORD)
    way.stage("secret-shown", ".qr-frame")
    secret = shown_secret(way.page)
    step = this_step()
    way.page.fill("#field-code", code(secret, step))
    way.press("main button.btn-main")
    way.stage("codes-confirmed", "form[action$='enrol/finish'], form[action$='me/lock-down']")
    way.page.goto(f"{way.window.site}/")
    way.press("form[action$='sign-out'] button")
    way.page.wait_for_selector("#field-login")
    _fill(way, secret, step)
    way.stage("code-spent-is-refused", "#refusal-what")
    # A code is taken one step early, and never twice.
    _fill(way, secret, max(step, this_step()) + 1)
    way.stage("signed-in-by-password", ".menu [aria-current=page]")


def _fill(way: Journey, secret: str, step: int) -> None:
    way.page.fill("#field-login", _LOGIN)
    way.page.fill("#field-password", _PASSWORD)
    way.page.fill("#field-code", code(secret, step))
    way.press("main form button[type=submit]")


def step_up(way: Journey) -> None:
    way.page.goto(f"{way.window.site}/step-up?next=/me")
    way.stage("step-up", "[data-passkey=get]")
    way.press("[data-passkey=get]")
    way.stage("proved-again", "form[action$='me/lock-down']")


def lock_down(way: Journey, other: browser.Window) -> None:
    """A second window signs in; the first ends every log-in, and both are out."""
    way.press("form[action$='me/lock-down'] button")
    way.stage("locked-down", "[data-passkey=get]")
    for window in (way.window, other):
        window.page.goto(f"{window.site}/me")
        assert "/sign-in" in window.page.url, "a log-in outlived the lock-down"


def walk(folder: Path, shots: Path | None) -> tuple[int, list[str]]:
    """Every stage on a new real home: how many were reached, and what stopped it."""
    made = ("home", "create", "--head", HEAD, "--dpo", OFFICER)
    home.run(folder, sys.executable, "-m", "shoumi.doors.cli", *made)
    with (
        browser.served(folder) as served,
        browser.chromium() as chromium,
        browser.window(chromium, served.site) as window,
        browser.window(chromium, served.site) as other,
    ):
        device(window)
        way = Journey(window, shots)
        try:
            _go(way, other, served)
        except (AssertionError, Error) as error:
            return way.stages, [f"after stage {way.stages}: {error or 'not as it should be'}"]
        return way.stages, []


def _go(way: Journey, other: browser.Window, served: browser.Served) -> None:
    first_time(way, served.link)
    again_by_passkey(way)
    by_password(way)
    step_up(way)
    other.context.add_cookies(_copied(way.window))
    other.page.goto(f"{served.site}/me")
    assert "/sign-in" not in other.page.url, "a second window of the same log-in is not in"
    lock_down(way, other)


def _copied(window: browser.Window) -> Any:
    return window.context.cookies()


def main() -> int:
    wanted = os.environ.get("SHOTS")
    shots = Path(wanted) if wanted else None
    if shots:
        shots.mkdir(parents=True, exist_ok=True)
    from tests.web import set_up_journey  # which walks as this one does

    with tempfile.TemporaryDirectory(prefix="shoumi-journeys-") as folder:
        stages, failed = walk(Path(folder) / "home", shots)
        more, others = set_up_journey.walk(Path(folder) / "empty", shots)
        stages, failed = stages + more, failed + others
    sys.stdout.write("".join(f"{line}\n" for line in failed))
    sys.stdout.write(f"stages={stages} failed={len(failed)}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
