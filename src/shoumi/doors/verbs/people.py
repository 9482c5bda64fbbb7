"""Several people at once: invited by lines as they are copied from a table, roles approved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import click

from shoumi.base.accounts import joint_grants
from shoumi.base.accounts.joint_grants import Answered
from shoumi.base.accounts.rules import APPROVERS, MOST_TOGETHER, Kind
from shoumi.base.commands import answers, tables
from shoumi.base.deals import queries as deals
from shoumi.base.inbox import joint_invitations, person_lines
from shoumi.base.inbox.joint_invitations import Gone, Invited, reasons
from shoumi.base.inbox.mailboxes import GIVERS
from shoumi.base.messages import names, refusals
from shoumi.base.messages.reader import language
from shoumi.base.messages.text import minute
from shoumi.base.pages import choices
from shoumi.base.pages.forms import Field, Option, words_of
from shoumi.base.pages.forms import Kind as Form
from shoumi.base.pages.request import PageRequest
from shoumi.base.transport import server_address
from shoumi.base.verbs import Call, OnPage, OnTerminal, Place, Verb
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

PEOPLE = Place("", "people")
_MOST = person_lines.MOST


def _invite(call: Call) -> Gone:
    made = joint_invitations.invite(
        **call.given, actor=call.actor, at=call.at, real_at=datetime.now(UTC)
    )
    return Gone(made, call.given)


def judged(call: Call) -> Gone:
    """The lines as they would be taken now; nothing is done."""
    lines = joint_invitations.judged(**call.given, actor=call.actor, at=call.at)
    return Gone([Invited(one) for one in lines], call.given, is_trial=True)


def _from_file(call: Call) -> Gone:
    given = dict(call.given)
    file, is_trial = given.pop("file"), given.pop("check")
    given["text"] = file.read()
    asked = Call(call.actor, call.actor_name, call.at, call.on, given)
    gone = judged(asked) if is_trial else _invite(asked)
    if not answers.wants_json():
        _print(gone)
    return gone


def _print(gone: Gone) -> None:
    """Each line with its link, which is shown once, or with what is wrong."""
    site = server_address.public_site()
    tables.table(
        [("行", "line"), ("姓名", "name"), ("岗位", "roles"), ("结果", "outcome")],
        [
            (
                one.line.number,
                one.line.name,
                [*one.line.roles, *one.line.unknown],
                _outcome(one, site),
            )
            for one in gone.lines
        ],
    )


def _outcome(one: Invited, site: str) -> str:
    if one.link:
        return f"{site}/enter/{one.link}"
    told = [
        f"{answers.say(part)}: {found.what}{found.mend}"
        for part, error in reasons(one)
        for found in (refusals.tell(error, language()),)
    ]
    return "\n".join(told) or answers.say(("可以邀请", "can be invited"))


def _tells(gone: Gone) -> Mapping[str, Any]:
    return {
        "invited": 0 if gone.is_trial else len(gone.invited),
        "left": len(gone.left),
        "lines": [
            {
                "line": one.line.number,
                "name": one.line.name,
                "roles": list(one.line.roles),
                "person": one.person or None,
                "link": f"/enter/{one.link}" if one.link else None,
                "refused": [{"part": part[1], "code": error.code} for part, error in reasons(one)],
            }
            for one in gone.lines
        ],
    }


def _preview(request: PageRequest, call: Call) -> Any:
    from shoumi.doors.console import joint_invitations as shown

    return shown.preview(request, INVITE, judged(call))


def _shown(request: PageRequest, gone: Gone) -> Any:
    from shoumi.doors.console import joint_invitations as shown

    return shown.done(request, INVITE, gone)


LINES = Field(
    "text",
    ("每行一个人：姓名、邮箱、岗位", "A person a line: name, mail address, roles"),
    Form.LONG,
    (
        (
            f"从表格里复制过来，或用逗号隔开；最多 {_MOST} 行。邮箱和岗位可以不写；"
            "岗位写名称或代码，几个岗位用顿号隔开，如：陈示例，chen@house.example，客服、市场"
        ),
        (
            f"Copied from a table, or with commas; {_MOST} lines at most. Address and roles may be "
            "missing; roles by name or code, several with semicolons: Chen Shili, "
            "chen@house.example, customer service; marketing"
        ),
    ),
    most=person_lines.MOST_TEXT,
    hints={"rows": "10", "autocomplete": "off", "spellcheck": "false"},
)
_FIELDS = (
    Field(
        "kind",
        ("这些人的类别", "Kind of these people"),
        Form.ONE,
        options=words_of(Kind),
        of=Kind,
        initial=Kind.STAFF.value,
        default=Kind.STAFF.value,
    ),
    Field(
        "deal",
        ("岗位只限一笔转让", "Roles for one deal only"),
        Form.ONE,
        ("转让方、受让方的人必须选。", "Needed for people of the transferor and the transferee."),
        options=choices.all_deals,
        of=Ref,
        names="deal",
        is_needed=False,
    ),
)
INVITE = Verb(
    noun="person",
    name="invite-list",
    on=PEOPLE,
    do=_invite,
    tells=_tells,
    title=("邀请多人", "Invite several people"),
    done=("已邀请", "Invited"),
    roles=GIVERS,
    fields=_FIELDS,
    help=(
        "先看一遍再办。每人登记、申请岗位、做一个登录链接；岗位由另一人批准才算数。哪一行不对，只停那一行。",
        (
            "You see the list first. Each person is enrolled, the roles are asked for, a link to "
            "sign in is made; roles count once another person approves. A bad line costs that line."
        ),
    ),
    button=("看一遍", "Show the list"),
    is_fresh=True,
    page=OnPage(back="people", more=(LINES,), preview=_preview, shows=_shown),
    command=OnTerminal(
        help=(
            "邀请多人，名单每行写姓名、邮箱、岗位（- 为标准输入）",
            "Invite the people in FILE, a line each: name, mail, roles (- is standard input)",
        ),
        said=("邀请了 {invited} 人", "invited: {invited}"),
        said_no=("邀请了 {invited} 人，{left} 行没有办", "invited: {invited}; left: {left}"),
        is_no=lambda gone: bool(gone.left),
        more=(
            click.argument("file", type=click.File(encoding="utf-8-sig"), metavar="FILE"),
            click.option(
                "--check", is_flag=True, help="只看，不办 / Judge the lines and do nothing."
            ),
        ),
        do=_from_file,
    ),
)


def _grant(call: Call) -> list[Answered]:
    return joint_grants.grant_each(asks=call.given["asks"], actor=call.actor, at=call.at)


def _grant_and_print(call: Call) -> list[Answered]:
    made = _grant(call)
    if not answers.wants_json():
        tables.table(
            [("申请", "request"), ("结果", "outcome")],
            [(one.ask, _granted(one)) for one in made],
        )
    return made


def _granted(one: Answered) -> str:
    if one.refused is None:
        return answers.say(("已批准", "approved"))
    found = refusals.tell(one.refused, language())
    return f"{found.what}{found.mend}"


def _answers(made: Sequence[Answered]) -> Mapping[str, Any]:
    return {
        "granted": sum(one.grant is not None for one in made),
        "refused": sum(one.refused is not None for one in made),
        "requests": [
            {
                "ref": one.ask,
                "grant": one.grant.ref if one.grant else None,
                "refused": one.refused.code if one.refused else None,
            }
            for one in made
        ],
    }


def _waiting(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """Requests the reader may answer, those of one go together."""
    found = list(joint_grants.waiting_for(request.who(), request.at)[:MOST_TOGETHER])
    numbers = deals.numbers({one.deal for one in found if one.deal})
    for one in found:
        zh, en = names.pair(Role(one.role))
        more = [numbers.get(one.deal, "")] if one.deal else []
        more += [f"– {minute(one.until)}"] if one.until else []
        by, when = one.requested_by.name, minute(one.requested_at)
        yield (
            one.ref,
            (
                " · ".join((one.person.name, zh, *more, f"{by}申请于 {when}")),
                " · ".join((one.person.name, en, *more, f"asked by {by} at {when}")),
            ),
        )


def _of_one_go(request: PageRequest, place: Mapping[str, Any]) -> list[str]:
    """Those that were asked for together with the one that the address names."""
    found = list(joint_grants.waiting_for(request.who(), request.at)[:MOST_TOGETHER])
    wanted = request.GET.get("of", "")
    go = {(one.requested_by_id, one.requested_at) for one in found if one.ref == wanted}
    return [one.ref for one in found if (one.requested_by_id, one.requested_at) in go]


def _nothing(request: PageRequest) -> Iterator[tuple[Both, object]]:
    if not joint_grants.waiting_for(request.who(), request.at).exists():
        yield ("现在", "Now"), request.say(("没有等你批准的岗位。", "No role waits for your yes."))


def _told(request: PageRequest, made: Sequence[Answered]) -> Any:
    from shoumi.doors.console import joint_grants as shown

    return shown.done(request, APPROVE, made)


APPROVE = Verb(
    noun="person",
    name="approve-roles",
    on=PEOPLE,
    do=_grant,
    tells=_answers,
    title=("一起批准岗位", "Approve several roles"),
    done=("岗位已授予", "The roles are granted"),
    roles=tuple(sorted(APPROVERS)),
    fields=(
        Field(
            "asks",
            ("批准哪些", "Which to approve"),
            Form.MANY,
            (
                "逐份看清给谁、什么岗位；每份单独判断、单独记账。一份不成，其余照办，并写明缘由。",
                (
                    "Read each: for whom, which role. Each is judged and recorded by itself; one "
                    "that is refused stops no other, and is named with the reason."
                ),
            ),
            options=_waiting,
            of=Ref,
            most=MOST_TOGETHER,
            option="ask",
            initial=_of_one_go,
        ),
    ),
    help=(
        "都是别人申请的；自己申请的、给自己的不在这里。",
        "All asked for by others; what you asked for, or would hold, is not here.",
    ),
    button=("批准选中的", "Approve the chosen"),
    is_fresh=True,
    page=OnPage(back="people", facts=_nothing, shows=_told),
    command=OnTerminal(
        said=("批准了 {granted} 个岗位", "granted: {granted}"),
        said_no=(
            "批准了 {granted} 个岗位，{refused} 个没有批准",
            "granted: {granted}; refused: {refused}",
        ),
        is_no=lambda made: any(one.refused for one in made),
        do=_grant_and_print,
    ),
)
VERBS = (INVITE, APPROVE)
