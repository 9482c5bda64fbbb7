"""A form of several files that is refused still has what was chosen: its script, in Chromium.

The server here is made up, so that it can refuse, lose the log-in and go away at will.
"""

from __future__ import annotations

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from tests.web import browser

import shoumi

pytestmark = pytest.mark.slow

SCRIPT = Path(shoumi.__path__[0], "base/pages/static/pages/js/kept_files.js").read_text("utf-8")
PAGE = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>{title}</title><main>{said}
<form method="post" action="/act"><input name="day" value="{day}">
<input type="file" name="first"{marked}><input type="file" name="second">
<input type="file" name="third"><button type="submit">交</button></form></main>
<dialog id="unsent"><p data-when="out">OUT</p><p data-when="unproved">UNPROVED</p>
<p data-when="away">AWAY</p></dialog><script>{script}</script></html>"""
LEADS = {"taken": "/done", "out": "/sign-in", "unproved": "/step-up"}


class House(ThreadingHTTPServer):
    """``answer``  what the next press gets: refused, taken, out, unproved or away"""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer, self.sent = "refused", []
        self.site = f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.told(200, page_of())

    def do_POST(self):
        self.server.sent.append(self.rfile.read(int(self.headers["Content-Length"])))
        answer = self.server.answer
        if answer in LEADS:
            self.told(303, "", Location=LEADS[answer])
        elif answer == "refused":
            said = "<p class='field-error'>明天的日子</p>"
            marked = " aria-invalid='true'"
            self.told(422, page_of(said=said, day="2026-12-01", title="不行", marked=marked))

    def told(self, status, text, **headers):
        body = text.encode()
        self.send_response(status)
        headers |= {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Nothing: what is asked is no news."""


@contextmanager
def opened():
    with House() as house:
        serving = Thread(target=house.serve_forever, kwargs={"poll_interval": 0.05})
        serving.start()
        try:
            yield house
        finally:
            house.shutdown()
            serving.join()


def page_of(said="", day="", title="表", marked=""):
    return PAGE.format(said=said, day=day, title=title, marked=marked, script=SCRIPT)


@pytest.fixture(scope="module")
def chromium():
    with browser.chromium() as found:
        yield found


@pytest.fixture
def form(chromium, tmp_path):
    """The page with two of three files chosen, and its server."""
    with opened() as house, browser.window(chromium, house.site) as window:
        window.page.goto(house.site + "/act")
        for name in ("first", "second"):
            file = tmp_path / f"{name}.pdf"
            file.write_bytes(b"%PDF- of " + name.encode())
            window.page.set_input_files(f"[name={name}]", file)
        window.page.fill("[name=day]", "2026-12-01")
        yield window.page, house


def chosen(page):
    script = "found => found.map(one => [...one.files].map(file => file.name).join())"
    return page.eval_on_selector_all("input[type=file]", script)


def pressed(page, house, answer):
    house.answer = answer
    page.click("button")


KEPT = ["first.pdf", "second.pdf", ""]


def test_what_was_chosen_is_kept_and_sent_again_after_a_refusal(form):
    page, house = form
    pressed(page, house, "refused")
    page.wait_for_selector(".field-error")
    assert chosen(page) == KEPT
    assert page.title() == "不行"
    assert page.get_attribute("[name=first]", "aria-invalid") == "true"
    assert page.evaluate("document.activeElement.className") == "field-error"
    pressed(page, house, "taken")
    page.wait_for_url("**/done")
    first, again = house.sent
    assert all(b"%PDF- of second" in body for body in (first, again))


@pytest.mark.parametrize(
    ("answer", "told"), [("out", "OUT"), ("unproved", "UNPROVED"), ("away", "AWAY")]
)
def test_a_log_in_or_a_server_that_is_gone_costs_no_file(form, answer, told):
    page, house = form
    pressed(page, house, answer)
    page.wait_for_selector("dialog[open]")
    assert page.inner_text("dialog").strip() == told
    assert chosen(page) == KEPT
    assert page.input_value("[name=day]") == "2026-12-01"
    assert page.url == house.site + "/act"
