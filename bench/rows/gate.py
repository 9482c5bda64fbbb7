"""The gate beside two policy engines: one decision, many cells, a list of people.

The engines get the table of the product translated by its own oracles, and their requests ready
made; every answer is compared first.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import casbin
import cedarpy
from tests.oracles import cedar, plain_words

from bench.measurement import Row, paired
from shoumi.core.gate import Act, Fact, Question, decide, decide_each
from shoumi.core.gate.policy import DOOR_FACTS, POLICY
from shoumi.core.gate.question import L2
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel, Purpose, Role

AT = datetime(2026, 9, 7, 2, tzinfo=UTC)
ANNA, TASK, DEAL, OTHER = Ref("per-anna"), Ref("task-1"), Ref("deal-a"), Ref("deal-b")
Known = Mapping[Fact, object]
Asked = tuple[Question, Known]
# So many are asked each time, a few of them refused: for each of these facts once.
ASKED = 400
# People are read in rounds of so many (``base.subjects.services.BATCH``).
PEOPLE = 2_000
ROUNDS = 10
ENGINE_PEOPLE = 500
_BAD: Known = {
    Fact.TASK_OPEN: False,
    Fact.NDA_UNTIL: AT - timedelta(seconds=1),
    Fact.ROLES: frozenset({Role.SUP}),
    Fact.TASK_FIELDS: frozenset({"name"}),
    Fact.SUBJECT_DEAL: OTHER,
    Fact.SUBJECT_HELD: False,
    Fact.ROOM_LEVEL: DisclosureLevel.L1,
    Fact.INSTRUMENT: False,
}


def _in_order() -> dict[Fact, object]:
    later = AT + timedelta(days=9)
    fields = frozenset({"name", "mobile"})
    true = dict.fromkeys(
        (
            Fact.LEDGER_READY, Fact.CLOCK_SOUND, Fact.KEYS_SOUND, Fact.TASK_OPEN, Fact.DEAL_OPEN,
            Fact.DEAL_MEMBER, Fact.POLICY_PUBLISHED, Fact.SUBJECT_HELD, Fact.INSTRUMENT,
            Fact.TASK_PERSONS, Fact.TASK_NAMED, Fact.TASK_CONFIRMED, Fact.READS_WITHIN,
            Fact.RECORD_SOUND, Fact.CONSENT_CURRENT, Fact.FIELDS_SAID, Fact.MINOR_AGREED,
            Fact.UNRESTRICTED, Fact.PURPOSE_TOLD,
            *DOOR_FACTS.values(),
        ),
        True,
    )  # fmt: skip
    return true | {
        Fact.ROLES: frozenset({Role.CON}),
        Fact.TASK_FIELDS: fields,
        Fact.TASK_ACTORS: frozenset({ANNA}),
        Fact.TASK_ACTS: frozenset(Act),
        Fact.FIELDS_REGISTERED: fields,
        Fact.NDA_UNTIL: later,
        Fact.NDA_LEVELS: frozenset(DisclosureLevel),
        Fact.ROOM_LEVEL: DisclosureLevel.L4,
        Fact.ROOM_UNTIL: later,
        Fact.PIPIA_UNTIL: later,
        Fact.SUBJECT_DEAL: DEAL,
        Fact.TRAINED_UNTIL: later,
    }


def _question(purpose: Purpose, act: Act = Act.REVEAL) -> Question:
    fields = frozenset({"name", "mobile"})
    return Question(ANNA, act, TASK, purpose, DEAL, AT, Ref("sub-chen"), fields)


def _mixed() -> list[Asked]:
    """Half of the questions about a room, half about a handover; every fourth has a fact amiss."""
    purposes = (Purpose.DUE_DILIGENCE, Purpose.HANDOVER)
    good, bad = _in_order(), list(_BAD.items())
    found: list[Asked] = []
    for number in range(ASKED):
        own = dict([bad[number // 4 % len(bad)]]) if number % 4 == 3 else {}
        found.append((_question(purposes[number % 2]), {**good, **own}))
    return found


def _ours(asked: Sequence[Asked]) -> list[bool]:
    """Allowed or not, and each reason told."""
    allowed = []
    for question, known in asked:
        decision = decide(question, known, POLICY)
        allowed.append(not decision.reasons)
    return allowed


class CedarPeer:
    """Policies parsed once, requests made once; asked in one batch, which is its fastest way."""

    def __init__(self, text: str, asked: Sequence[Mapping[str, object]]) -> None:
        self._policies = cedarpy.PolicySet.from_str(text)
        self._asked = list(asked)

    def __call__(self) -> list[bool]:
        answers = cedarpy.is_authorized_batch(self._asked, self._policies, cedar.NO_ONE)
        return [answer.allowed for answer in answers]


_EVERYTHING_IN_ONE = """
[request_definition]
r = asked

[policy_definition]
p = any

[policy_effect]
e = some(where (p.eft == allow))

[matchers]
m = holds(r.asked)
"""


class CasbinPeer:
    """One line, one function of plain Python for all rules that are asked: its fastest way."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        model = casbin.Model()
        model.load_model_from_text(_EVERYTHING_IN_ONE)
        self._enforcer = casbin.Enforcer(model)
        self._enforcer.add_policy("any")
        self._enforcer.add_function("holds", _holds)
        self._asked = [_Request(one) for one in asked]

    def __call__(self) -> list[bool]:
        return [self._enforcer.enforce(one) for one in self._asked]


class _Request:
    """Casbin writes each request into its log: keep that short."""

    def __init__(self, asked: Asked) -> None:
        self.question, self.known = asked

    def __str__(self) -> str:
        return ""


def _holds(request: _Request) -> bool:
    """Stops at the first rule that objects, which ours never does."""
    return not _objects(request.question, request.known)


def _objects(question: Question, known: Known) -> bool:
    at, depth = question.at, question.kind.depth
    in_room = question.purpose is Purpose.DUE_DILIGENCE
    hands_over = question.purpose is Purpose.HANDOVER
    get = known.get
    return (
        not get(Fact.LEDGER_READY)
        or not get(Fact.CLOCK_SOUND)
        or not get(Fact.KEYS_SOUND)
        or not get(Fact.TASK_OPEN)
        or question.actor not in get(Fact.TASK_ACTORS, ())
        or question.act not in get(Fact.TASK_ACTS, ())
        or not question.fields <= get(Fact.TASK_FIELDS, frozenset())
        or (
            get(Fact.TASK_PERSONS) is not True
            and question.subject not in get(Fact.TASK_PERSONS, frozenset())
        )
        or get(Fact.ROLES, frozenset()) <= {Role.SUP, Role.AUD}
        or get(Fact.TRAINED_UNTIL, at) <= at
        or not get(Fact.DEAL_OPEN)
        or not get(Fact.DEAL_MEMBER)
        or not get(Fact.POLICY_PUBLISHED)
        or not question.fields <= get(Fact.FIELDS_REGISTERED, frozenset())
        or (
            in_room
            and (
                get(Fact.NDA_UNTIL, at) <= at
                or plain_words.LEVELS[depth] not in get(Fact.NDA_LEVELS, ())
                or get(Fact.ROOM_UNTIL, at) <= at
                or get(Fact.ROOM_LEVEL, DisclosureLevel.L0) < plain_words.LEVELS[depth]
            )
        )
        or (depth > 1 and get(Fact.PIPIA_UNTIL, at) <= at)
        or not get(Fact.SUBJECT_HELD)
        or get(Fact.SUBJECT_DEAL) != question.deal
        or (hands_over and not get(Fact.INSTRUMENT))
        or not get(Fact.RECORDS_DOOR)
        or not get(Fact.STAFF_DOOR)
        or not get(Fact.SUSPENSION_DOOR)
        or (in_room and not (get(Fact.ROOM_DOOR) and get(Fact.ROOM_L2_DOOR)))
        or (in_room and depth > L2 and not get(Fact.ROOM_L3_DOOR))
    )


def _requests(asked: Sequence[Asked]) -> list[dict[str, object]]:
    return [
        cedar.request(plain_words.question(one), plain_words.facts(known)) for one, known in asked
    ]


def _faster(peers: Mapping[str, Callable[[], list[bool]]], wanted: list[bool]) -> tuple[str, float]:
    """The peer that takes least, once all of them answer as they must, and its seconds."""
    for name, act in peers.items():
        assert act() == wanted, f"{name} answers otherwise"
    first, second = peers.items()
    times = paired(first[1], second[1], cpu=True)
    return min(zip(times, peers, strict=True))[1], min(times)


def gate_best() -> Row:
    asked = _mixed()
    wanted = _ours(asked)
    assert 0 < wanted.count(False) < len(wanted)
    peers: dict[str, Callable[[], list[bool]]] = {
        "cedarpy": CedarPeer(cedar.permit(POLICY), _requests(asked)),
        "casbin": CasbinPeer(asked),
    }
    name, _ = _faster(peers, wanted)
    mine, other = paired(lambda: _ours(asked), peers[name], cpu=True)
    each = len(asked)
    return Row(
        key="gate_best",
        name=f"one decision of {len(POLICY.rules)} rules with every reason",
        ours=mine / each * 1e6,
        unit="us",
        peer=f"{name} at its best",
        theirs=other / each * 1e6,
        target=15,
        note="CPU time; the peer is the faster of cedarpy (one policy, everything passed in the "
        "context, one batch) and casbin (one line, everything in one Python function); requests "
        "made beforehand; ours tells every reason, theirs allowed or not; every fourth of "
        f"{each} refused; both pay for what ours does not: a language, and JSON at its border",
    )


# Cells of a table as houses write it: which role may use which category for which purpose.
PURPOSES = tuple(Purpose)[:6]
CATEGORIES = ("contact", "identity", "account", "contract", "health")
ROLES = (Role.DPO, Role.LEG, Role.SEC, Role.HR, Role.CON, Role.CS, Role.FIN)
CELLS = 137


def _cells() -> frozenset[tuple[Purpose, str, Role]]:
    every = list(product(PURPOSES, CATEGORIES, ROLES))
    return frozenset(random.Random(CELLS).sample(every, CELLS))  # noqa: S311 - the same each time


def gate_137() -> Row:
    cells = _cells()
    registered = {
        (purpose, role): frozenset(c for c in CATEGORIES if (purpose, c, role) in cells)
        for purpose, role in product(PURPOSES, ROLES)
    }
    good = _in_order() | {Fact.TASK_FIELDS: frozenset(CATEGORIES)}
    bad = list(_BAD.items())
    made: list[tuple[Question, Role, dict[Fact, object]]] = []
    for number, (purpose, category, role) in enumerate(product(PURPOSES, CATEGORIES, ROLES)):
        question = replace(_question(purpose), fields=frozenset({category}))
        own = dict([bad[number // 4 % len(bad)]]) if number % 4 == 3 else {}
        made.append((question, role, {**good, Fact.ROLES: frozenset({role}), **own}))

    def ours() -> list[bool]:
        """What a role may see for a purpose is looked up, then all rules are asked."""
        allowed = []
        for question, role, known in made:
            known[Fact.FIELDS_REGISTERED] = registered[question.purpose, role]
            allowed.append(not decide(question, known, POLICY).reasons)
        return allowed

    everywhere = {Fact.FIELDS_REGISTERED: frozenset(CATEGORIES)}
    requests = _requests([(question, known | everywhere) for question, _, known in made])
    for request, (_, role, _) in zip(requests, made, strict=True):
        context = request["context"]
        assert isinstance(context, dict)
        context["role"] = str(role)
    policies = "".join(
        cedar.permit(
            POLICY,
            f'context.purpose == "{purpose}"',
            f'context.fields.contains("{category}")',
            f'context.role == "{role}"',
        )
        for purpose, category, role in sorted(cells)
    )
    theirs = CedarPeer(policies, requests)
    wanted = ours()
    assert theirs() == wanted
    assert 0 < wanted.count(True) < CELLS
    mine, other = paired(ours, theirs, cpu=True)
    return Row(
        key="gate_137",
        name=f"one decision where {CELLS} cells of purpose, category and role are permitted",
        ours=mine / len(made) * 1e6,
        unit="us",
        peer=f"cedarpy with {CELLS} policies",
        theirs=other / len(made) * 1e6,
        target=50,
        note=f"CPU time; {len(PURPOSES)} purposes x {len(CATEGORIES)} categories x {len(ROLES)} "
        f"roles, each asked once, {wanted.count(True)} allowed; theirs parsed once and asked in "
        "one batch, a cell looked at before the rest of its policy; ours looks the cell up and "
        "tells every reason",
    )


def gate_list_us() -> Row:
    question, shared = replace(_question(Purpose.HANDOVER, Act.EXPORT), subject=None), _in_order()
    people = [Ref(f"sub-{number:016d}") for number in range(PEOPLE)]
    random.Random(PEOPLE).shuffle(people)  # noqa: S311 - the order in which a deal's people come
    # As the apps hand them in: by person, in the order of their tables.
    stored = sorted(people)
    of_subjects: dict[Fact, Mapping[Ref, object]] = {
        Fact.SUBJECT_HELD: dict.fromkeys(stored, True),
        Fact.SUBJECT_DEAL: dict.fromkeys(stored, DEAL),
        Fact.INSTRUMENT: {ref: number % 50 != 7 for number, ref in enumerate(stored)},
    }

    def ours() -> list[Ref]:
        return decide_each(question, shared, of_subjects, people, POLICY).allowed()

    some = people[:ENGINE_PEOPLE]
    single = [
        (
            replace(question, subject=ref),
            {**shared, **{fact: values[ref] for fact, values in of_subjects.items()}},
        )
        for ref in some
    ]
    theirs = CedarPeer(cedar.permit(POLICY), _requests(single))
    let = set(ours())
    assert theirs() == [ref in let for ref in some]
    assert len(let) == PEOPLE - PEOPLE // 50
    mine, other = paired(lambda: [ours() for _ in range(ROUNDS)], theirs, cpu=True)
    return Row(
        key="gate_list_us",
        name=f"a list of {PEOPLE:,} people decided, a row",
        ours=mine / ROUNDS / PEOPLE * 1e6,
        unit="us",
        peer="cedarpy, one policy, one batch",
        theirs=other / ENGINE_PEOPLE * 1e6,
        target=0.15,
        note="CPU time; three facts of each person handed in by person, 2 % refused; who is "
        f"allowed is the answer; theirs for {ENGINE_PEOPLE} of them with the facts in the context",
        is_limit=True,
    )


ROWS = {"gate_best": gate_best, "gate_137": gate_137, "gate_list_us": gate_list_us}
