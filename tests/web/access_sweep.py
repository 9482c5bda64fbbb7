"""Ask every address by every method as everybody, and compare with the file."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import connections
from django.urls import reverse
from tests.web import access_table, home, routes, samples, visitors, write_statements
from tests.web.access_table import Row
from tests.web.routes import Route
from tests.web.visitors import Knocking

from shoumi.core.tests import portion
from shoumi.doors.api import limits

_CHANGING = re.compile(r'(csrfmiddlewaretoken" value="|datetime=")[^"]*')


class Sweep:
    """A running home, who knocks there, and a copy to go back to.

    ``others``  a file of rows that are otherwise in such a home
    """

    def __init__(self, folder: Path, others: Path | None = None) -> None:
        self.rows = access_table.rows() | (access_table.rows(others) if others else {})
        self.folder, self.pristine = folder, folder.with_name(f"{folder.name}-pristine")
        self.visitors = visitors.knocking()
        visitors.never_idle()
        samples.prepare()
        self.routes = self.asked = routes.every()
        self.cells = 0
        self._close()
        home.copy(folder, self.pristine)

    def draw(self, one_in: int) -> None:
        """Ask a part of the addresses, of each way in (``who``, with a proof or not) some."""

        def way_in(route: Route) -> tuple[str, bool] | None:
            row = self.rows.get(route.name)
            return row and (row.who, row.fresh)

        self.asked = portion.drawn(self.routes, what="access", one_in=one_in, named=way_in)

    def _close(self) -> None:
        connections.close_all()

    def put_back(self) -> None:
        """As it was before somebody changed something."""
        self._close()
        kept, here = _files(self.pristine), _files(self.folder)
        for name in here.keys() - kept.keys():
            (self.folder / name).unlink()
        for name, stamp in kept.items():
            if here.get(name) != stamp:
                (self.folder / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                shutil.copy2(self.pristine / name, self.folder / name)

    def ask(self, visitor: Any, method: str, path: str) -> tuple[str, bytes, list[str]]:
        """(answer, body, statements that wrote)."""
        cookies = visitor.cookies.copy()
        with write_statements.seen() as wrote:
            found = visitor.generic(method, path, secure=True, **_form(method))
        visitor.cookies = cookies
        self.cells += 1
        body = b"" if found.streaming else found.content
        found.close()
        if wrote:
            self.put_back()
        where = urlsplit(found.headers.get("Location", "")).path
        leads = {reverse("sign-in"): "door", reverse("step-up"): "step-up"}
        if found.status_code in (302, 303) and where in leads:
            return leads[where], body, wrote
        return str(found.status_code), body, wrote


def _files(folder: Path) -> dict[Path, tuple[int, int]]:
    """Size and time of each file; a copy has those of what it is a copy of."""
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            told = (path := Path(place) / name).stat()
            found[path.relative_to(folder)] = told.st_size, told.st_mtime_ns
    return found


def _form(method: str) -> dict[str, Any]:
    if method != "POST":
        return {}
    return {"data": b"", "content_type": "application/x-www-form-urlencoded"}


def differences(sweep: Sweep) -> Iterator[str]:
    """What the home answers otherwise than the file says."""
    said = sweep.rows
    names = [route.name for route in sweep.routes]
    yield from (f"{name}: in the file, but no such address" for name in said.keys() - set(names))
    yield from (f"{name}: two addresses of one name" for name in _twice(names))
    for route in sweep.asked:
        row = said.get(route.name)
        if row is None:
            yield f"{route.name}: not in the file ({route.address})"
        elif row.at != route.address:
            yield f"{route.name}: is {route.address}, the file says {row.at}"
        elif row.who not in access_table.LETS_IN:
            yield f"{route.name}: nobody knows who {row.who!r} is"
        else:
            yield from _route(sweep, route, row)


def _twice(names: list[str]) -> set[str]:
    return {name for name in names if names.count(name) > 1}


def _route(sweep: Sweep, route: Route, row: Row) -> Iterator[str]:
    try:
        path = route.at(**samples.there(route))
        none = samples.missing(route)
    except samples.NoSample as error:
        yield f"{route.name}: nothing in the home is a {error}; see tests/web/samples.py"
        return
    for one in sweep.visitors:
        limits.failures.clear()  # every visitor comes from the one address of this machine
        yield from _cells(sweep, route, row, one, path, is_fresh=True)
        if row.fresh and one.kind is not None:
            yield from _cells(sweep, route, row, one, path, is_fresh=False)
        if none is not None and not row.keeps_out(one.kind, one.roles, is_fresh=True):
            yield from _told_apart(sweep, row, one, path, route.at(**none))


def _cells(
    sweep: Sweep, route: Route, row: Row, one: Knocking, path: str, *, is_fresh: bool
) -> Iterator[str]:
    out = row.keeps_out(one.kind, one.roles, is_fresh=is_fresh)
    for method in access_table.METHODS:
        found, body, wrote = sweep.ask(one.fresh if is_fresh else one.stale, method, path)
        expected = row.alone(method, one.name) if is_fresh else ""
        expected = expected or out or row.answer(method, one.name)
        where = f"{route.name} {method} {one.name}{'' if is_fresh else ' (stale)'}"
        if found != expected:
            yield f"{where}: answered {found}, the file says {expected}"
        is_let = not out and ("GET" if method == "HEAD" else method) in row.answers
        if wrote and (not is_let or (method in access_table.READS and method not in row.records)):
            yield f"{where}: wrote {wrote[0]}"
        if method == "HEAD" and body:
            yield f"{where}: answered a body"


def _told_apart(sweep: Sweep, row: Row, one: Knocking, path: str, none: str) -> Iterator[str]:
    """Who is not shown what is there learns no more than who asks for what is not."""
    for method in ("GET", "POST"):
        there, seen, _ = sweep.ask(one.fresh, method, path)
        nothing, told, _ = sweep.ask(one.fresh, method, none)
        where = f"{row.name} {method} {one.name}"
        hidden = ("404",) if row.known else ("404", "403")
        if there in hidden and (there, _masked(seen, path)) != (
            nothing,
            _masked(told, none),
        ):
            yield f"{where}: what is there ({there}) and what is not ({nothing}) differ"
        if nothing.startswith("5") or (method == "GET" and nothing == "200"):
            yield f"{where}: what is not there is answered {nothing}"


def _masked(body: bytes, path: str) -> str:
    text = _CHANGING.sub(r"\1", body.decode()).replace(path, "")
    for part in path.split("/"):
        # One character alone, as the number of a page, stands in half the words of a body.
        if len(part) < 2:
            continue
        # A number by itself, and not where it stands in the sum of a style sheet's address.
        if part.isdigit():
            text = re.sub(rf"(?a)(?<!\w)(?:{part}|{int(part):,})(?!\w)", "", text)
        else:
            text = text.replace(part, "")
    return text
