"""The policy in Cedar: one ``forbid`` a rule, and one ``permit`` for whoever no rule forbids.

A forbid whose condition breaks is passed over, so no condition may break: each looks first whether
the fact is there, and no answer is taken from a run in which something broke.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import cedarpy
from tests.oracles import plain_words
from tests.oracles.plain_words import Plain, Words

from shoumi.core.gate import Check, Policy, Rule

# How deep a question goes into the rooms (transfer 3): the larger of what it says and its act.
_ROOM = 'context.purpose == "due_diligence"'
_LEAST = (
    'if action in [Action::"enter", Action::"write"] then 1'
    ' else if action == Action::"list" then 2 else 3'
)
_SAID = "(if context.level > 0 then context.level else 0)"
DEPTH = f"(if {_ROOM} && {_SAID} < ({_LEAST}) then ({_LEAST}) else {_SAID})"

_OWED = '["request", "destruction"].contains(context.purpose)'
_AT_DOORS = '!(action == Action::"warn" && context.purpose == "notice")'
_ON_DEAL = f"!({_OWED}) && {_AT_DOORS}"
# By the name of the function in the table.
WHEN = {
    "always": "true",
    "reading": 'action != Action::"write"',
    "in_room": _ROOM,
    "room_export": f'{_ROOM} && action == Action::"export"',
    "with_fields": "!context.fields.isEmpty()",
    "about_someone": "resource is Customer",
    "on_deal": _ON_DEAL,
    "out_of_rooms": f"!({_ROOM})",
    "owed": _OWED,
    "beyond_what_is_owed": (f'{_OWED} && !(action in [Action::"reveal", Action::"write"])'),
    "assessed": f'{DEPTH} >= 2 || action in [Action::"export", Action::"send"]',
    "leaves_the_house": 'context.purpose == "handover" && resource is Customer',
    "rests_on_consent": (
        f'(context.purpose == "handover" && resource is Customer) || ({_ROOM} && {DEPTH} >= 2)'
    ),
    "values_leave": (
        'context.purpose == "handover" && resource is Customer && !context.fields.isEmpty()'
    ),
    "reveals_someone": 'resource is Customer && action == Action::"reveal"',
    "shows_someone": (
        'resource is Customer && action in [Action::"reveal", Action::"list"]'
        ' && context.purpose != "due_diligence"'
    ),
    "reads_someone": 'resource is Customer && action != Action::"write"',
    "uses_someone": f'resource is Customer && action != Action::"write" && ({_ON_DEAL})',
    "serves_someone": f"resource is Customer && ({_ON_DEAL})",
    # Doors of the handbook.
    "passes_records": _AT_DOORS,
    "passes_staff_roles": _AT_DOORS,
    "passes_suspension": _AT_DOORS,
    "passes_vendor_token": f'action in [Action::"send", Action::"warn"] && {_AT_DOORS}',
    "passes_data_handover": 'action == Action::"export"',
    "passes_room": _ROOM,
    "passes_room_l2": f"{_ROOM} && {DEPTH} >= 2",
    "passes_room_l3": f"{_ROOM} && {DEPTH} >= 3",
}
PART = {
    "the_act": "context.act",
    "the_level": DEPTH,
    "as_deep": DEPTH,
    "nothing": "[]",
    "oversight": '["SUP", "AUD"]',
    "not_at_work": '["TR", "TE", "VEN", "SUBJ", "SUP", "AUD"]',
    "_none": "",
}


def _has(fact: str, holds: str) -> str:
    return f"context has {fact} && {holds.format(f'context.{fact}')}"


def holds(rule: Rule) -> str:
    """When the rule has no objection."""
    fact, part = plain_words.name(rule.needs), PART[rule.part.__name__]
    match rule.check:
        case Check.TRUE:
            return _has(f"{fact}_is", "{0}")
        case Check.LASTS:
            return _has(f"{fact}_micros", "{0} > context.at")
        case Check.TRUE_OR_LASTS:
            always, until = _has(f"{fact}_is", "{0}"), _has(f"{fact}_micros", "{0} > context.at")
            return f"({always}) || ({until})"
        case Check.CONTAINS:
            sort = "levels" if part is DEPTH else "set"
            return _has(f"{fact}_{sort}", f"{{0}}.contains({part})")
        case Check.BEYOND:
            return _has(f"{fact}_set", f"!{part}.containsAll({{0}})")
        case Check.HAS_FIELDS:
            return _has(f"{fact}_set", "{0}.containsAll(context.fields)")
        case Check.HAS_ACTOR:
            return _has(f"{fact}_set", "{0}.contains(context.actor)")
        case Check.TRUE_OR_HAS_PERSON:
            always, named = (
                _has(f"{fact}_is", "{0}"),
                _has(f"{fact}_set", "{0}.contains(context.subject)"),
            )
            return f"({always}) || ({named})"
        case Check.THE_DEAL:
            return _has(f"{fact}_ref", "{0} == context.deal")
        case Check.A_LEVEL:
            return _has(f"{fact}_level", f"{{0}} >= {part}")
        case Check.NEVER:
            return "false"


def forbids(policy: Policy) -> str:
    return "permit (principal, action, resource);\n" + "".join(
        f'@id("{rule.code}") forbid (principal, action, resource)\n'
        f"when {{ {WHEN[rule.when.__name__]} }} unless {{ {holds(rule)} }};\n"
        for rule in policy.rules
    )


def permit(policy: Policy, *more: str) -> str:
    """The same as one permit: every rule that is asked holds, and ``more`` does."""
    lines = [f"(!({WHEN[rule.when.__name__]}) || ({holds(rule)}))" for rule in policy.rules]
    return f"permit (principal, action, resource) when {{ {' && '.join((*more, *lines))} }};\n"


def request(asked: Words, known: Words) -> dict[str, object]:
    subject = asked["subject"]
    return {
        "principal": {"type": "Person", "id": asked["actor"]},
        "action": {"type": "Action", "id": asked["act"]},
        "resource": {"type": "Customer", "id": subject}
        if subject
        else {"type": "Deal", "id": asked["deal"]},
        "context": {key: _listed(value) for key, value in (asked | known).items()},
    }


def _listed(value: Plain) -> object:
    return sorted(value) if isinstance(value, frozenset) else value  # type: ignore[type-var]


NO_ONE = cedarpy.Entities.from_json_str(json.dumps([]))


class Cedar:
    """The table as Cedar reads it."""

    def __init__(self, policy: Policy) -> None:
        text = forbids(policy)
        self._policies = cedarpy.PolicySet.from_str(text)

    def reasons(self, asked: Iterable[tuple[Words, Words]]) -> Sequence[frozenset[str]]:
        """The codes that forbid each question with its facts; none where it is allowed."""
        requests = [request(*one) for one in asked]
        answers = cedarpy.is_authorized_batch(requests, self._policies, NO_ONE)
        found = []
        for answer in answers:
            told = answer.diagnostics
            assert not told.errors, told.errors
            named = told.id_annotations_by_reason
            codes = frozenset(named[one] for one in told.reasons if one in named)
            assert answer.allowed is not bool(codes)
            found.append(codes)
        return found
