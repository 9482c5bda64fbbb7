"""Every scope against every address: a token opens what its scope says and nothing besides."""

from __future__ import annotations

import json

import pytest

from shoumi.base.api.needs import SAFE, needs_of
from shoumi.base.api_tokens import scopes
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.ledger import reader
from shoumi.base.pages.access import Who, access_of
from shoumi.core.tests import portion
from shoumi.doors.api.tests.programs import AT, Program, token_of
from shoumi.doors.api.urls import urlpatterns
from shoumi.doors.demo import cast as people

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

_OPENS = "-0000000000000000/open"
_NONE = {"position": "99999999", "duty": "99.9", "stage": "mandate"}


def operations():
    """(method, address with things that are not there, need) of every operation."""
    for pattern in urlpatterns:
        address = str(pattern.pattern)
        for name in pattern.pattern.converters:
            value = _NONE.get(name, f"{name}-0000000000000000")
            address = address.replace(f"<{name}>", value).replace(f"<int:{name}>", value)
        for method, need in needs_of(pattern.callback).items():
            yield method, f"{AT}/{address}", need


def test_every_address_is_open_to_tokens_alone_and_says_what_it_needs():
    for pattern in urlpatterns:
        access = access_of(pattern.callback)
        assert access is not None
        assert access.who is Who.BEARER
        assert needs_of(pattern.callback)


def test_every_scope_opens_something_and_reading_scopes_nothing_that_writes():
    found = {}
    for method, _, need in operations():
        if need.scope is not None:
            found.setdefault(need.scope, set()).add(method)
    # ``terminal`` is the credential of the command line and opens no address.
    assert found.keys() == set(scopes.every()) - {Scope.TERMINAL}
    for scope, methods in found.items():
        assert (methods <= SAFE) is scope.value.endswith(":read")


def test_an_answer_with_values_of_people_is_kept_nowhere():
    """Those of chapters open something that is sealed, and are called so."""
    unkept = {address for _, address, need in operations() if not need.is_kept}
    opening = {address for _, address, _ in operations() if address.endswith(_OPENS)}
    assert opening
    assert unkept - opening == {
        f"{AT}/customers/subject-0000000000000000/reveal",
        f"{AT}/deals/deal-0000000000000000/intake/report",  # headings are the sender's own
        f"{AT}/deals/deal-0000000000000000/set-aside/take-out",
    }
    assert opening <= unkept


def test_a_token_is_let_in_where_its_scope_says_and_nowhere_else(house):
    """By one token for each scope; what is let in finds nothing, or writes nothing without a key.
    Roles are another question: the protection officer and the head hold most.

    Short of a long run each operation is asked by its own scope and by a part of the others."""
    # Four people, since nobody has more than twenty.
    holders = (house.dpo, house[people.HEAD], house.legal, house[people.CONSULTANT])
    text = {
        scope: token_of(holders[number % len(holders)], scope)
        for number, scope in enumerate(scopes.every())
    }
    before = reader.size()
    for method, address, need in operations():
        others = portion.drawn([*text], what=f"scopes of {method} {address}")
        for scope in {*others, *({need.scope} & text.keys())}:
            token = text[scope]
            answer = Program(token).generic(method, address, b"", "application/json")
            code = json.loads(answer.content).get("code", "") if answer.status_code > 399 else ""
            is_let = need.scope in (None, scope)
            assert (code != "token.scope_needed") is is_let, (method, address, scope, code)
            assert answer.status_code < 500, (method, address, scope)
            if is_let and method not in SAFE:
                assert code in ("call.key_needed", "accounts.not_permitted"), (address, code)
    assert reader.size() == before
