"""A chat in two windows of Chromium, beside the crowd: from a key pressed to the line drawn."""

from __future__ import annotations

import threading
import time

from tests.web import browser

# A visitor may write so many texts a minute and no more; the house writes the rest.
_VISITOR_SECONDS, _PAUSE_SECONDS = 3.5, 0.6
_PATIENCE_MS = 60_000
_LINES = "[data-talk-lines]"
# Both windows are of one machine, so the two times are of one clock.
_WATCH = """
window.wrote = {};
window.stood = {};
{
  const now = () => performance.timeOrigin + performance.now();
  document.addEventListener("submit", (event) => {
    const text = event.target.elements.text?.value;
    if (text) window.wrote[text] ??= now();
  }, true);
  new MutationObserver(() => {
    for (const line of document.querySelectorAll("[data-talk-lines] p:last-child")) {
      const text = line.textContent.trim();
      if (text in window.stood) continue;
      window.stood[text] = null;
      requestAnimationFrame(() => { window.stood[text] = now(); });
    }
  }).observe(document, { childList: true, subtree: true });
}
"""


def seen_after(served: browser.Served, service: str, busy: threading.Event) -> list[float]:
    """Seconds of each text while ``busy`` is set, once the two are in a chat.

    ``service``  who serves customers, by name of the home
    """
    with (
        browser.chromium() as chromium,
        browser.window(chromium, served.site, width=390) as outside,
        browser.window(chromium, served.site) as inside,
    ):
        for one in (outside, inside):
            one.context.add_init_script(_WATCH)
            one.page.set_default_timeout(_PATIENCE_MS)
        _meet(outside, inside, served.link, service)
        assert busy.wait(_PATIENCE_MS / 1000), "the crowd never began"
        return _write(outside, inside, busy)


def _meet(outside: browser.Window, inside: browser.Window, link: str, service: str) -> None:
    browser.play(inside, link, service)
    outside.page.goto(f"{outside.site}/ask/chat")
    outside.page.fill("main [name=text]", "在吗，请问一下")
    outside.page.click("main form button.btn-main")
    outside.page.wait_for_selector(_LINES)
    inside.page.goto(f"{inside.site}/chats")
    inside.page.click("main table a")  # the only one that waits
    inside.page.click(".btn-main")
    inside.page.click("main form button.btn-main")
    inside.page.wait_for_selector("#talk-text")


def _write(outside: browser.Window, inside: browser.Window, busy: threading.Event) -> list[float]:
    seen: list[float] = []
    turn = -_VISITOR_SECONDS
    while busy.is_set():
        is_visitors = time.monotonic() - turn >= _VISITOR_SECONDS
        if is_visitors:
            turn = time.monotonic()
        by, to = (outside, inside) if is_visitors else (inside, outside)
        text = f"窗口里的第{len(seen)}句"
        by.page.fill("#talk-text", text)
        by.page.press("#talk-text", "Enter")
        to.page.wait_for_selector(f"{_LINES} >> text='{text}'")
        wrote = by.page.evaluate("text => window.wrote[text]", text)
        stood = to.page.evaluate("text => window.stood[text]", text)
        while stood is None:  # the next frame has it
            time.sleep(0.02)
            stood = to.page.evaluate("text => window.stood[text]", text)
        seen.append((stood - wrote) / 1000)
        by.page.wait_for_selector("#talk-text:enabled")
        time.sleep(_PAUSE_SECONDS)
    return seen
