"""The API put together: every operation with what it needs, its answers, its refusals.

An operation that does not say what it needs (``needs``) stops the start.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser

from shoumi.base.api.errors import Nothing, TooLarge, Unfit, Unreadable
from shoumi.base.api.needs import Need, need_of
from shoumi.base.pages.access import Who, open_to
from shoumi.core.errors import DomainError
from shoumi.doors.api import faults, idempotency, problems

VERSION = "1"


class BadOperation(RuntimeError):
    """A bug found at start: an operation that does not say what it needs, or says it twice."""


class JsonParser(Parser):
    """JSON of which every text can be kept and said again: half a surrogate pair, which JSON can
    spell, is no character (RFC 8259, 8.2), and no service has to expect one."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """
        Raises:
            ValueError: it is no JSON, or has such a half; Ninja answers 400.
        """
        found = super().parse_body(request)
        json.dumps(found, ensure_ascii=False).encode()
        return found


class Api(NinjaAPI):
    """Without pages and description of its own: an address of ours always says whom it is for."""

    def _get_urls(self) -> list[Any]:
        return [
            pattern
            for bound in self._get_bound_routers()
            for pattern in bound.urls_paths(bound.prefix)
        ]


_served: list[Api] = []


def made(routers: list[Router]) -> Api:
    api = Api(
        title="Shoumi 守密",
        version=VERSION,
        description="A customer's information changes hands only with a reason, and every reason "
        "leaves proof.",
        openapi_url=None,
        docs_url=None,
        urls_namespace="api",
        parser=JsonParser(),
    )
    for router in routers:
        api.add_router("", router)
    api.add_exception_handler(DomainError, _refused)
    api.add_exception_handler(Http404, _nothing)
    api.add_exception_handler(ValidationError, _unfit)
    api.add_exception_handler(HttpError, _unreadable)
    api.add_exception_handler(RequestDataTooBig, _too_large)
    api.add_exception_handler(Exception, _raised)
    return api


def serve(api: Api) -> list[URLPattern]:
    """The addresses of ``api``, which describes itself from now on."""
    _served[:] = [api]
    return urls(api)


def current() -> Api:
    """The API that is served: its own description is one of its operations."""
    return _served[0]


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    return problems.problem(request, error)


def _nothing(request: HttpRequest, error: Any) -> HttpResponse:
    return problems.problem(request, Nothing())


def _unfit(request: HttpRequest, error: Any) -> HttpResponse:
    told = faults.told(error.errors, problems.lang_of(request))
    return problems.problem(request, Unfit(), told)


def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    return problems.problem(request, Unreadable())


def _too_large(request: HttpRequest, error: Any) -> HttpResponse:
    return problems.problem(request, TooLarge())


def _raised(request: HttpRequest, error: Any) -> HttpResponse:
    """A bug is not an answer: Django writes it down, and the page for bugs tells of it."""
    raise error


def urls(api: Api) -> list[URLPattern]:
    """Every address, each marked as open to tokens, with what its methods need.

    Raises:
        BadOperation
    """
    needed: dict[str, dict[str, Need]] = {}
    for address, stated in _operations(api):
        if needed.setdefault(address, stated) is not stated:
            raise BadOperation(address)
    found = []
    for pattern in api._get_urls():
        # Ninja lists an address once for each method, under one view.
        needs = needed.pop(address := str(pattern.pattern), None)
        if needs is None:
            continue
        view = idempotency.called(pattern.callback, needs)
        name = "api-" + re.sub(r"[^a-z]+", "-", address.replace("int:", "")).strip("-")
        found.append(URLPattern(pattern.pattern, open_to(Who.BEARER)(view), name=name))
    return found


def _operations(api: Api) -> Iterator[tuple[str, dict[str, Need]]]:
    for bound in api._get_bound_routers():
        for path, view in bound.path_operations.items():
            address = re.sub(r"{(?:(\w+):)?(\w+)}", _converted, path).lstrip("/")
            yield address, _needs(address, view.operations)


def _converted(found: re.Match[str]) -> str:
    kind = f"{found[1]}:" if found[1] else ""
    return f"<{kind}{found[2]}>"


def _needs(address: str, operations: list[Any]) -> dict[str, Need]:
    needs: dict[str, Need] = {}
    for one in operations:
        need = need_of(one.view_func)
        for method in one.methods:
            if need is None or method in needs:
                raise BadOperation(f"{method} {address}")
            needs[method] = need
    return needs
