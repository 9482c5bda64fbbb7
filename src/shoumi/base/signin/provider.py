"""The company's own identity provider (OpenID Connect Core 1.0, Discovery 1.0): what it is, and the
three things asked of it, all through ``base.egress``.

Configured by ``SHOUMI_HOME/oidc.toml``, ours and of mode 0600; without that file there is none::

    issuer = "https://id.example"          # exactly as the provider writes it
    client_id = "shoumi"
    client_secret = "…"
    redirect = "https://shoumi.example/oidc/back"
    name = "公司账号"                       # on the button, 1 to 40 characters
    amr = ["mfa", "hwk"]                   # what its tokens say after two factors: any of these,
    acr = []                               # or any of these; one list at least has something

Its hosts have to be on the list of calls out.
"""

from __future__ import annotations

import json
import os
import stat
import threading
import time
import tomllib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings

from shoumi.base import clock
from shoumi.base.egress import http_client
from shoumi.base.egress.errors import CallFailed, HostNotAllowed
from shoumi.base.egress.http_client import Request
from shoumi.base.signin.errors import NotLetIn, ProviderSilent, ProviderUnfit
from shoumi.core.egress import urls
from shoumi.core.egress.urls import UrlUnfit

MAX_FILE = 8192
MAX_KEYS = 20
# What the provider publishes is asked for again after this long, and for a key that is not known
# at most this often.
KEPT_SECONDS, AGAIN_SECONDS = 600.0, 60.0
# Who comes while it is silent is told so at once, or the house would stand still with it.
SILENT_SECONDS = 10.0
_WELL_KNOWN = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class Provider:
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    redirect: str
    name: str
    amr: frozenset[str]
    acr: frozenset[str]


@dataclass(frozen=True, slots=True)
class Published:
    """What the provider says of itself; ``names_itself``: its answers bear ``iss`` (RFC 9207)."""

    authorization: str
    token: str
    keys: str
    names_itself: bool


def path() -> Path:
    return Path(settings.SHOUMI_HOME) / "oidc.toml"


def configured() -> Provider | None:
    """None where there is no file, and in a demo home, which calls nobody.

    Raises:
        ProviderUnfit: the file is open to others, or something in it is missing or malformed.
    """
    if clock.is_demo():
        return None
    try:
        opened = os.open(path(), os.O_RDONLY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return None
    except OSError:
        raise ProviderUnfit from None
    with os.fdopen(opened, "rb") as file:
        found = os.fstat(file.fileno())
        is_ours = found.st_uid == os.geteuid() and stat.S_ISREG(found.st_mode)
        if not is_ours or found.st_mode & 0o077:
            raise ProviderUnfit
        text = file.read(MAX_FILE + 1)
    try:
        return _read(tomllib.loads(text.decode()))
    except (ValueError, TypeError, KeyError, UrlUnfit):
        raise ProviderUnfit from None


def _read(told: Mapping[str, Any]) -> Provider:
    found = Provider(
        issuer=_text(told["issuer"]),
        client_id=_text(told["client_id"]),
        client_secret=_text(told["client_secret"]),
        redirect=_text(told["redirect"]),
        name=_text(told["name"]),
        amr=frozenset(map(_text, told.get("amr", []))),
        acr=frozenset(map(_text, told.get("acr", []))),
    )
    urls.target(found.issuer)
    # Without one of them nobody could tell a password from two factors.
    fits = (found.amr or found.acr) and len(found.name) <= 40 and "?" not in found.issuer
    if not fits or not found.redirect.endswith("/oidc/back"):
        raise ValueError
    return found


def _text(value: object) -> str:
    if not isinstance(value, str) or not value or not value.isprintable() or len(value) > 1000:
        raise ValueError
    return value


def published(provider: Provider) -> Published:
    """
    Raises:
        ProviderSilent: it does not answer, is not on the list of calls out, or is another.
    """
    return _CACHE.published(provider)


def keys(provider: Provider, name: str) -> list[dict[str, Any]]:
    """Its public keys called ``name``, "" for all; asked for anew where there is none.

    Raises:
        ProviderSilent
    """
    return _CACHE.keys(provider, name)


def token(provider: Provider, *, code: str, verifier: str) -> str:
    """The identity token for a code that the browser brought.

    Raises:
        NotLetIn: the provider does not take the code.
        ProviderSilent
    """
    named = f"{quote(provider.client_id, safe='')}:{quote(provider.client_secret, safe='')}"
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": provider.redirect,
        "code_verifier": verifier,
    }
    headers = {
        "authorization": f"Basic {b64encode(named.encode()).decode()}",  # RFC 6749, 2.3.1
        "content-type": "application/x-www-form-urlencoded",
        "accept": "application/json",
    }
    url = published(provider).token
    status, told = _asked(Request(url, "POST", urlencode(form).encode(), headers))
    found = told.get("id_token")
    if status != 200 or not isinstance(found, str):
        raise NotLetIn
    return found


def _asked(request: Request) -> tuple[int, Mapping[str, Any]]:
    try:
        answer = http_client.call(request, ways=http_client.OUT)
        told = json.loads(answer.body or b"{}")
    except (CallFailed, HostNotAllowed, UrlUnfit) as error:
        raise ProviderSilent from error
    except (ValueError, RecursionError):
        raise ProviderSilent from None
    if not isinstance(told, dict):
        raise ProviderSilent
    return answer.status, told


def _got(url: str) -> Mapping[str, Any]:
    status, told = _asked(Request(url, headers={"accept": "application/json"}))
    if status != 200:
        raise ProviderSilent
    return told


class _Cache:
    """What the provider published, in this process; one asks at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: Provider | None = None
        self._said: Published | None = None
        self._keys: list[dict[str, Any]] = []
        self._said_at = self._keys_at = self._failed_at = -KEPT_SECONDS

    def published(self, provider: Provider) -> Published:
        with self._lock:
            return self._published(provider)

    def keys(self, provider: Provider, name: str) -> list[dict[str, Any]]:
        with self._lock:
            said = self._published(provider)
            now = time.monotonic()
            found = _named(self._keys, name)
            age = now - self._keys_at
            if age >= KEPT_SECONDS or (not found and age >= AGAIN_SECONDS):
                self._keys, self._keys_at = _keys(_got(said.keys)), now
                found = _named(self._keys, name)
            return found

    def _published(self, provider: Provider) -> Published:
        now = time.monotonic()
        if self._of != provider:
            self._of, self._said, self._keys = provider, None, []
            self._keys_at = self._failed_at = now - KEPT_SECONDS
        if self._said is None or now - self._said_at >= KEPT_SECONDS:
            if now - self._failed_at < SILENT_SECONDS:
                raise ProviderSilent
            self._failed_at = now
            self._said = _said(provider, _got(provider.issuer.rstrip("/") + _WELL_KNOWN))
            self._said_at, self._failed_at = now, now - KEPT_SECONDS
        return self._said


def _said(provider: Provider, told: Mapping[str, Any]) -> Published:
    methods = told.get("code_challenge_methods_supported", ["S256"])
    if told.get("issuer") != provider.issuer or "S256" not in methods:
        raise ProviderSilent
    try:
        wanted = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        authorization, token_at, keys_at = (urls.target(told[name]).url for name in wanted)
    except (KeyError, TypeError, UrlUnfit):
        raise ProviderSilent from None
    names_itself = told.get("authorization_response_iss_parameter_supported") is True
    return Published(authorization, token_at, keys_at, names_itself)


def _keys(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = told.get("keys")
    if not isinstance(found, list) or len(found) > MAX_KEYS:
        raise ProviderSilent
    return [one for one in found if isinstance(one, dict)]


def _named(known: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [one for one in known if name in ("", one.get("kid"))]


_CACHE = _Cache()
