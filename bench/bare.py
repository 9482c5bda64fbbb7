"""A Django project that does the least: the middleware of a new one, two views, no frame."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.test import Client, override_settings
from django.urls import path

from shoumi.base.accounts.models import Person
from shoumi.base.deals.models import Deal
from shoumi.base.signin.models import Session
from shoumi.base.subjects.models import Subject
from shoumi.chapters.consent.models import Campaign, Consent
from shoumi.core.refs import Ref

PAGE = 50
_MIDDLEWARE = [
    "bench.bare.ours",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
_ENGINE = Engine()
_LIST = _ENGINE.from_string(
    "<!doctype html><title>Customers</title><table><thead><tr><th>Reference<th>Kind<th>Basis"
    "<th>State<th>Flags<th>Answer</tr></thead><tbody>{% for one, answer in rows %}<tr>"
    '<td><a href="/customers/{{ one.ref }}">{{ one.ref }}</a><td>{{ one.kind }}'
    "<td>{{ one.basis }}<td>{{ one.state }}<td>{{ one.is_key_contract }}<td>{{ answer }}</tr>"
    "{% endfor %}</tbody></table>"
)
_PERSON = _ENGINE.from_string(
    "<!doctype html><title>Customer</title><dl>{% for value in values %}<dd>{{ value }}"
    "{% endfor %}</dl>"
)
_store: list[tuple[sqlite3.Connection, AESGCM]] = []


def ours(get_response: Any) -> Any:
    """Lead every request to this module's addresses."""

    def lead(request: HttpRequest) -> Any:
        request.urlconf = __name__  # type: ignore[attr-defined]
        return get_response(request)

    return lead


class Visitor(Client):
    """Asks this project, while the process's settings are Shoumi's."""

    def __init__(self) -> None:
        super().__init__(HTTP_HOST="localhost")
        self._settings = override_settings(
            MIDDLEWARE=_MIDDLEWARE,
            SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
        )
        with self._settings:
            self.handler.load_middleware()


def first_deal() -> Ref:
    return Ref(Deal.objects.order_by("number")[0].ref)


def _user(request: HttpRequest) -> Person:
    """Who asks, as a session in the database and the user's row say in a project with sign-in."""
    request.session.get("user")
    Session.objects.filter(digest="none").first()
    return Person.objects.all()[0]


def customers(request: HttpRequest) -> HttpResponse:
    _user(request)
    deal = first_deal()
    rows = list(Subject.objects.filter(deal=deal).order_by("id")[: PAGE + 1])[:PAGE]
    campaign = Campaign.objects.filter(deal=deal).order_by("-id").first()
    own = Consent.objects.filter(campaign=campaign, subject__in=[one.ref for one in rows])
    said = dict(own.values_list("subject", "state"))
    told = Context({"rows": [(one, said.get(one.ref, "")) for one in rows]})
    return HttpResponse(_LIST.render(told))


def prepare(path: Path, people: Sequence[str]) -> None:
    """A table of sealed values and one of who looked."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "CREATE TABLE person (ref TEXT PRIMARY KEY, sealed BLOB NOT NULL);"
        "CREATE TABLE look (id INTEGER PRIMARY KEY, ref TEXT NOT NULL, at TEXT NOT NULL);"
    )
    aead = AESGCM(os.urandom(32))
    for ref in people:
        nonce = os.urandom(12)
        sealed = nonce + aead.encrypt(
            nonce, "虚构\n15400000000\n虚构路 1 号".encode(), ref.encode()
        )
        connection.execute("INSERT INTO person VALUES (?, ?)", (ref, sealed))
    _store.append((connection, aead))


def reveal(request: HttpRequest, ref: str) -> HttpResponse:
    _user(request)
    connection, aead = _store[0]
    connection.execute("BEGIN IMMEDIATE")
    (sealed,) = connection.execute("SELECT sealed FROM person WHERE ref = ?", (ref,)).fetchone()
    connection.execute("INSERT INTO look (ref, at) VALUES (?, datetime())", (ref,))
    connection.execute("COMMIT")
    values = aead.decrypt(sealed[:12], sealed[12:], ref.encode()).decode().split("\n")
    return HttpResponse(_PERSON.render(Context({"values": values})))


urlpatterns = [path("list", customers), path("reveal/<str:ref>", reveal)]
