"""What is read over the API: the same as on the pages, in parts that stay right."""

from __future__ import annotations

import json

import pytest
from django.test import RequestFactory

from shoumi.base import clock
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.attestations.doors import DoorShut
from shoumi.base.ledger import reader
from shoumi.core.handbook import Lapse
from shoumi.core.ledger import tree
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role
from shoumi.doors.api.problems import problem
from shoumi.doors.api.tests.programs import program
from shoumi.doors.api.tests.test_authentication import told
from shoumi.doors.demo import cast as people

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def got(answer):
    assert answer.status_code == 200, answer.content.decode()
    return json.loads(answer.content)


def every(caller, address, **query):
    """All items, part by part, by the links."""
    found, more = [], caller.read(address, **query)
    while True:
        body = got(more)
        found += body["items"]
        link = more.headers.get("Link", "")
        assert bool(link) == bool(body["next"])
        if not link:
            return found
        assert link.endswith('; rel="next"')
        more = caller.get(link[1 : link.index(">")])


def test_deals_are_those_of_the_caller(house, stranger):
    other = house.new_deal()
    mine = every(program(house.dpo), "/deals", limit=1)
    assert [one["ref"] for one in mine] == [house.deal, other]
    assert every(program(stranger), "/deals") == []


def test_a_deal_says_what_it_has_and_each_milestone_what_it_lacks(house):
    caller = program(house.dpo)
    found = got(caller.read(f"/deals/{house.deal}"))
    assert (found["type"], found["overlay"]) == ("equity", "")
    assert {one["role"] for one in found["parties"]} == {"target", "TR"}
    stages = got(caller.read(f"/deals/{house.deal}/milestones"))["items"]
    assert len(stages) == 18 + 2
    lacking = stages[0]["lacking"]
    assert all(one["title"] and one["mend"] and one["who"] for one in lacking)


def test_what_is_added_meanwhile_moves_no_place(house):
    caller = program(house.dpo)
    first = got(caller.read("/evidence", limit=3))
    house.new_deal()
    second = got(caller.read("/evidence", limit=3, cursor=first["next"]))
    positions = [one["position"] for part in (first, second) for one in part["items"]]
    assert positions == list(range(6))


@pytest.mark.parametrize("spoiled", ["", "x", "ÿ", "e30=", None])
def test_a_cursor_that_was_not_handed_out_is_refused(house, spoiled):
    caller = program(house.dpo)
    cursor = got(caller.read("/evidence", limit=1))["next"]
    wrong = cursor[:-4] + "AAA=" if spoiled is None else spoiled
    told(caller.read("/evidence", cursor=wrong), 400, "api.cursor_unfit")


def test_a_cursor_counts_for_its_token_its_list_and_its_conditions_alone(house):
    caller = program(house.dpo)
    cursor = got(caller.read("/evidence", limit=1))["next"]
    for other, address, query in (
        (program(house.dpo), "/evidence", {}),
        (caller, "/deals", {}),
        (caller, "/evidence", {"deal": house.deal}),
    ):
        answer = other.read(address, cursor=cursor, **query)
        told(answer, 400, "api.cursor_unfit")
    assert got(caller.read("/evidence", limit=5, cursor=cursor))


@pytest.mark.parametrize(("limit", "status"), [(1, 200), (100, 200), (0, 422), (101, 422)])
def test_a_part_has_a_hundred_items_at_most(house, limit, status):
    answer = program(house.dpo).read("/evidence", limit=limit)
    assert answer.status_code == status
    if status == 422:
        (fault,) = told(answer, 422, "api.unfit")["errors"]
        assert fault["field"] == "query.limit"
        assert str(100 if limit else 1) in fault["title"]


def test_a_list_costs_the_same_however_many_there_are(house, django_assert_max_num_queries):
    caller = program(house.dpo)
    for _ in range(8):
        house.new_deal()
    for address in ("/deals", "/evidence"):
        with django_assert_max_num_queries(12):
            got(caller.read(address))


def test_the_ledger_is_followed_whole_and_every_leaf_is_the_hash_of_its_body(house):
    found = every(program(house.dpo), "/evidence", limit=20)
    assert [one["position"] for one in found] == list(range(reader.size()))
    for one in found:
        assert tree.leaf_hash(one["body"].encode()).hex() == one["leaf_hash"]
    assert found[0]["said"]


def test_of_a_deal_of_others_there_is_the_leaf_and_nothing_in_it(house, stranger):
    caller = program(stranger)
    position = next(iter(reader.entries(deal=house.deal))).position
    found = got(caller.read("/evidence", start=position, limit=1))["items"][0]
    assert (found["position"], found["body"], found["tag"], found["who"]) == (
        position,
        None,
        "",
        "",
    )
    assert house.deal not in json.dumps(found)
    assert found["leaf_hash"]
    foreign = told(caller.read(f"/evidence/{position}"), 404, "ledger.no_such_entry")
    told(caller.read(f"/evidence/{position}/proof"), 404, "ledger.no_such_entry")
    none = told(caller.read("/evidence/99999999"), 404, "ledger.no_such_entry")
    assert foreign["title"].replace(str(position), "") == none["title"].replace("99999999", "")


def test_a_proof_stands_alone(house):
    from shoumi.core.ledger import proof
    from shoumi.core.verify import single

    caller = program(house.dpo)
    answer = caller.read("/evidence/3/proof")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert proof.read(answer.content.decode()).index == 3
    assert single is not None
    head = caller.read("/evidence/checkpoint").content.decode().splitlines()
    size = got(caller.read("/evidence/head"))["size"]
    assert head[1] == str(size) == str(reader.size())


def test_duties_are_all_of_the_handbook_with_their_state_now(house):
    caller = program(house.dpo, Scope.DUTIES_READ)
    found = got(caller.read("/duties"))["items"]
    assert len(found) == 68
    states = {one["state"] for one in found}
    some = got(caller.read("/duties", state="ATTESTED"))["items"]
    assert "ATTESTED" in states
    assert {one["state"] for one in some} == {"ATTESTED"}
    assert got(caller.read("/duties/13.2"))["duty"] == "13.2"
    assert caller.read("/duties/99.9").status_code == 404
    assert caller.read("/duties", state="NOPE").status_code == 422


def test_nothing_that_is_read_writes(house):
    caller = program(house[people.LEGAL])
    before = reader.size()
    for address in ("/deals", f"/deals/{house.deal}", "/evidence", "/duties", "/openapi.json"):
        got(caller.read(address))
    assert reader.size() == before
    assert clock.now()
    assert Ref(house.deal)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_demand_that_holds_in_part_says_what_it_lacks_in_words(house, lang):
    found = got(program(house.dpo, lang=lang).read("/duties"))["items"]
    partly = [one for one in found if one["state"] == "PARTIAL"]
    assert partly
    assert [one for one in partly if not one["missing"] or one["missing"] == one["reason"]] == []
    assert {one["missing"] for one in found if one["state"] in ("PASS", "ATTESTED")} <= {""}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_refusal_at_a_door_says_how_and_where_each_demand_is_mended(lang):
    request = RequestFactory().get("/")
    request.lang = lang
    refusal = DoorShut(doors=("data_handover",), demands=("7.3", "7.1"))
    refusal.lapses = (
        Lapse("7.3", ControlState.STALE, "pipia.people_grew", Role.DPO),
        Lapse("7.1", ControlState.NOT_BUILT, "no.words", Role.LEG),
    )
    told = json.loads(problem(request, refusal).content)
    assert told["where"] == "/duties/7.3"
    assert [one["where"] for one in told["reasons"]] == ["/duties/7.3", "/duties/7.1"]
    assert "shoumi assessment revise" in told["reasons"][0]["mend"]
    assert "shoumi attest add 7.1" in told["reasons"][1]["mend"]
