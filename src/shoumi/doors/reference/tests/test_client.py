"""The client's source is what the description says, and has a method for all of it."""

from __future__ import annotations

import copy
import inspect
import re
from pathlib import Path

import pytest

import shoumi.client
from shoumi.client import Client
from shoumi.client.calls import Calls
from shoumi.doors.api.description import described
from shoumi.doors.api.urls import api
from shoumi.doors.reference import client
from shoumi.doors.reference.client import methods, names, operations, source, types

FOLDER = Path(shoumi.client.__path__[0])


@pytest.fixture(scope="module")
def files():
    return client.files()


def test_the_client_is_what_the_description_says_now(files):
    """Stale?  ``make docs`` writes it again."""
    assert client.written(FOLDER) == files.keys()
    stale = [name for name, text in files.items() if (FOLDER / name).read_text("utf-8") != text]
    assert stale == []


def operation_ids():
    places = described(api)["paths"].values()
    return [one["operationId"] for place in places for one in place.values()]


def test_every_operation_has_exactly_one_method():
    ids = operation_ids()
    found = operations.read(described(api))
    assert len({one.name for one in found}) == len(found) == len(ids) == len(set(ids))
    public = {name for name, _ in inspect.getmembers(Client) if not name.startswith("_")}
    assert public == {one.name for one in found}
    assert not [name for name in vars(Calls) if name in public]


def test_no_name_is_kept_for_what_is_no_more():
    ids, schemas = set(operation_ids()), described(api)["components"]["schemas"]
    assert names.METHODS.keys() - ids == set()
    assert {name for name, _ in names.ARGUMENTS} - ids == set()
    assert names.TYPES.keys() - schemas.keys() == set()


def test_bodies_and_queries_are_given_by_name_and_places_in_order():
    for one in operations.read(described(api)):
        given = inspect.signature(getattr(Client, one.name)).parameters
        kinds = [(name, part.kind) for name, part in given.items() if name != "self"]
        in_order = [name for name, kind in kinds if kind is not inspect.Parameter.KEYWORD_ONLY]
        places = [part.argument for part in one.path if isinstance(part, operations.Given)]
        assert in_order == places
        by_name = {name for name, kind in kinds if kind is inspect.Parameter.KEYWORD_ONLY}
        assert by_name == {part.argument for part in one.given} | ({"key"} if one.is_act else set())


def test_a_method_tells_scope_roles_and_closed_words():
    told = inspect.getdoc(Client.turn_down_milestone)
    assert "``deals:write``" in told
    assert "CON, DPO, FIN, LEG, MKT" in told
    assert "``reason``  one of registrar, tax_authority, holders, party" in told


def one_operation(**more):
    """The description with a single act, changed by ``more``."""
    act = {
        "operationId": "bells_ring",
        "tags": ["bells"],
        "description": 'Ring it.  A "quoted" word.',
        "security": [{"bearer": []}],
        "parameters": [{"in": "path", "name": "bell", "required": True, "schema": STRING}],
        "responses": {"200": {"content": {"application/json": {"schema": BELL}}}},
        **more,
    }
    schemas = {"BellLine": {"type": "object", "properties": {"ref": STRING}}}
    return {
        "paths": {"/api/v1/bells/{bell}/ring": {"post": act}},
        "components": {"schemas": schemas},
    }


RING = "/api/v1/bells/{bell}/ring"
STRING = {"type": "string"}
BELL = {"$ref": "#/components/schemas/BellLine"}


def body(properties, *needed, media="application/json"):
    schema = {"type": "object", "properties": properties, "required": list(needed)}
    return {"requestBody": {"content": {media: {"schema": schema}}}}


def written(told):
    wanted = types.Wanted(told["components"]["schemas"])
    text = methods.module("bells", operations.read(told), wanted)
    return re.sub(r"\s+", " ", source.formatted("bells.py", text))


def test_an_act_without_an_entry_is_called_verb_and_noun():
    assert "def ring_bell(self, bell: str, *, key: str | None = None)" in written(one_operation())


def test_what_python_or_the_client_needs_itself_is_called_otherwise():
    given = body({"from": STRING, "key": STRING, "bell": STRING}, "from", "key", "bell")
    text = written(one_operation(**given))
    assert "from_: str, key_: str, bell_: str, key: str | None = None" in text
    assert 'body={"from": from_, "key": key_, "bell": bell_}' in text


def test_files_go_in_parts_beside_other_fields():
    several = {"type": "array", "items": {"type": "string", "format": "binary"}}
    one = {"anyOf": [{"type": "string", "format": "binary"}, {"type": "null"}]}
    given = body(
        {"rows": several, "paper": one, "on": {"type": "string", "format": "date"}},
        "rows",
        "on",
        media="multipart/form-data",
    )
    text = written(one_operation(**given))
    assert "rows: Files, on: date, paper: File | None = None" in text
    assert 'body={"on": on}' in text
    assert 'files={"rows": rows, "paper": [paper] if paper else ()}' in text


@pytest.mark.parametrize(
    "more",
    [
        body({"by": STRING}, media="application/x-www-form-urlencoded"),
        body({"by": {"anyOf": [STRING, {"type": "null"}]}}, "by"),
        body({"by": {"type": "object"}}),
        {"responses": {}},
    ],
)
def test_what_no_source_is_known_for_stops_the_writing(more):
    with pytest.raises(source.Unsupported):
        written(one_operation(**more))


def test_two_of_one_name_stop_the_writing():
    told = one_operation()
    told["paths"]["/api/v1/x"] = copy.deepcopy(told["paths"][RING])
    with pytest.raises(source.Unsupported, match="ring_bell"):
        operations.read(told)


def test_files_of_tags_that_are_no_more_go_away(tmp_path, files, monkeypatch):
    monkeypatch.setattr(client, "files", lambda: {"operations/deals.py": "x = 1\n"})
    (tmp_path / "operations").mkdir()
    (tmp_path / "operations" / "bells.py").write_text("y = 1\n")
    client.write(tmp_path)
    assert client.written(tmp_path) == {"operations/deals.py"}
