"""Programs for tests: Django's client with a token, and no cookie."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from django.test import Client

from shoumi.base import clock, registry
from shoumi.base.api_tokens import scopes as known
from shoumi.base.api_tokens import services
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people

AT = "/api/v1"
_keys = itertools.count(1)


class Program(Client):
    """Calls with a token; each act under a new key unless one is given."""

    def __init__(self, token: str = "", lang: str = "en", **more: Any) -> None:
        held = {"HTTP_AUTHORIZATION": f"Bearer {token}"} if token else {}
        super().__init__(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE=lang, **held, **more)
        self.token = token

    def request(self, **request: Any) -> Any:
        return super().request(**{**request, "wsgi.url_scheme": "https"})

    def read(self, address: str, **query: object) -> Any:
        return self.get(f"{AT}{address}", query)

    def act(
        self,
        address: str,
        body: object = None,
        *,
        key: str = "",
        method: str = "post",
        is_form: bool = False,
    ) -> Any:
        name = key or f"key-of-a-test-{next(_keys)}"
        send = getattr(self, method)
        told: dict[str, Any] = {"headers": {"Idempotency-Key": name}}
        if not is_form:
            told["content_type"] = "application/json"
        return send(f"{AT}{address}", {} if body is None else body, **told)

    def done(self, address: str, body: object = None, **more: Any) -> Any:
        """What an act that went well was answered."""
        answer = self.act(address, body, **more)
        assert answer.status_code in (200, 201), answer.content
        return answer.json()

    def told(self, address: str, **query: object) -> Any:
        """What a read that went well was answered."""
        answer = self.read(address, **query)
        assert answer.status_code == 200, answer.content
        return answer.json()


def token_of(person: Ref | str, *scopes: StrEnum) -> str:
    """A token of ``person`` for ``scopes``, by default for all."""
    _, text = services.make(
        name="程序",
        scopes=scopes or known.every(),
        actor=Ref(person),
        at=clock.now(),
        real_at=datetime.now(UTC),
    )
    return text


def program(person: Ref | str, *scopes: StrEnum, lang: str = "en") -> Program:
    return Program(token_of(person, *scopes), lang)


WEAK = tuple(scope for scope, is_strong in registry.scopes().items() if not is_strong)


def told_at_collection(office, dataset):
    """The target's own notice is handed in by the consultant's program and judged by legal's."""
    notice = ("收集时的告知.txt", "收集姓名和手机号，用于预约和结算。".encode())
    office[people.CONSULTANT].hand_in_collection_notice(
        dataset, notice=notice, used_from=date(2024, 1, 2), shown="form"
    )
    judged = office[people.LEGAL].judge_collection_notice(
        dataset, purposes="whole", categories="whole", handing_on="whole"
    )
    found = office[people.DPO].collection_notices(dataset)
    assert [one.ref for one in found] == [judged.ref]
