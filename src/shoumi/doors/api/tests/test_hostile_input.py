"""Schemathesis tries to break the API from its own description, as four people.

No answer is a server's fault, and none is one that the description does not declare: status, type,
headers, shape.  Each operation is called as one of the four, drawn by the commit; ``make api`` and
``make long`` call it as all, and longer.
"""

from __future__ import annotations

import os
import warnings
from functools import cache

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from shoumi.base import clock
from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.rules import Kind
from shoumi.base.jobs.backend import insert
from shoumi.base.jobs.models import Job
from shoumi.base.rotation import jobs as rotation
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.core.tests import portion
from shoumi.doors.api import limits
from shoumi.doors.api.description import described
from shoumi.doors.api.tests.programs import program, token_of
from shoumi.doors.api.tests.test_acts import answered, opened
from shoumi.doors.api.urls import api
from shoumi.doors.demo import cast as people

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=("default", "keyring")),
    pytest.mark.slow,
    # The tools' own, not ours.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

GIVEN = os.environ.get("API_EXAMPLES")
EXAMPLES = int(GIVEN or (40 if portion.is_long() else 3))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
ROLES = ("officer", "consultant", "auditor", "no-role")


@cache
def schema():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return schemathesis.openapi.from_dict(described(api))


def operations_for(role):
    """Each person has the quarter that no other has."""
    every = [found.ok() for found in schema().get_all_operations()]
    if GIVEN:
        return every
    return portion.dealt(every, what="hostile input", to=ROLES.index(role), among=len(ROLES))


def test_every_operation_is_called_as_somebody():
    every = [found.ok().label for found in schema().get_all_operations()]
    called = [one.label for role in ROLES for one in operations_for(role)]
    assert {called.count(label) for label in every} <= {1, len(ROLES)}
    assert set(called) == set(every)


def auditor(house) -> Ref:
    made = accounts.enrol(name="审计示例", kind=Kind.EXTERNAL, actor=house.dpo, at=clock.now())
    ask = accounts.request_grant(
        person=Ref(made.ref), role=Role.AUD, deal=None, actor=house.dpo, at=clock.now()
    )
    accounts.grant(ask=Ref(ask.ref), actor=house[people.HEAD], at=clock.now())
    return Ref(made.ref)


@pytest.fixture
def there(house):
    """Things that are there, so that not every call ends at what is not."""
    one = house.keep_many(1)[0]
    task = opened(program(house.dpo), house)["ref"]
    insert(rotation.resume)
    security = house[people.SECURITY]
    asked = answered(program(security).act("/keys/rotations", {"what": "kek"}), 202)
    return {
        "deal": house.deal,
        "subject": one,
        "task": task,
        "duty": "19.3",
        "position": 3,
        "job": Job.objects.first().ref,
        "approval": asked["ref"],
    }


@pytest.mark.parametrize("role", ROLES)
def test_no_call_is_answered_by_a_fault_or_otherwise_than_declared(
    house, stranger, there, role, monkeypatch
):
    monkeypatch.setattr(limits.calls, "quota", 10**9)
    person = {
        "officer": house.dpo,
        "consultant": house[people.CONSULTANT],
        "auditor": auditor(house),
        "no-role": stranger,
    }
    app = get_wsgi_application()
    headers = {"Authorization": f"Bearer {token_of(person[role])}"}
    calls = 0
    for operation in operations_for(role):
        operation.app = app
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            calls += _tried(operation, mode, there, headers)
    assert calls > 40


def _tried(operation, mode, there, headers) -> int:
    calls = []

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), is_there=st.booleans())
    def call(case, is_there):
        if is_there:
            for name in case.path_parameters or {}:
                if name in there:
                    case.path_parameters[name] = there[name]
        answer = case.call(headers=headers, base_url="http://localhost")
        case.validate_response(answer, checks=CHECKS)
        calls.append(answer.status_code)

    try:
        call()
    except Exception as error:
        if "negative" in mode.value and type(error).__name__ in ("Unsatisfiable", "SkipTest"):
            return 0  # nothing about it can be wrong
        raise
    return len(calls)
