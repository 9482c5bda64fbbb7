"""The Python client against the running house, over real HTTP."""

from __future__ import annotations

import dataclasses
import http.server
import inspect
import json
import re
import threading
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

import pytest

from shoumi.base import clock
from shoumi.base.deals.models import Deal
from shoumi.base.ledger import reader
from shoumi.client import (
    BadAnswer,
    Client,
    Connection,
    Refused,
    Unreachable,
    response_types,
)
from shoumi.client.json_decoder import decoded
from shoumi.core.tests.cases import each
from shoumi.doors.api.description import described
from shoumi.doors.api.tests.programs import token_of
from shoumi.doors.api.tests.test_acts import DEAL
from shoumi.doors.api.urls import api
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import values

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
# What the description calls otherwise than the client.
NAMES = {
    "DataSet": "SetLine",
    "WholeDeal": "DealWhole",
    "WholeCampaign": "CampaignWhole",
    "WholeApproval": "ApprovalWhole",
    "WholePolicy": "PolicyWhole",
    "People": "PeopleLine",
}


@pytest.fixture
def caller(house, live_server):
    with Client(live_server.url, token_of(house.dpo), lang="en") as made:
        yield made


def test_it_reads_lists_part_by_part_and_things_one_by_one(house, caller):
    assert [one.ref for one in caller.deals()] == [house.deal]
    whole = caller.deal(house.deal)
    assert {one.role for one in whole.parties} == {"target", "TR"}
    assert whole.created_at.tzinfo
    found = list(caller.entries())
    assert [one.position for one in found] == list(range(reader.size()))
    assert len(found) > 50  # more than one part
    assert caller.head().size == reader.size()
    assert caller.checkpoint().splitlines()[1] == str(reader.size())
    assert len(list(caller.duties())) == 68
    assert caller.description()["openapi"].startswith("3.1")


def test_it_acts_once_under_one_key(house, caller):
    made = [caller.make_deal(**DEAL, key="key-of-a-program") for _ in range(2)]
    assert made[0] == made[1]
    assert Deal.objects.filter(title=DEAL["title"]).count() == 1


def test_it_reveals_through_the_gate_and_tells_every_reason_of_a_refusal(
    house, caller, live_server
):
    one = house.keep_many(1)[0]
    until = clock.now() + timedelta(days=1)
    task = caller.open_task(
        house.deal, purpose="inventory", actors=[house.dpo], acts=["reveal"], until=until
    )
    assert not task.is_confirmed
    with pytest.raises(Refused) as refused:
        caller.reveal(one, task=task.ref, fields=["name"])
    (reason,) = refused.value.reasons
    assert (reason.code, refused.value.demands) == ("gate.task_unconfirmed", (reason.duty,))
    with Client(live_server.url, token_of(house[people.HEAD]), lang="en") as second:
        assert second.confirm_task(task.ref).is_confirmed
    found = caller.reveal(one, task=task.ref, fields=["name"])
    assert found.values == {"name": values(0)["name"]}
    caller.close_task(task.ref)
    with pytest.raises(Refused) as refused:
        caller.reveal(one, task=task.ref, fields=["name"])
    assert (refused.value.status, refused.value.code) == (403, "gate.closed")
    assert "gate.task_closed" in [reason.code for reason in refused.value.reasons]
    assert all(reason.title for reason in refused.value.reasons)


def test_a_dead_token_is_refused(house, live_server):
    with Client(live_server.url, "shoumi_x") as made, pytest.raises(Refused) as refused:
        list(made.deals())
    assert refused.value.code == "token.not_living"


@pytest.mark.parametrize(
    "site", ["http://shoumi.example", "ftp://localhost", "//localhost", "localhost"]
)
def test_a_token_never_goes_out_in_the_clear(site):
    with pytest.raises(ValueError, match="https"):
        Connection(site, "shoumi_x")


def shapes_of():
    return [kind for _, kind in inspect.getmembers(response_types, dataclasses.is_dataclass)]


@each("kind", shapes_of())
def test_a_shape_is_what_the_description_says(kind):
    schemas = described(api)["components"]["schemas"]
    name = NAMES.get(kind.__name__) or next(
        name for name in (f"{kind.__name__}Line", kind.__name__) if name in schemas
    )
    told = {one.name.removesuffix("_") for one in dataclasses.fields(kind)}
    assert told == set(schemas[name]["properties"])


@pytest.mark.parametrize(
    "given", [{}, {"size": "1", "root": ""}, {"size": 1}, [], None, {"size": True, "root": ""}]
)
def test_what_is_not_of_its_kind_is_no_answer(given):
    with pytest.raises(BadAnswer):
        decoded(response_types.Head, given)
    assert decoded(response_types.Head, {"size": 1, "root": "", "more": 1}) == response_types.Head(
        size=1, root=""
    )


class Flaky(http.server.BaseHTTPRequestHandler):
    """Answers as told, in order, and notes what came."""

    answers: list = []
    came: list = []
    body = b""

    def do_POST(self):
        Flaky.body = self.rfile.read(int(self.headers["Content-Length"]))
        self.came.append((self.headers["Idempotency-Key"], self.headers["Authorization"]))
        status, headers, body = self.answers.pop(0)
        if status is None:
            self.connection.close()
            return
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *told):
        pass


@pytest.fixture
def flaky():
    server = http.server.HTTPServer(("127.0.0.1", 0), Flaky)
    Flaky.came = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


RUNNING = (
    b'{"code":"call.still_running","title":"t","detail":"d",'
    b'"reasons":[],"demands":[],"errors":[],"where":null}'
)


def acted(site, *answers, tries=4, **given):
    Flaky.answers, waits = list(answers), []
    made = Connection(site, "shoumi_x", tries=tries, sleep=waits.append)
    try:
        return made.act("/x", **given), waits
    finally:
        made.close()


def test_an_act_is_repeated_under_its_key_until_it_is_answered(flaky):
    answer, waits = acted(
        flaky,
        (503, {}, b""),
        (429, {"Retry-After": "7"}, b""),
        (409, {"Retry-After": "1"}, RUNNING),
        (200, {}, b'{"ref":"x"}'),
    )
    assert answer == {"ref": "x"}
    assert waits == [0.5, 7.0, 1.0]
    assert len(Flaky.came) == 4
    assert len(set(Flaky.came)) == 1


def test_where_no_answer_comes_the_key_is_told(flaky):
    with pytest.raises(Unreachable) as lost:
        acted(flaky, *[(None, {}, b"")] * 4)
    assert {key for key, _ in Flaky.came} == {lost.value.key}


def test_a_refusal_is_not_tried_again_and_a_redirect_not_followed(flaky):
    for status, headers in ((403, {}), (422, {}), (302, {"Location": "http://elsewhere.example"})):
        with pytest.raises(Refused) as refused:
            acted(flaky, (status, headers, b"<html>"))
        assert refused.value.code == f"http.{status}"


def test_what_stands_elsewhere_is_no_answer(flaky):
    with pytest.raises(BadAnswer):
        acted(flaky, (200, {}, b"<html>"))


DAY = date(2026, 4, 1)
GIVEN = {
    "on": DAY,
    "until": datetime(2026, 4, 1, 8, tzinfo=UTC),
    "fields": ("name", "phone"),
    "contents": MappingProxyType({"who": "x"}),
    "is_open": True,
    "party": None,
}


def test_values_go_as_the_description_writes_them_and_none_stays_here(flaky):
    acted(flaky, (200, {}, b"{}"), body=GIVEN)
    assert json.loads(Flaky.body) == {
        "on": "2026-04-01",
        "until": "2026-04-01T08:00:00+00:00",
        "fields": ["name", "phone"],
        "contents": {"who": "x"},
        "is_open": True,
    }
    with pytest.raises(TypeError):
        acted(flaky, body={"x": object()})


def test_files_and_fields_go_as_parts_also_without_a_file(flaky):
    body = {name: value for name, value in GIVEN.items() if name != "contents"}
    acted(flaky, (200, {}, b"{}"), body=body, files={"paper": [("a.pdf", b"%PDF")], "more": ()})
    part = rb'name="(\w+)"(?:; filename="([^"]*)")?.*?\r\n\r\n(.*?)\r\n'
    parts = re.findall(part, Flaky.body, re.DOTALL)
    assert parts == [
        (b"paper", b"a.pdf", b"%PDF"),
        (b"on", b"", b"2026-04-01"),
        (b"until", b"", b"2026-04-01T08:00:00+00:00"),
        (b"fields", b"", b"name"),
        (b"fields", b"", b"phone"),
        (b"is_open", b"", b"true"),
    ]
    acted(flaky, (200, {}, b"{}"), body={"on": DAY}, files={})
    assert b'form-data; name="on"' in Flaky.body
