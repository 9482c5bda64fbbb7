"""What is done about the policy: draw up, change the register, approve by two, publish."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from django.urls import reverse

from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.forms import Field, Option, from_query, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.chapters.policies import rules, services
from shoumi.chapters.policies.pages.versions import PLACE, version_of
from shoumi.chapters.policies.rules import APPROVERS, Item, RegisterUnreadable
from shoumi.core.fields import FieldRegister, FieldRule
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade, HandlerTier, LegalBasis, Purpose, Role

_WRITERS = (Role.DPO, Role.PWG)
_MOST_DAYS = 36_500
Place = Mapping[str, Any]


def _fields_of(place: Place) -> FieldRegister:
    return rules.read_register(version_of(place["version"]).register)


def _known(request: PageRequest, place: Place) -> Iterator[Option]:
    for code, rule in _fields_of(place).items():
        yield code, (f"{rule.zh}（{code}）", f"{rule.en} ({code})")


def _as_it_is(part: str) -> Any:
    """What the field that the address names has now, as the form's first value."""

    def initial(request: PageRequest, place: Place) -> object:
        rule = _fields_of(place).get(request.GET.get("field", ""))
        found = getattr(rule, part, None)
        return sorted(found) if isinstance(found, frozenset) else found

    return initial


def _of_list(
    name: str,
    label: Both,
    words: type[StrEnum],
    kind: forms.Kind = forms.Kind.ONE,
    help: Both = forms.NO_HELP,  # noqa: A002 - the field's own word
) -> Field:
    return Field(name, label, kind, help, options=words_of(words), of=words)


def _tick(name: str, label: Both) -> Field:
    return Field(name, label, forms.Kind.TICK, is_needed=False)


# What the register says of one field.
_RULE = (
    _of_list("grade", ("级别", "Grade"), DataGrade),
    _of_list(
        "purposes",
        ("用途", "Purposes"),
        Purpose,
        forms.Kind.MANY,
        ("没有登记的用途，读不了这个字段。", "For any other purpose the field cannot be read."),
    ),
    _of_list("basis", ("依据", "Basis"), LegalBasis),
    Field(
        "retention_days",
        ("保存天数", "Days kept"),
        forms.Kind.WHOLE,
        ("从服务结束那天起算，到期就删。", "Counted from the end of the service."),
        least=1,
        most=_MOST_DAYS,
    ),
    _tick("is_necessary", ("没有它服务做不了", "The service cannot be given without it")),
    _tick("is_sensitive", ("敏感个人信息", "Sensitive personal information")),
)


def _rule_as_it_is() -> tuple[Field, ...]:
    """The same of a field that is there already, filled with what it says now."""
    return tuple(replace(one, initial=_as_it_is(one.name)) for one in _RULE)


def _told(given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "grade": given["grade"],
        "purposes": frozenset(given["purposes"]),
        "basis": given["basis"],
        "retention_days": given["retention_days"],
        "is_necessary": bool(given["is_necessary"]),
        "is_sensitive": bool(given["is_sensitive"]),
    }


def _change(request: PageRequest, given: dict[str, Any], *, version: str) -> Done:
    def changed(fields: dict[str, FieldRule]) -> None:
        fields[given["field"]] = replace(fields[given["field"]], **_told(given))

    return _proposed(request, version, changed)


def _add(request: PageRequest, given: dict[str, Any], *, version: str) -> Done:
    def added(fields: dict[str, FieldRule]) -> None:
        code = given["code"]
        if code in fields:
            raise RegisterUnreadable(field=code, problem="field")
        fields[code] = FieldRule(code=code, zh=given["zh"], en=given["en"], **_told(given))

    return _proposed(request, version, added)


def _remove(request: PageRequest, given: dict[str, Any], *, version: str) -> Done:
    return _proposed(request, version, lambda fields: fields.pop(given["field"]))


def _proposed(
    request: PageRequest, version: str, change: Callable[[dict[str, FieldRule]], object]
) -> Done:
    """A new draft: a version that somebody has seen never changes under his eyes."""
    one = version_of(version)
    fields = dict(rules.read_register(one.register))
    change(fields)
    made = services.draft(
        items=[Item(item) for item in one.items],
        register=rules.write_register(fields),
        tier=rules.tier_of(one.items),
        actor=request.who(),
        at=request.at,
    )
    return _to(made.ref)


def _draft(request: PageRequest, given: dict[str, Any]) -> Done:
    brought = given["register"]
    tier: HandlerTier = given["tier"]
    made = services.draft(
        items=given["items"] or tuple(rules.required(tier)),
        register=_text(brought.read()) if brought else rules.built_in_register(),
        tier=tier,
        actor=request.who(),
        at=request.at,
    )
    return _to(made.ref)


def _text(content: bytes) -> str:
    """
    Raises:
        RegisterUnreadable: it is no text.
    """
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RegisterUnreadable(field="", problem="UTF-8") from error


def _approve(request: PageRequest, given: dict[str, Any], *, version: str) -> Done:
    one = version_of(version)
    services.approve(version=Ref(one.ref), role=given["role"], actor=request.who(), at=request.at)
    return _to(one.ref)


def _publish(request: PageRequest, given: dict[str, Any], *, version: str) -> Done:
    one = version_of(version)
    services.publish(version=Ref(one.ref), actor=request.who(), at=request.at)
    return _to(one.ref)


def _to(version: str) -> Done:
    return Done(reverse("policy", kwargs={"version": version}))


def _own_roles(request: PageRequest, place: Place) -> Iterator[Option]:
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


def _act(slug: str, **more: Any) -> Act:
    return Act(slug=slug, place=PLACE, back="policy", facts=_about, **more)


def _of_register(slug: str, title: Both, do: Callable[..., Done], *fields: Field) -> Act:
    """One change to the register: it makes a new draft."""
    return _act(
        slug,
        title=title,
        done=("新的草稿已起草", "A new draft is drawn up"),
        do=do,
        roles=_WRITERS,
        fields=fields,
        help=(
            "做成新的一版草稿，两人批准、发布之后才施行。",
            "It becomes a new draft, in force only once two approve it and it is published.",
        ),
        button=("提出", "Propose"),
    )


_OF_FIELD = Field(
    "field", ("字段", "Field"), forms.Kind.ONE, options=_known, initial=from_query("field")
)

ACTS = (
    Act(
        slug="policy-draft",
        place="policies",
        title=("起草政策", "Draw up a policy"),
        done=("草稿已起草，等两人批准", "Drawn up; two people approve it next"),
        do=_draft,
        roles=_WRITERS,
        fields=(
            Field(
                "tier",
                ("处理者规模", "Size of the handler"),
                forms.Kind.ONE,
                options=words_of(HandlerTier),
                of=HandlerTier,
                initial=HandlerTier.SMALL.value,
            ),
            Field(
                "items",
                ("文本写明的事项", "What the text states"),
                forms.Kind.MANY,
                ("不选就是该规模必须写明的全部。", "Left open: all that this size must state."),
                options=words_of(Item),
                of=Item,
                is_needed=False,
            ),
            Field(
                "register",
                ("字段登记表", "Field register"),
                forms.Kind.FILE,
                ("TOML 文件；不附就用内置的。", "A TOML file; without one the built-in is used."),
                is_needed=False,
            ),
        ),
        button=("起草", "Draw it up"),
        back="policies",
    ),
    _act(
        "policy-approve",
        title=("批准这一版", "Approve this version"),
        done=("已批准", "Approved"),
        do=_approve,
        roles=APPROVERS,
        fields=(Field("role", ("以什么身份", "As"), forms.Kind.ONE, options=_own_roles, of=Role),),
        help=(
            "两个岗位、两个人。第二个批准也不会自己发布。",
            "Two roles, two people. The second approval publishes nothing by itself.",
        ),
        button=("批准", "Approve"),
        is_final=True,
        is_fresh=True,
    ),
    _act(
        "policy-publish",
        title=("发布这一版", "Publish this version"),
        done=("已发布，马上施行", "Published and in force"),
        do=_publish,
        roles=(Role.DPO,),
        help=(
            "马上施行，旧版失效。登记表里没有的字段从此不收不看。",
            "In force at once; the earlier one ends. Fields it lacks are no longer taken or read.",
        ),
        button=("发布", "Publish"),
        is_final=True,
        is_fresh=True,
    ),
    _of_register(
        "policy-change", ("改一个字段", "Change a field"), _change, _OF_FIELD, *_rule_as_it_is()
    ),
    _of_register(
        "policy-add",
        ("加一个字段", "Add a field"),
        _add,
        Field(
            "code",
            ("代码", "Code"),
            help=("小写字母、数字、下划线。", "Lower case letters, digits, underscores."),
            most=24,
        ),
        Field("zh", ("中文名", "Chinese name"), most=40),
        Field("en", ("英文名", "English name"), most=60),
        *_RULE,
    ),
    _of_register("policy-remove", ("去掉一个字段", "Take a field out"), _remove, _OF_FIELD),
)
