"""What doors make of a declaration: an act that takes two persons, a command's words, its no."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import click
import pytest
from click.testing import CliRunner
from django.db import transaction
from ninja import NinjaAPI, Router, Schema
from pydantic import ValidationError

from shoumi.base.accounts.tests.cast import AT, House
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.approvals import services
from shoumi.base.approvals.errors import Pending
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.models import Approval
from shoumi.base.approvals.rules import Change
from shoumi.base.commands import options
from shoumi.base.pages.acts import ASKED
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.tests.page_requests import asked
from shoumi.base.tests.believed_names import believe
from shoumi.base.verbs import InApi, OnPage, OnTerminal, Place, Verb, command, operation, page
from shoumi.core.messages import Both
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

WORDS: Both = ("上锁", "Lock")
CHANGE = Change(Action.ROTATION, {"what": "kek"}, {})


class Locked(Schema):
    used: str


def spend(call):
    """As a service does it that another person has to approve."""
    with (
        services.kept(CHANGE.action, actor=call.actor, at=call.at),
        transaction.atomic(),
    ):
        return services.spend(CHANGE, actor=call.actor, at=call.at)


LOCK = Verb(
    noun="vault",
    name="lock",
    on=Place("", "vault"),
    do=spend,
    title=WORDS,
    done=("已上锁", "Locked"),
    roles=(Role.SEC,),
    takes_two=True,
    page=OnPage(back=""),
    command=OnTerminal(),
    operation=InApi(
        Scope.KEYS_ROTATE, "Lock it.", lambda: Locked, lambda made: {"used": made.ref}, status=201
    ),
)


def answers_of(verb):
    """Status -> schema of what its operation may answer, as programs read it."""
    api = NinjaAPI(urls_namespace=f"{verb.slug}-{verb.takes_two}")
    api.add_router("", operation.add(Router(), [verb]))
    (told,) = api.get_openapi_schema(path_prefix="")["paths"].values()
    return {
        int(status): one["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        for status, one in told["post"]["responses"].items()
    }


def test_an_operation_that_takes_two_declares_what_it_answers_until_another_approved():
    assert answers_of(LOCK).items() >= {201: "Locked", 202: "ApprovalWhole"}.items()
    assert 202 not in answers_of(replace(LOCK, takes_two=False))


@pytest.mark.parametrize("other", ["xx", "", "\ud800"])
@pytest.mark.parametrize("kind", [Kind.ONE, Kind.MANY])
def test_a_program_sends_a_word_of_the_list_and_no_other(kind, other):
    """Also of a list that is no enum: its words go to the service as they came."""
    field = Field("lang", WORDS, kind, options=(("zh", WORDS), ("en", WORDS)))
    body = operation._body(LOCK, LOCK.operation, [field])

    def given(word):
        return body(lang=word if kind is Kind.ONE else [word])

    assert given("zh")
    with pytest.raises(ValidationError):
        given(other)


@pytest.fixture
def house(db):
    made = House()
    made.sec = made.staff(Role.SEC, name="陈示例")
    return made


@pytest.fixture
def request_of(house):
    request = asked()
    request.actor, request.at = house.sec, AT
    return request


def approve(house):
    services.approve(approval=Ref(Approval.objects.get().ref), actor=house.dpo, at=AT)


@pytest.mark.django_db(transaction=True)
def test_a_program_gets_the_request_and_after_the_yes_what_was_done(house, request_of):
    router = operation.add(Router(), [LOCK])
    (made,) = router.path_operations["/vault/lock"].operations
    first = made.view_func(request_of)
    assert (first.status_code, first.value["requested_by"]) == (202, house.sec)
    with pytest.raises(Pending):
        made.view_func(request_of)
    approve(house)
    second = made.view_func(request_of)
    assert (second.status_code, second.value["used"]) == (201, first.value["ref"])


@pytest.mark.django_db(transaction=True)
def test_a_page_leads_to_the_request_and_after_the_yes_does_it(house, request_of):
    act = page.act(LOCK)
    first = act.do(request_of, {})
    assert (first.told, first.href) == (ASKED, f"/approvals/{Approval.objects.get().ref}")
    approve(house)
    assert act.do(request_of, {}).told == ""


def is_open(call):
    assert call.on == "door-2"
    return call.given


DOOR = Place("door", "doors/<str:door>", typed=lambda text: Ref(f"door-{text}"))
KEY = Field("key", ("钥匙", "Key"))
TRIES = Field("tries", ("次数", "Tries"), Kind.WHOLE, default=1, most=3)
TRY = Verb(
    noun="door",
    name="open",
    on=DOOR,
    do=is_open,
    tells=dict,
    title=WORDS,
    done=("开了", "It is open"),
    fields=(TRIES, KEY),
    command=OnTerminal(
        name="try",
        values=("key",),
        is_no=lambda made: made["key"] != "right",
        said_no=("没开", "It stays shut"),
    ),
)


@pytest.fixture
def typed(house, monkeypatch):
    """Exit status and output of ``try`` with these words."""
    believe(monkeypatch)
    group = command.group("door", WORDS, [TRY])

    def run(*words):
        answer = CliRunner().invoke(group, ["try", *words, "--as", "陈示例"])
        return answer.exit_code, answer.output

    return run


@pytest.mark.django_db
def test_a_command_has_a_name_of_its_own_and_finds_its_thing_by_what_is_typed(typed):
    status, told = typed("2", "right", "--json")
    assert status == 0
    assert json.loads(told).items() >= {"key": "right", "tries": 1}.items()
    assert "开了" in typed("2", "right")[1]


@pytest.mark.django_db
def test_a_no_is_said_and_exits_with_1_and_wrong_use_with_2(typed):
    status, told = typed("2", "wrong")
    assert status == 1
    assert "没开" in told
    assert typed("2")[0] == 2
    assert typed("2", "right", "--tries", "4")[0] == 2


def test_a_verb_of_the_house_has_nothing_to_find():
    place = LOCK.on
    assert place.at(asked(), {}) == SYSTEM
    assert place.in_api == "/vault"


def test_words_that_a_function_finds_are_closed_for_doors_without_a_page():
    pairs = (("a", WORDS), ("b", WORDS))
    one = Field("which", WORDS, Kind.ONE, options=lambda request, place: pairs[:1])
    assert one.words == ()
    assert replace(one, among=pairs).words == ("a", "b")


def test_what_a_list_holds_that_is_found_for_each_page_is_any_line_to_a_program():
    open_ = Field("rule", WORDS, Kind.ONE, options=lambda request, place: ())
    things = replace(open_, of=Ref)
    assert _pattern(open_) != _pattern(things)
    assert re.match(_pattern(open_), "7")
    assert not re.match(_pattern(things), "7")


def _pattern(field):
    body = operation._body(LOCK, LOCK.operation, [field])
    return body.model_json_schema()["properties"]["rule"]["pattern"]


@pytest.mark.parametrize(
    ("typed_in", "fen"),
    [("0", 0), ("12", 1200), ("12.5", 1250), ("12.05", 1205), ("99999999999.99", 9999999999999)],
)
def test_an_amount_at_the_terminal_is_typed_in_yuan_as_on_a_page(typed_in, fen):
    assert options.YUAN.convert(typed_in, None, None) == fen


@pytest.mark.parametrize(
    "typed_in", ["-1", "1,000", "1.005", "", "１２", "1e3", "100000000000", "x"]
)
def test_what_is_no_amount_is_wrong_use(typed_in):
    with pytest.raises(click.UsageError):
        options.YUAN.convert(typed_in, None, None)


def test_an_amount_that_is_not_given_is_its_default():
    money = Field("asked", WORDS, Kind.MONEY, is_needed=False, default=0)

    @click.command()
    @command.field_option(money)
    def pay(asked):
        click.echo(repr(asked))

    assert CliRunner().invoke(pay, []).output == "0\n"
    assert CliRunner().invoke(pay, ["--asked", "200.50"]).output == "20050\n"
