"""A person of a real house at a browser: in by the link of an invitation, then by passkey."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from tests.web import browser, journeys
from tests.web.story.browser_user import Reader

_KEY = "[data-passkey=get]"
_STEP = 30


class Member(Reader):
    """``at`` tells the server's time, which one-time codes go by."""

    prove = _KEY

    def __init__(self, name: str, window: browser.Window, at: Callable[[], datetime]) -> None:
        # The page of the sign-in: a Reader without one is taken for a stranger.
        super().__init__(name, window, f"{window.site}/sign-in")
        self.at = at
        self.login = self.password = self.secret = ""
        # The step of the last one-time code: none is taken twice.
        self.step = 0

    def accepts(self, link: str, login: str, password: str) -> None:
        """The invitation: a password with codes, a passkey beside it, and in."""
        journeys.device(self.window)
        page = self.page
        page.goto(link)
        self.presses("form button.btn-main")
        journeys.chooses_password(page, login, password)
        page.wait_for_selector(".qr-frame")
        self.secret = journeys.shown_secret(page)
        self.login, self.password, self.step = login, password, self.this_step()
        self.fills({"code": journeys.code(self.secret, self.step)})
        self.presses("main button.btn-main")
        page.click("[data-passkey=add]")
        page.wait_for_selector("form[action$='enrol/remove'] [name=passkey]", state="attached")
        self.presses("form[action$='enrol/finish'] button")

    def comes_in(self) -> None:
        self.page.goto(self.way_in)
        self.signs_in()

    def is_out(self) -> bool:
        """The front page tells strangers about itself, and where to sign in."""
        return "/sign-in" in self.page.url or self.has("main a[href$='/sign-in']")

    def _proves(self) -> None:
        """Where the page asks who this is, or the log-in is over since the last time."""
        if "/step-up" in self.page.url or "/sign-in" in self.page.url:
            self.signs_in()

    def signs_in(self) -> None:
        with self.page.expect_navigation():
            self.page.click(_KEY)
        self.page.wait_for_load_state()

    def this_step(self) -> int:
        return int(self.at().timestamp()) // _STEP


class CodeMember(Member):
    """The same person at another computer: the passkey is not there, the generator of codes is."""

    def __init__(self, first: Member, window: browser.Window) -> None:
        super().__init__(first.name, window, first.at)
        self.login, self.password = first.login, first.password
        self.secret, self.step = first.secret, first.step

    def signs_in(self) -> None:
        """With the first code that has not been used; one is taken a step early, no earlier."""
        self.step = max(self.step + 1, self.this_step())
        while self.step > self.this_step() + 1:
            self.page.wait_for_timeout(1000)
        typed = {"login": self.login, "password": self.password}
        typed["code"] = journeys.code(self.secret, self.step)
        self.fills({name: value for name, value in typed.items() if self.has(f"[name={name}]")})
        self.presses("main form:has([name=code]) button[type=submit]")
