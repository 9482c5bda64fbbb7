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
    "bench.bare_project.ours",
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
    "<!doctype html><title>Customer</title><h1>{{ person.ref }}</h1><table>"
    "{% for field, value in values %}<tr><th>{{ field }}<td>{{ value }}</tr>{% endfor %}</table>"
)
_VALUES = {"name": "虚构", "mobile": "15400000000", "address": "虚构路 1 号"}
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
    """A table of sealed values, one a field, and one of who looked."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "CREATE TABLE value (ref TEXT, field TEXT, sealed BLOB NOT NULL, PRIMARY KEY (ref, field));"
        "CREATE TABLE look (id INTEGER PRIMARY KEY, person TEXT NOT NULL, ref TEXT NOT NULL, "
        "fields TEXT NOT NULL, at TEXT NOT NULL);"
    )
    aead = AESGCM(os.urandom(32))
    for ref in people:
        for field, value in _VALUES.items():
            nonce = os.urandom(12)
            sealed = nonce + aead.encrypt(nonce, value.encode(), f"{ref} {field}".encode())
            connection.execute("INSERT INTO value VALUES (?, ?, ?)", (ref, field, sealed))
    _store.append((connection, aead))


def reveal(request: HttpRequest, ref: str) -> HttpResponse:
    user, person = _user(request), Subject.objects.get(ref=ref)
    fields = request.GET.getlist("field")
    connection, aead = _store[0]
    connection.execute("BEGIN IMMEDIATE")
    marks = ", ".join("?" * len(fields))
    found = connection.execute(
        f"SELECT field, sealed FROM value WHERE ref = ? AND field IN ({marks})",  # noqa: S608
        (ref, *fields),
    ).fetchall()
    connection.execute(
        "INSERT INTO look (person, ref, fields, at) VALUES (?, ?, ?, datetime())",
        (user.ref, ref, ",".join(fields)),
    )
    connection.execute("COMMIT")
    values = [
        (field, aead.decrypt(sealed[:12], sealed[12:], f"{ref} {field}".encode()).decode())
        for field, sealed in found
    ]
    return HttpResponse(_PERSON.render(Context({"person": person, "values": values})))


urlpatterns = [path("list", customers), path("reveal/<str:ref>", reveal)]
