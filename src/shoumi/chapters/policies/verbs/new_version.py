"""Drawing up a version: where its text and its register come from."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from shoumi.base.home_settings import queries as home_settings
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, words_of
from shoumi.base.verbs import Call
from shoumi.chapters.policies import queries, rules, services, texts
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.rules import Item, RegisterUnreadable, Start
from shoumi.chapters.policies.texts import HandlerFact, PolicyText, TextUnreadable, starters
from shoumi.core.errors import DomainError
from shoumi.core.terms import HandlerTier

FIELDS = (
    Field(
        "tier",
        ("处理者规模", "Size of the handler"),
        forms.Kind.ONE,
        options=words_of(HandlerTier),
        of=HandlerTier,
        initial=HandlerTier.SMALL.value,
        default=HandlerTier.SMALL.value,
    ),
    Field(
        "items",
        ("正文要写明的事项", "What the text has to state"),
        forms.Kind.MANY,
        (
            "不选就是该规模必须写明的全部；每一项都要有正文说到它，才能批准。",
            "Left open: all that this size must state. Each needs its passage to be approved.",
        ),
        is_needed=False,
        options=words_of(Item),
        of=Item,
        option="item",
    ),
    Field(
        "register",
        ("字段登记表", "Field register"),
        forms.Kind.FILE,
        (
            "技术人员备好的设置文件（TOML），一般不用附：不附就沿用施行中的；还没有施行的，用内置的。",
            (
                "A file that a technician prepared (TOML), mostly left out: then the register in "
                "force is kept, or the built-in where there is none."
            ),
        ),
        is_needed=False,
    ),
    Field(
        "start",
        ("正文从哪里开始", "Where the text begins"),
        forms.Kind.ONE,
        (
            "起始文本留着空，等本公司填；空没填完不能批准。",
            "Starter texts have gaps for the company; it is approved once all are filled.",
        ),
        is_needed=False,
        options=words_of(Start),
        of=Start,
        initial=Start.IN_FORCE.value,
        default=Start.IN_FORCE.value,
    ),
    Field(
        "text",
        ("正文文件", "The text as a file"),
        forms.Kind.FILE,
        (
            "技术人员备好的文件（TOML），一般不用附；附了就用它，不用上面的。",
            (
                "A file that a technician prepared (TOML), mostly left out; it takes the place of "
                "what is chosen above."
            ),
        ),
        is_needed=False,
    ),
)


def draft(call: Call) -> PolicyVersion:
    tier = call.given["tier"]
    brought = call.given["register"]
    items = call.given.get("items") or tuple(rules.required(tier))
    return services.draft(
        items=items,
        register=_text(brought) if brought else _register_to_begin_with(),
        tier=tier,
        actor=call.actor,
        at=call.at,
        text=_begun(call, texts.wanted(items, tier)),
    )


def _register_to_begin_with() -> str:
    """The one in force, with the fields that the house added; without one the built-in."""
    found = queries.in_force()
    return found.register if found else rules.built_in_register()


def _begun(call: Call, wanted: frozenset[Item]) -> PolicyText:
    """The text that was brought; else the one to begin with, which says or has a gap for each."""
    if brought := call.given["text"]:
        return texts.read(_text(brought, TextUnreadable(part="TOML", problem="UTF-8")))
    is_new = call.given["start"] is Start.STARTER
    found = texts.NOTHING if is_new else queries.text_in_force()
    return _told(starters.completed(found, wanted, call.given["tier"]))


def _told(text: PolicyText) -> PolicyText:
    """``text`` with the company's own facts, as they are set, where it has none yet."""
    company = None
    with suppress(DomainError):
        company = home_settings.company()
    if company is None:
        return text
    facts = {
        HandlerFact.NAME: company.name,
        HandlerFact.NAME_EN: company.name_en,
        HandlerFact.ADDRESS: company.address,
        HandlerFact.CONTACT: company.contact,
        HandlerFact.OFFICER: company.officer,
        HandlerFact.OFFICER_CONTACT: company.officer_contact,
    }
    told = {**facts, **text.handler}
    return replace(text, handler={fact: value for fact, value in told.items() if value})


def _text(content: bytes, refusal: DomainError | None = None) -> str:
    """
    Raises:
        RegisterUnreadable: it is no text; or the other refusal.
    """
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise refusal or RegisterUnreadable(field="", problem="UTF-8") from error
