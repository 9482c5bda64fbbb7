"""The verbs of the policy: draw up, change the register, approve by two, publish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from shoumi.base.messages import names
from shoumi.base.messages.text import say
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.policies import rules, services, texts
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.rules import APPROVERS, Item, RegisterUnreadable, Scope
from shoumi.chapters.policies.texts import completeness
from shoumi.chapters.policies.verbs import (
    acceptance,
    access,
    fields,
    group,
    new_version,
    proposals,
    register,
    tellings,
)
from shoumi.chapters.policies.verbs.place import HOUSE, VERSION, version_of
from shoumi.core.fields import FieldRule
from shoumi.core.messages import Both, Lang
from shoumi.core.terms import Role

WRITERS = (Role.DPO, Role.PWG)
Fields = dict[str, FieldRule]


def _change(fields: Fields, given: Mapping[str, Any]) -> None:
    code = given["field"]
    fields[code] = replace(fields[code], **register.filled_in(given))


def _add(fields: Fields, given: Mapping[str, Any]) -> None:
    code = given["code"]
    if code in fields:
        raise RegisterUnreadable(field=code, problem="field")
    told = register.filled_in(given)
    fields[code] = FieldRule(code=code, zh=given["zh"], en=given["en"], **told)


def _remove(fields: Fields, given: Mapping[str, Any]) -> None:
    del fields[given["field"]]


def _proposed(change: Callable[[Fields, Mapping[str, Any]], None]) -> Callable[..., PolicyVersion]:
    """A new draft: a version that somebody has seen never changes under his eyes."""

    def do(call: Call) -> PolicyVersion:
        one = version_of(call.on)
        fields = dict(rules.read_register(one.register))
        change(fields, call.given)
        return services.draft(
            items=[Item(item) for item in one.items],
            register=rules.write_register(fields),
            tier=texts.tier_of(one),
            actor=call.actor,
            at=call.at,
            text=texts.of(one),
        )

    return do


def _approve(call: Call) -> PolicyVersion:
    services.approve(
        version=call.on,
        role=call.given["role"],
        actor=call.actor,
        at=call.at,
        seen=call.given["seen"] or "",
    )
    return version_of(call.on)


def _publish(call: Call) -> PolicyVersion:
    services.publish(version=call.on, actor=call.actor, at=call.at)
    return version_of(call.on)


def told(version: PolicyVersion) -> dict[str, Any]:
    """A version as a command and an operation tell it."""
    return {
        "ref": version.ref,
        "number": version.number,
        "state": version.state,
        "approved_as": sorted(version.approvals),
        "items": version.items,
        "tier": version.tier or None,
        "text_sha256": version.text_sha256 or None,
        "register_sha256": version.register_sha256,
        "drafted_at": version.drafted_at,
        "published_at": version.published_at,
        "position": version.position,
    }


def told_whole(version: PolicyVersion) -> dict[str, Any]:
    """The same with what it says."""
    says = {"handler": version.handler or {}, "passages": version.passages or []}
    return {**told(version), **says}


def _own_roles(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """As which of the two this person can still say yes."""
    for role in rules.lacking(version_of(place["version"]).approvals):
        if role in request.roles:
            yield role.value, names.pair(role)


def _about(request: PageRequest, version: str) -> Iterator[tuple[Both, object]]:
    one = version_of(version)
    yield ("版本", "Version"), one.number
    yield ("状态", "State"), names.of(rules.State(one.state), request.lang)
    yield ("字段", "Fields"), len(rules.read_register(one.register))
    yield (
        ("已批准", "Approved by"),
        tuple(names.of(Role(role), request.lang) for role in sorted(one.approvals)) or None,
    )
    yield ("登记表摘要", "SHA-256 of the register"), one.register_sha256
    if one.state == rules.State.DRAFT:
        yield ("还缺", "Still missing"), still_missing(one, request.lang) or None


def still_missing(version: PolicyVersion, lang: Lang) -> tuple[str, ...]:
    """All that stands between a version and its approval, in words."""
    found = completeness.of(version)
    if not found.has_text:
        return (say(("正文", "the text"), lang),)
    own = [one for one in found.gaps if one.words.isascii() is (lang == "en")]
    other = Counter(one.place for one in found.gaps if one not in own)
    return (
        *(names.of(item, lang) for item in found.items),
        *(names.of(fact, lang) for fact in found.facts),
        *(say(_GAP, lang, n=one.place, words=one.words) for one in own),
        *(say(_OTHER, lang, n=place, count=count) for place, count in sorted(other.items())),
    )


_GAP: Both = ("第 {n} 段：{words}", "passage {n}: {words}")
# What is to be filled in is written in the language of its text.
_OTHER: Both = ("第 {n} 段英文 {count} 处空", "passage {n}, still to fill in its Chinese: {count}")


def _digest(request: PageRequest, place: Mapping[str, Any]) -> str:
    return version_of(place["version"]).text_sha256


def _operation(summary: str, scope: Scope = Scope.APPROVE, **more: Any) -> InApi:
    return InApi(scope=scope, summary=summary, answer=_answer, tells=told, **more)


def _answer() -> type[Any]:
    from shoumi.chapters.policies.verbs.answer import PolicyLine

    return PolicyLine


_PAGE = OnPage(back="policy", to=("policy", "version"), facts=_about)


def _of_register(
    name: str, title: Both, change: Callable[[Fields, Mapping[str, Any]], None], *fields: Field
) -> Verb:
    """One change to the register: it makes a new draft.

    A command and a program bring the whole register, so for them this is drawing one up.
    """
    return Verb(
        noun="policy",
        name=name,
        on=VERSION,
        do=_proposed(change),
        title=title,
        done=("新的草稿已起草", "A new draft is drawn up"),
        roles=WRITERS,
        fields=fields,
        help=(
            "做成新的一版草稿，两人批准、发布之后才施行。",
            "It becomes a new draft, in force only once two approve it and it is published.",
        ),
        button=("提出", "Propose"),
        page=_PAGE,
    )


DRAFT = Verb(
    noun="policy",
    name="draft",
    on=HOUSE,
    do=new_version.draft,
    tells=told,
    title=("起草政策", "Draw up a policy"),
    done=("草稿已起草，等两人批准", "Drawn up; two people approve it next"),
    roles=WRITERS,
    fields=new_version.FIELDS,
    button=("起草", "Draw it up"),
    help=(
        "先成草稿，正文可以随时改、随时存；写全了，两人批准，再发布。",
        "It becomes a draft whose text is saved at any time; once complete, two approve it.",
    ),
    page=replace(_PAGE, back="policies", facts=None, leaves=frozenset({"items"})),
    command=OnTerminal(
        said=(
            "第 {number} 版，待批准：shoumi policy approve {number} --role DPO|LEG --as 批准人",
            (
                "version {number}; to be approved:"
                " shoumi policy approve {number} --role DPO|LEG --as WHO"
            ),
        )
    ),
    operation=_operation(
        "Lay a new version before its approvers; without a register the one in force is kept.",
        Scope.WRITE,
        name="policies_draft",
        status=201,
        path="",
    ),
)
APPROVE = Verb(
    noun="policy",
    name="approve",
    on=VERSION,
    do=_approve,
    tells=lambda one: {"number": one.number, "approved": sorted(one.approvals)},
    title=("批准这一版", "Approve this version"),
    done=("已批准", "Approved"),
    roles=APPROVERS,
    fields=(
        Field(
            "role",
            ("以什么身份", "As"),
            forms.Kind.ONE,
            options=_own_roles,
            among=words_of(APPROVERS),
            of=Role,
        ),
        Field(
            "seen",
            ("您看过的这一版的摘要", "SHA-256 of what you read"),
            help=(
                "正文、事项、处理者和登记表合在一起；您看过以后有人改了，就不会批准。",
                "Of text, items, handler and register; what changed since is not approved.",
            ),
            is_needed=False,
            initial=_digest,
            hints={"readonly": "readonly"},
        ),
    ),
    help=(
        "两个岗位、两个人。第二个批准也不会自己发布。",
        "Two roles, two people. The second approval publishes nothing by itself.",
    ),
    button=("批准", "Approve"),
    is_final=True,
    is_fresh=True,
    page=_PAGE,
    command=OnTerminal(
        help=("以某一岗位批准", "Approve a version as one of the two roles."),
        said=("第 {number} 版已由 {approved} 批准", "version {number} approved by {approved}"),
        asks_yes=False,
    ),
    operation=_operation("Say yes as one of the two roles.", name="policies_approve"),
)
PUBLISH = Verb(
    noun="policy",
    name="publish",
    on=VERSION,
    do=_publish,
    tells=lambda one: {"number": one.number, "position": one.position},
    title=("发布这一版", "Publish this version"),
    done=("已发布，马上施行", "Published and in force"),
    roles=(Role.DPO,),
    help=(
        "马上施行，旧版失效。登记表里没有的字段从此不收不看。",
        "In force at once; the earlier one ends. Fields it lacks are no longer taken or read.",
    ),
    button=("发布", "Publish"),
    is_final=True,
    is_fresh=True,
    page=_PAGE,
    command=OnTerminal(
        help=("发布", "Put a version in force, and the one before it out of force."),
        said=("第 {number} 版已生效", "version {number} is in force"),
        asks_yes=False,
    ),
    operation=_operation(
        "Put a version in force, and the one before it out of force.", name="policies_publish"
    ),
)
CHANGE = _of_register(
    "change", ("改一个字段", "Change a field"), _change, register.FIELD, *register.RULE_AS_IT_IS
)
ADD = _of_register("add", ("加一个字段", "Add a field"), _add, *register.NAMED, *register.RULE)
REMOVE = _of_register("remove", ("去掉一个字段", "Take a field out"), _remove, register.FIELD)
POLICY = (DRAFT, APPROVE, PUBLISH, CHANGE, ADD, REMOVE, *acceptance.VERBS)
VERBS = (*POLICY, *group.VERBS, *fields.VERBS, *proposals.VERBS, *access.VERBS, *tellings.VERBS)
