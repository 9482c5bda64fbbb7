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

    def accepts(self, link: str, login: str, password: str) -> None:
        """The invitation: a password with codes, a passkey beside it, and in."""
        journeys.device(self.window)
        page = self.page
        page.goto(link)
        self.presses("form button.btn-main")
        journeys.chooses_password(page, login, password)
        page.wait_for_selector(".qr-frame")
        secret = journeys.shown_secret(page)
        code = journeys.code(secret, int(self.at().timestamp()) // _STEP)
        self.fills({"code": code})
        self.presses("main button.btn-main")
        page.click("[data-passkey=add]")
        page.wait_for_selector("form[action$='enrol/remove'] [name=passkey]", state="attached")
        self.presses("form[action$='enrol/finish'] button")

    def comes_in(self) -> None:
        self.page.goto(self.way_in)
        self._by_key()

    def is_out(self) -> bool:
        """The front page tells strangers about itself, and where to sign in."""
        return "/sign-in" in self.page.url or self.has("main a[href$='/sign-in']")

    def _proves(self) -> None:
        """Where the page asks who this is, or the log-in is over since the last time."""
        if "/step-up" in self.page.url or "/sign-in" in self.page.url:
            self._by_key()

    def _by_key(self) -> None:
        with self.page.expect_navigation():
            self.page.click(_KEY)
        self.page.wait_for_load_state()
