"""Everything that takes something in: forms and uploads of pages, write operations of the API."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.expressions import RawSQL
from django.urls import Resolver404, resolve
from tests.malformed import bodies, files, form_page, operations
from tests.malformed.bodies import Sent
from tests.malformed.form_page import Form
from tests.web import access_table, samples
from tests.web.access_sweep import Sweep
from tests.web.access_table import Row
from tests.web.routes import Route
from tests.web.visitors import Knocking

from shoumi.base import clock
from shoumi.base.api.needs import needs_of
from shoumi.base.deals import queries as deals
from shoumi.base.intake import pending_uploads
from shoumi.base.pages.access import Who
from shoumi.base.vault import bulk_operations
from shoumi.chapters.consent.models import Invitation
from shoumi.core.refs import Ref
from shoumi.doors.api.tests.programs import Program, token_of

# They end the session that asks; what is theirs to refuse is a press without a field.
_ENDS = frozenset({"sign-out", "me-lock-down"})
# Forms that a script of the page sends, so that no page holds them.
_BY_SCRIPT: Mapping[str, str] = {
    "customer-reveal": "task fields",
    "customer-search": "value",
    "enrol-passkey": "answer label",
    "enrol-password": "login password",
    "enrol-remove": "passkey",
    "find": "q",
    "me-end": "session",
    "notice-answer": "code answer guardian",
    "notice-object": "code guardian",
    "notice-receipt": "code",
    "notice-withdraw": "code guardian",
    "passkey-answer": "answer",
    "recover": "login code",
    "sign-in": "login password code",
    "step-up": "answer password code",
}
_OF_A_CODE = "notice"
_MOST_THINGS = 8


# ``draw(chance, spoilt=…)``: one thing to send, malformed or as somebody sensible would.
Draw = Callable[..., Sent]


@dataclass(slots=True)
class Target:
    """``paths``  the address with several things in it, of which one may be in a state to act on

    ``opened``  ``opened(path)``: what draws for it
    """

    name: str
    method: str
    paths: list[str]
    visitor: Any
    opened: Callable[[str], Draw]
    is_program: bool = False


class Targets:
    """``only``  what the names of those that are wanted have in them: a home that is left early has
    not everything that the others are about
    """

    def __init__(self, sweep: Sweep, only: str = "") -> None:
        self._sweep, self._at, self._only = sweep, clock.now(), only
        self._rows = access_table.rows()
        self._known = references()
        self._pages: dict[str, dict[str, Form]] = {}

    def every(self) -> Iterator[Target]:
        yield from self._of_pages()
        yield from self._of_programs()

    def _of_pages(self) -> Iterator[Target]:
        for route in self._sweep.routes:
            row = self._rows[route.name]
            is_form = row.who != Who.BEARER and "POST" in row.answers
            if is_form and route.name not in _ENDS and self._only in route.name:
                who, paths = self._who(row), _paths(route)
                if "delivery" in route.takes:
                    paths = [route.at(delivery=_delivery(who.person))]
                opened = partial(self._form, route, row, who)
                yield Target(route.name, "POST", paths, who.fresh, opened)

    def _who(self, row: Row) -> Knocking:
        """Who gets furthest there, of several whoever is first."""
        may = [
            one
            for one in self._sweep.visitors
            if not row.keeps_out(one.kind, one.roles, is_fresh=True)
        ]
        best = ("303", "422", "200", "403", "409", "404", "door", "step-up", "405")
        answers = [row.alone("POST", one.name) or row.answer("POST", one.name) for one in may]
        return may[min(range(len(may)), key=lambda number: best.index(answers[number]))]

    def _form(self, route: Route, row: Row, who: Knocking, path: str) -> Draw:
        found = self._shown(who, path, route.name) if "GET" in row.answers else None
        names = _BY_SCRIPT.get(route.name, "").split()
        form = found or self._all_of(who).get(route.name)
        form = form or Form("", "post", False, [form_page.Control(name, "text") for name in names])
        has_files = form.has_files or any(one.kind == "file" for one in form.controls)
        free = {one.name for one in form.controls if one.kind in form_page.FREE}
        code = receipt_code() if route.name.startswith(_OF_A_CODE) and not row.roles else ""

        def draw(chance: random.Random, *, spoilt: bool = True) -> Sent:
            pairs = form_page.filled(form, chance, self._at)
            if code:
                pairs = [
                    ("code", code.encode()) if name == "code" else (name, value)
                    for name, value in pairs
                ]
            in_parts = has_files or chance.random() < 0.3
            if not spoilt:
                return bodies.of_form(pairs, in_parts=in_parts)
            return bodies.form(pairs, chance, self._known, in_parts=in_parts, free=free)

        return draw

    def _shown(self, who: Knocking, path: str, name: str) -> Form | None:
        """The form of that name on one page; the one with most to fill in."""
        found = who.fresh.get(path, secure=True)
        if (
            found.status_code != 200
            or found.streaming
            or "html" not in found.headers["Content-Type"]
        ):
            return None
        forms = form_page.forms(found.content.decode())
        page = self._pages.setdefault(who.name, {})
        for one in forms:
            leads = _route_of(one.action or path)
            if leads and len(one.controls) >= len(page.get(leads, one).controls):
                page[leads] = one
        return page.get(name)

    def _all_of(self, who: Knocking) -> dict[str, Form]:
        """The forms of every page that this visitor may look at, read once."""
        if f"{who.name} all" not in self._pages:
            self._pages[f"{who.name} all"] = {}
            for route in self._sweep.routes:
                row = self._rows[route.name]
                kept_out = row.keeps_out(who.kind, who.roles, is_fresh=True)
                if (
                    not kept_out
                    and row.answer("GET", who.name) == "200"
                    and "GET" not in row.records
                ):
                    with suppress(samples.NoSample):
                        self._shown(who, route.at(**samples.there(route)), route.name)
        return self._pages.get(who.name, {})

    def _of_programs(self) -> Iterator[Target]:
        refs = things(self._sweep.routes)
        sample = operations.Sample(refs, self._at)
        tokens: dict[str, str] = {}
        told = {(one.path, one.method): one for one in operations.every()}
        for route in self._sweep.routes:
            if self._rows[route.name].who != Who.BEARER or self._only not in route.name:
                continue
            for method, need in needs_of(route.view).items():
                one = told.get((route.address, method))
                if one is None:
                    continue
                may = [
                    v
                    for v in self._sweep.visitors
                    if v.kind and (not need.roles or need.roles & v.roles)
                ]
                who = may[0]
                if who.name not in tokens:
                    tokens[who.name] = token_of(who.person)
                program = Program(tokens[who.name], raise_request_exception=False)
                opened = partial(self._body, one, sample)
                yield Target(
                    f"{route.name} {method}",
                    method,
                    _paths(route),
                    program,
                    opened,
                    is_program=True,
                )

    def _body(self, one: operations.Operation, sample: operations.Sample, path: str) -> Draw:
        def draw(chance: random.Random, *, spoilt: bool = True) -> Sent:
            if one.in_parts and one.schema:
                pairs = sample.pairs(one.schema, chance)
                if not spoilt:
                    return bodies.of_form(pairs, in_parts=True)
                return bodies.form(pairs, chance, self._known, in_parts=True)
            valid = sample.of(one.schema, chance) if one.schema else {}
            if not spoilt:
                return bodies.of_json(valid)
            return bodies.json_body(valid, chance, self._known)

        return draw


def _delivery(person: Ref | None) -> str:
    """What that person brought and nobody took in yet."""
    assert person is not None
    deal, brought = samples.first_deal(), SimpleUploadedFile(*files.WHOLE[1])
    dataset = deals.datasets(Ref(deal.ref))[0].ref
    kept = pending_uploads.keep(
        [brought], deal=Ref(deal.ref), dataset=dataset, actor=person, at=clock.now()
    )
    return str(kept)


def _paths(route: Route) -> list[str]:
    return [route.at(**values) for values in samples.several(route, _MOST_THINGS)]


def _route_of(action: str) -> str | None:
    try:
        return resolve(action.partition("?")[0]).url_name
    except Resolver404:
        return None


def references() -> list[str]:
    """One reference of each kind, and two people's: where another kind, or another's, is meant."""
    found = []
    for model in apps.get_models():
        if any(one.name == "ref" for one in model._meta.get_fields()):
            rows = model._default_manager.order_by(RawSQL("rowid", []))
            found += list(rows.values_list("ref", flat=True)[:2])
    return [str(one) for one in found]


def things(routes: list[Route]) -> dict[str, str]:
    """By the name of a parameter of an address, or of a table: what is there."""
    found: dict[str, str] = {}
    for route in routes:
        with suppress(samples.NoSample):
            found |= samples.there(route)
    for model in apps.get_models():
        fields = {one.name for one in model._meta.get_fields()}
        if "ref" in fields:
            rows = model._default_manager.order_by(RawSQL("rowid", []))
            own = rows.filter(deal=found["deal"]) if "deal" in fields else rows
            if first := own.first() or rows.first():
                found.setdefault(str(model._meta.model_name), str(first.ref))
    return found | {"recipient": found["party"]}


def receipt_code() -> str:
    """The code of somebody who was asked."""
    asked = Invitation.objects.select_related("campaign").order_by("pk")[0]
    (found,) = bulk_operations.coded([Ref(asked.subject)], asked.campaign.ref)
    return found[2]
