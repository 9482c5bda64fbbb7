"""Access tokens of one's own, for programs: make one, see what each is worth, end one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.shortcuts import render
from django.urls import reverse

from shoumi.base.accounts import queries as accounts
from shoumi.base.api_tokens import queries, rules, scopes, services
from shoumi.base.api_tokens.errors import NoSuchToken
from shoumi.base.api_tokens.models import Token
from shoumi.base.api_tokens.rules import Standing
from shoumi.base.ledger import reader
from shoumi.base.messages import names
from shoumi.base.pages.access import Who
from shoumi.base.pages.acts import Act, Done, named, offered
from shoumi.base.pages.forms import Field, Kind, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table, entry
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.doors.console import cookies

MAKE, END = "token-make", "token-revoke"
_NAME: Both = ("哪个程序用", "Which program")
_UNTIL: Both = ("有效至", "Until")
_REVOKE: Both = ("撤销", "Revoke")
_TITLE: Both = ("访问令牌", "Access tokens")
_ONCE: Both = ("新的访问令牌", "The new access token")
_EMPTY: Both = (
    "没有访问令牌。程序要替你办事时，制作一个。",
    "None. Make one for a program that is to act for you.",
)
_COLUMNS = (
    Column(("程序", "Program")),
    Column(("状态", "State")),
    Column(("权限", "Scopes")),
    Column(_UNTIL),
    Column(("上次使用", "Last used")),
    Column(("账本", "Entry"), "number"),
    Column(("现在能做", "Now")),
)
_DAYS: tuple[tuple[str, Both], ...] = (
    ("1", ("一天", "one day")),
    ("7", ("七天", "seven days")),
    ("30", ("三十天", "thirty days")),
    ("90", ("九十天", "ninety days")),
)


def table(request: PageRequest) -> Table:
    """The reader's tokens, the newest first."""
    found = queries.of(request.who(), request.at, datetime.now(UTC))
    rows = [_row(request, one, standing) for one, standing in found]
    return Table(_COLUMNS, rows, _TITLE, _EMPTY)


def make_href(request: PageRequest) -> str:
    """Where one is made; empty where the reader cannot."""
    act = named(MAKE)
    return offered(act, request) if act else ""


def _row(request: PageRequest, one: Token, standing: Standing) -> tuple[Any, ...]:
    href = reverse(f"act-{END}", kwargs={"token_ref": one.ref})
    return (
        one.name,
        names.of(standing, request.lang),
        [names.of(scope, request.lang) for scope in sorted(queries.scopes_of(one))],
        one.until,
        one.used_at,
        entry(request, one.position),
        Cell(request.say(_REVOKE), href) if standing is Standing.LIVING else None,
    )


def _scopes(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    for one in scopes.every():
        yield one.value, names.pair(one)


def _make(request: PageRequest, given: dict[str, Any]) -> Done:
    """The token, on a page that is not kept and cannot be asked for again."""
    made, text = services.make(
        name=given["name"],
        scopes=given["scopes"],
        lasts=timedelta(days=int(given["days"])),
        actor=request.who(),
        **cookies.times(request),
    )
    told = {
        "title": request.say(_ONCE),
        "name": made.name,
        "token": text,
        "until": made.until,
        "back": reverse("me"),
        "position": reader.size() - 1,
    }
    return Done(answer=render(request, "console/token.html", told))


def _revoke(request: PageRequest, given: dict[str, Any], token_ref: str) -> Done:
    services.revoke(token=Ref(token_ref), actor=request.who(), at=request.at)
    return Done(reverse("me"))


def _of_token(request: PageRequest, token_ref: str) -> Iterator[tuple[Both, object]]:
    """
    Raises:
        NoSuchToken: there is none, or it is another's and the reader may not end it.
    """
    one = Token.objects.select_related("person").filter(ref=token_ref).first()
    roles = accounts.roles(request.who(), request.at)
    if one is None or (one.person_id != request.who() and not roles & rules.ENDERS):
        raise NoSuchToken
    yield _NAME, one.name
    yield ("谁的", "Whose"), one.person.name
    yield _UNTIL, one.until


ACTS = (
    Act(
        slug=MAKE,
        place="me",
        title=("制作访问令牌", "Make an access token"),
        done=("令牌已制作", "The token is made"),
        do=_make,
        fields=(
            Field("name", _NAME, most=rules.MOST_NAME, hints={"autocomplete": "off"}),
            Field(
                "scopes",
                ("权限", "Scopes"),
                Kind.MANY,
                (
                    "只选它用得着的。查看明文、封交接包、开始和结束告知，最长一天。",
                    "Only what it needs. To reveal, to seal and to run campaigns: a day at most.",
                ),
                options=_scopes,
                of=scopes.named,
            ),
            Field("days", ("有效", "For"), Kind.ONE, options=_DAYS, initial="30"),
        ),
        help=(
            "程序凭它以你的名义办事，不超过你的岗位。岗位收回、离任或登录被停用，它立刻失效。",
            (
                "A program acts as you by it, never beyond your roles. "
                "A withdrawn role, leaving or a lock-down ends it at once."
            ),
        ),
        button=("制作", "Make it"),
        is_fresh=True,
        who=Who.STAFF,
        back="me",
    ),
    Act(
        slug=END,
        place="me/tokens/<str:token_ref>",
        title=("撤销访问令牌", "Revoke the access token"),
        done=("令牌已撤销", "The token is revoked"),
        do=_revoke,
        help=("立刻生效，不能恢复。", "At once, and for good."),
        button=("撤销", "Revoke it"),
        facts=_of_token,
    ),
)
