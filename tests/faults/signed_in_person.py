"""Somebody at a served home, without a browser: what it sends is what the forms of the pages say.

The home is asked as a proxy asks it for https, by its public name.
"""

from __future__ import annotations

import base64
import http.client
import re
import time
from contextlib import closing
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

HOST = "house.example"
_STEP = 30
_PATIENCE = 120  # seconds


def in_first_half():
    """Wait until what is left of this step suffices: a slow machine needs seconds."""
    if (left := _STEP - time.time() % _STEP) < _STEP / 2:
        time.sleep(left)


def code_of(seed, step=0):
    """The code that a generator with this secret shows, so many steps from now."""
    padded = seed + "=" * (-len(seed) % 8)
    generator = TOTP(base64.b32decode(padded), 6, SHA1(), _STEP)  # noqa: S303
    return generator.generate(int(time.time()) + step * _STEP).decode()


def words(page):
    """What the main part of a page says, in one line."""
    main = page.partition("<main")[2] or page
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())[:500]


class Forms(HTMLParser):
    """Of each form its address and what it sends untouched."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "form":
            self.found.append((told.get("action") or "", {}))
        elif tag == "input" and self.found and told.get("type") == "hidden":
            self.found[-1][1][told["name"]] = told.get("value") or ""


class Person:
    def __init__(self, port, lang="zh"):
        self._port, self._lang, self._cookies = port, lang, {}
        self.status, self.page, self.place = 0, "", "/"

    def goes(self, path):
        """There, and on to where that leads."""
        self._ask("GET", path)
        return self

    def sends(self, path, **given):
        """The form of that address, as the page at hand has it, filled in."""
        own = ("", path) if path == self.place else (path,)
        found = [held for action, held in Forms(self.page).found if action in own]
        assert found, f"{self.status} at {self.place} has no form of {path}: {words(self.page)}"
        fields = {**found[0], **given}
        self._ask("POST", path, urlencode(fields, doseq=True))
        return self

    def signs_in(self, known):
        self.goes("/sign-in")
        in_first_half()
        code = code_of(known["seed"])
        return self.sends("/sign-in", login=known["login"], password=known["password"], code=code)

    def _ask(self, method, path, body=None):
        head = {
            "Host": HOST,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "203.0.113.5",
            "Accept-Language": self._lang,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
        }
        if body is not None:
            head |= {"Origin": f"https://{HOST}", "Referer": f"https://{HOST}{self.place}"}
            head["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(http.client.HTTPConnection("127.0.0.1", self._port, timeout=_PATIENCE)) as one:
            one.request(method, path, body, head)
            answer = one.getresponse()
            self.status, self.page, self.place = answer.status, answer.read().decode(), path
        for line in answer.headers.get_all("Set-Cookie") or ():
            for name, told in SimpleCookie(line).items():
                self._cookies[name] = told.value
        if self.status in (302, 303):
            to = urlsplit(answer.headers["Location"])
            self._ask("GET", to._replace(scheme="", netloc="").geturl())
