"""No call sets a field that its operation does not list."""

from __future__ import annotations

import pytest

from shoumi.doors.api.description import described
from shoumi.doors.api.tests.programs import program
from shoumi.doors.api.tests.test_acts import DEAL, answered
from shoumi.doors.api.urls import api

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
JSON, FORM = "application/json", "multipart/form-data"


def test_every_body_lists_its_fields_and_takes_no_other():
    whole = described(api)
    named, looked_at = whole["components"]["schemas"], 0
    for address, operations in whole["paths"].items():
        for operation in operations.values():
            for kind, body in operation.get("requestBody", {}).get("content", {}).items():
                schema = body["schema"]
                while "$ref" in schema:
                    schema = named[schema["$ref"].rpartition("/")[2]]
                # Of a form the listed parts alone are read.
                assert schema["properties"] or kind == JSON, address
                assert kind == FORM or schema["additionalProperties"] is False, address
                looked_at += kind == JSON
    assert looked_at > 150


def test_a_field_beyond_them_is_refused_and_nothing_is_done(house):
    caller = program(house.dpo)
    told = answered(caller.act("/deals", {**DEAL, "state": "CLOSED"}), 422)
    assert "state" in str(told)
    assert "云岚转让二" not in str(answered(caller.read("/deals")))
