"""One call: sent, repeated where that is safe, its answer or its refusal.

Reading is always safe to repeat.  An act is repeated under the key it was first sent with, so it
has its effect once.  Redirects are not followed: a token goes to the house and nowhere else.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

import urllib3

from shoumi.client.json_decoder import decoded
from shoumi.client.refusals import BadAnswer, Refused, Unreachable
from shoumi.client.response_types import Fault, Reason

ROOT = "/api/v1"
TRIES, TIMEOUT = 4, 30.0
_PAUSE, _LONGEST = 0.5, 60.0
_AGAIN = frozenset({429, 502, 503, 504})
_RUNNING = "call.still_running"
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})

Shape = TypeVar("Shape")
File = tuple[str, bytes]  # name, content
Files = Sequence[File]


def new_key() -> str:
    """A key for one act."""
    return secrets.token_urlsafe(24)


class Connection:
    """``site``   https, or this machine: a token never goes out in the clear

    ``lang``   of the words in refusals: ``zh`` or ``en``
    ``tries``  how often a call is sent at most
    """

    def __init__(
        self,
        site: str,
        token: str,
        *,
        lang: str = "zh",
        tries: int = TRIES,
        timeout: float = TIMEOUT,
        ca_file: str | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """
        Raises:
            ValueError: ``site`` is neither https nor this machine.
        """
        parts = urlsplit(site)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _HERE):
            raise ValueError("a token goes over https only")
        self._site, self._tries, self._sleep = site.rstrip("/"), tries, sleep
        self._headers = {"Authorization": f"Bearer {token}", "Accept-Language": lang}
        self._pool = urllib3.PoolManager(
            timeout=urllib3.Timeout(timeout), retries=False, ca_certs=ca_file
        )

    def close(self) -> None:
        self._pool.clear()

    def read(self, address: str, query: Mapping[str, object] | None = None) -> Any:
        """What stands at ``address``; values None of ``query`` are left out.

        Raises:
            Refused, Unreachable, BadAnswer
        """
        return _json(self._sent("GET", address, fields=_query(query)))

    def text(self, address: str, query: Mapping[str, object] | None = None) -> str:
        """The same where the answer is no JSON.  Raises as ``read``."""
        return self._sent("GET", address, fields=_query(query)).data.decode()

    def items(
        self, kind: type[Shape], address: str, query: Mapping[str, object] | None = None
    ) -> Iterator[Shape]:
        """Everything of a list, fetched part by part.  Raises as ``read``."""
        cursor: str | None = None
        while True:
            page = self.read(address, {**(query or {}), "cursor": cursor})
            if not isinstance(page, dict) or "items" not in page:
                raise BadAnswer(address)
            for one in page["items"]:
                yield decoded(kind, one)
            cursor = page.get("next")
            if not cursor:
                return

    def act(
        self,
        address: str,
        body: Mapping[str, object] | None = None,
        *,
        files: Mapping[str, Files] | None = None,
        key: str | None = None,
    ) -> Any:
        """Do something once.  ``key`` repeats an act whose answer never came; ``files``, also
        none at all, make the body one of parts.  Values None of ``body`` are left out.

        Raises:
            Refused, BadAnswer
            Unreachable: with the key that repeats it.
        """
        return self.answered(address, body, files=files, key=key)[1]

    def answered(
        self,
        address: str,
        body: Mapping[str, object] | None = None,
        *,
        files: Mapping[str, Files] | None = None,
        key: str | None = None,
    ) -> tuple[int, Any]:
        """As ``act``, with the status of the answer."""
        name, told = key or new_key(), _stated(body)
        if files is None:
            encoded, kind = json.dumps(told, default=_json_value).encode(), "application/json"
        else:
            encoded, kind = urllib3.encode_multipart_formdata([*_parts(files, told)])
        headers = {"Idempotency-Key": name, "Content-Type": kind}
        answer = self._sent("POST", address, body=encoded, headers=headers, key=name)
        return answer.status, _json(answer)

    def _sent(
        self,
        method: str,
        address: str,
        *,
        headers: Mapping[str, str] | None = None,
        key: str | None = None,
        **more: Any,
    ) -> urllib3.BaseHTTPResponse:
        url, told = f"{self._site}{ROOT}{address}", {**self._headers, **(headers or {})}
        for left in range(self._tries - 1, -1, -1):
            try:
                answer = self._pool.request(method, url, headers=told, redirect=False, **more)
            except urllib3.exceptions.HTTPError as error:
                if not left:
                    raise Unreachable(key) from error
                self._sleep(_PAUSE * 2 ** (self._tries - 1 - left))
                continue
            if answer.status < 300:
                return answer
            refused = _refused(answer)
            if not left or not (answer.status in _AGAIN or refused.code == _RUNNING):
                raise refused
            self._sleep(_wait(answer, self._tries - 1 - left))
        raise Unreachable(key)


def _stated(told: Mapping[str, object] | None) -> dict[str, object]:
    return {name: value for name, value in (told or {}).items() if value is not None}


def _query(query: Mapping[str, object] | None) -> dict[str, str]:
    return {name: _plain(value) for name, value in _stated(query).items()}


def _parts(files: Mapping[str, Files], body: Mapping[str, object]) -> Iterator[tuple[str, Any]]:
    for name, brought in files.items():
        yield from ((name, one) for one in brought)
    for name, value in body.items():
        is_one = isinstance(value, str) or not isinstance(value, Sequence)
        several = [value] if is_one else cast(Sequence[object], value)
        yield from ((name, _plain(one)) for one in several)


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return str(value).lower() if isinstance(value, bool) else str(value)


def _json_value(value: object) -> object:
    """What ``json`` does not know itself: days and moments, sequences, mappings."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Sequence):
        return list(value)
    raise TypeError(type(value))


def _json(answer: urllib3.BaseHTTPResponse) -> Any:
    try:
        return json.loads(answer.data)
    except ValueError as error:
        raise BadAnswer("no JSON") from error


def _refused(answer: urllib3.BaseHTTPResponse) -> Refused:
    try:
        told = json.loads(answer.data)
        refused = Refused(
            answer.status,
            str(told["code"]),
            str(told["title"]),
            str(told["detail"]),
            reasons=tuple(decoded(Reason, one) for one in told["reasons"]),
            errors=tuple(decoded(Fault, one) for one in told["errors"]),
            where=told["where"],
        )
        refused.demands = tuple(str(one) for one in told["demands"])
    except (ValueError, KeyError, TypeError, BadAnswer):
        # Something between us and the house answered in its place.
        return Refused(answer.status, f"http.{answer.status}")
    return refused


def _wait(answer: urllib3.BaseHTTPResponse, tried: int) -> float:
    try:
        told = float(answer.headers.get("Retry-After", ""))
    except ValueError:
        told = _PAUSE * float(2**tried)
    return min(max(told, 0.0), _LONGEST)
