"""The verbs of fields that files asked for: accept one into a draft of the register, refuse it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from shoumi.base.pages.forms import Field
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnPage, OnTerminal, Place, Verb
from shoumi.chapters.policies.field_models import FieldProposal
from shoumi.chapters.policies.queries import field_proposals, group
from shoumi.chapters.policies.services import field_proposals as services
from shoumi.chapters.policies.verbs import register
from shoumi.chapters.policies.verbs.place import in_api, words
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

PROPOSAL = Place(
    "fieldproposal",
    "field-proposals/<str:fieldproposal>",
    lambda request, ref: Ref(group.get(FieldProposal, ref).ref),
)


def told(one: FieldProposal) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "field": one.code,
        "dataset": one.dataset,
        "found_at": one.found_at,
        "settled_at": one.settled_at,
        "version": one.version or None,
    }


def _proposed(part: str) -> Any:
    """What is proposed, as the form's first value."""

    def initial(request: PageRequest, place: Mapping[str, Any]) -> object:
        rule = field_proposals.rule_of(group.get(FieldProposal, place["fieldproposal"]))
        found = getattr(rule, part)
        return sorted(found) if isinstance(found, frozenset) else found

    return initial


def about(request: PageRequest, fieldproposal: str) -> Iterator[tuple[Both, object]]:
    one = group.get(FieldProposal, fieldproposal)
    rule = field_proposals.rule_of(one)
    yield ("字段", "Field"), request.say((f"{rule.zh}（{one.code}）", f"{rule.en} ({one.code})"))
    yield ("发现", "Found"), one.found_at


def _asked(one: Field) -> Field:
    """On the page filled with what is proposed; a command that says nothing takes it as it is."""
    return replace(one, initial=_proposed(one.name), is_needed=False, default=None)


def _accept(call: Call) -> FieldProposal:
    given = {one.name: call.given[one.name] for one in register.RULE}
    if given["purposes"]:
        given["purposes"] = frozenset(given["purposes"])
    return services.accept(proposal=call.on, changed=given, actor=call.actor, at=call.at)


def _refuse(call: Call) -> FieldProposal:
    return services.refuse(proposal=call.on, why=call.given["why"], actor=call.actor, at=call.at)


_PAGE = OnPage(back="field-proposal", to=("field-proposal", "fieldproposal"), facts=about)
ACCEPT = Verb(
    noun="field",
    name="accept",
    on=PROPOSAL,
    do=_accept,
    tells=told,
    title=("写进登记表草稿", "Take it into a draft of the register"),
    done=("已写进新的草稿，等两人批准", "It is in a new draft; two people approve it next"),
    roles=services.SETTLERS,
    fields=tuple(_asked(one) for one in register.RULE),
    help=(
        "先看建议的级别、用途和保存期限，不合适就改。",
        "Look at the proposed grade, purposes and retention first, and change what does not fit.",
    ),
    button=("写进草稿", "Take it in"),
    page=_PAGE,
    command=OnTerminal(),
    operation=in_api("Take a proposed field into a draft.", "FieldProposalLine", told),
)
REFUSE = Verb(
    noun="field",
    name="refuse",
    on=PROPOSAL,
    do=_refuse,
    tells=told,
    title=("不登记这个字段", "Refuse the field"),
    done=("已记下，这样的列继续舍去", "Recorded; such columns are left out as before"),
    roles=services.SETTLERS,
    fields=(words("why", ("理由", "Why")),),
    button=("不登记", "Refuse it"),
    page=_PAGE,
    command=OnTerminal(),
    operation=in_api("Refuse a proposed field.", "FieldProposalLine", told),
)
VERBS = (ACCEPT, REFUSE)
