"""The policy in Casbin: the table as lines, denied where one of them objects.

Lines hold names; what a name means is said here once more, in plain values.
"""

from __future__ import annotations

from collections.abc import Mapping

import casbin
from tests.oracles import plain_words
from tests.oracles.plain_words import Words

from shoumi.core.gate import Policy

MODEL = """
[request_definition]
r = asked

[policy_definition]
p = code, when, fact, check, part, eft

[policy_effect]
e = !some(where (p.eft == deny))

[matchers]
m = objects(r.asked, p.when, p.fact, p.check, p.part)
"""


class CasbinRequest:
    """One question with its facts.  Casbin writes each request out for its log: keep that short."""

    def __init__(self, asked: Words, known: Words) -> None:
        self.asked, self.known = asked, known

    def __str__(self) -> str:
        return ""


def depth(q: Words) -> int:
    said = max(q["level"], 0)
    if q["purpose"] != "due_diligence":
        return said
    return max(said, {"enter": 1, "write": 1, "list": 2}.get(q["act"], 3))


def owed(q: Words) -> bool:
    return q["purpose"] in ("request", "destruction")


def at_doors(q: Words) -> bool:
    return (q["act"], q["purpose"]) != ("warn", "notice")


def on_deal(q: Words) -> bool:
    return not owed(q) and at_doors(q)


WHEN = {
    "always": lambda q: True,
    "reading": lambda q: q["act"] != "write",
    "in_room": lambda q: q["purpose"] == "due_diligence",
    "room_export": lambda q: (q["purpose"], q["act"]) == ("due_diligence", "export"),
    "with_fields": lambda q: len(q["fields"]) > 0,
    "about_someone": lambda q: q["subject"] != "",
    "on_deal": on_deal,
    "out_of_rooms": lambda q: q["purpose"] != "due_diligence",
    "owed": owed,
    "beyond_what_is_owed": lambda q: owed(q) and q["act"] not in ("reveal", "write"),
    "assessed": lambda q: depth(q) > 1 or q["act"] in ("export", "send"),
    "leaves_the_house": lambda q: q["purpose"] == "handover" and q["subject"] != "",
    "rests_on_consent": lambda q: (
        (q["purpose"] == "handover" and q["subject"] != "")
        or (q["purpose"] == "due_diligence" and depth(q) >= 2)
    ),
    "values_leave": lambda q: (
        q["purpose"] == "handover" and q["subject"] != "" and len(q["fields"]) > 0
    ),
    "reveals_someone": lambda q: q["subject"] != "" and q["act"] == "reveal",
    "shows_someone": lambda q: (
        q["subject"] != "" and q["act"] in ("reveal", "list") and q["purpose"] != "due_diligence"
    ),
    "reads_someone": lambda q: q["subject"] != "" and q["act"] != "write",
    "uses_someone": lambda q: q["subject"] != "" and q["act"] != "write" and on_deal(q),
    "serves_someone": lambda q: q["subject"] != "" and on_deal(q),
    # Doors of the handbook.
    "passes_records": at_doors,
    "passes_staff_roles": at_doors,
    "passes_suspension": at_doors,
    "passes_vendor_token": lambda q: q["act"] in ("send", "warn") and at_doors(q),
    "passes_data_handover": lambda q: q["act"] == "export",
    "passes_room": lambda q: q["purpose"] == "due_diligence",
    "passes_room_l2": lambda q: q["purpose"] == "due_diligence" and depth(q) >= 2,
    "passes_room_l3": lambda q: q["purpose"] == "due_diligence" and depth(q) >= 3,
}
PART = {
    "the_act": lambda q: q["act"],
    "the_level": depth,
    "as_deep": depth,
    "nothing": lambda q: set(),
    "oversight": lambda q: {"SUP", "AUD"},
    "not_at_work": lambda q: {"TR", "TE", "VEN", "SUBJ", "SUP", "AUD"},
    "_none": lambda q: None,
}
NONE: frozenset[str] = frozenset()
CHECK = {
    "true": lambda f, k, q, part: k.get(f"{f}_is", False),
    "lasts": lambda f, k, q, part: k.get(f"{f}_micros", 0) > q["at"],
    "true or lasts": lambda f, k, q, part: (
        k.get(f"{f}_is", False) or k.get(f"{f}_micros", 0) > q["at"]
    ),
    "contains": lambda f, k, q, part: (
        part in k.get(f"{f}_set" if isinstance(part, str) else f"{f}_levels", NONE)
    ),
    "goes beyond": lambda f, k, q, part: len(set(k.get(f"{f}_set", NONE)) - part) > 0,
    "has the fields": lambda f, k, q, part: f"{f}_set" in k and set(q["fields"]) <= k[f"{f}_set"],
    "has the actor": lambda f, k, q, part: q["actor"] in k.get(f"{f}_set", NONE),
    "true or has the person": lambda f, k, q, part: (
        k.get(f"{f}_is", False) or q["subject"] in k.get(f"{f}_set", NONE)
    ),
    "a level of": lambda f, k, q, part: k.get(f"{f}_level", -1) >= part,
    "the deal": lambda f, k, q, part: k.get(f"{f}_ref") == q["deal"],
    "never": lambda f, k, q, part: False,
}


def objects(asked: CasbinRequest, when: str, fact: str, check: str, part: str) -> bool:
    question, known = asked.asked, asked.known
    if not WHEN[when](question):
        return False
    return not CHECK[check](fact, known, question, PART[part](question))


def lines(policy: Policy) -> list[list[str]]:
    return [
        [
            rule.code,
            rule.when.__name__,
            plain_words.name(rule.needs),
            str(rule.check),
            rule.part.__name__,
            "deny",
        ]
        for rule in policy.rules
    ]


class Casbin:
    """The table as Casbin reads it."""

    def __init__(self, policy: Policy) -> None:
        model = casbin.Model()
        model.load_model_from_text(MODEL)
        self._enforcer = casbin.Enforcer(model)
        self._enforcer.add_function("objects", objects)
        assert self._enforcer.add_policies(lines(policy))

    def allows(self, asked: Words, known: Mapping[str, plain_words.Plain]) -> bool:
        return bool(self._enforcer.enforce(CasbinRequest(asked, dict(known))))
