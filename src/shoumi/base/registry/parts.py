"""What a card is made of: the shape of each thing an app brings to the house."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from shoumi.core.entrustment import Entrustment, Way
from shoumi.core.fields import FieldRegister
from shoumi.core.gate import Fact, Question
from shoumi.core.handbook import Reach
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role

if TYPE_CHECKING:  # texts are told from the cards without Django too
    from django.db.models import QuerySet
    from django.db.models.expressions import Combinable


@dataclass(frozen=True, slots=True)
class Holding:
    """What is known of one condition or demand right now.

    ``position`` is the ledger position of the evidence, ``until`` when it lapses, ``reason`` the
    stable code of what is missing (empty when the whole holds), ``who`` whose turn it is then,
    where that is not always the same role.

    Where it does not hold: ``reach`` what it shuts, ``deals`` for which deals alone (none: all),
    ``subjects`` for whose records alone (none: all; the gate asks for each of them).

    ``turns``  the first later moment at which the answer may be another because of the time alone;
               ``until`` where it is not told
    ``grace``  its doors stand open until then though it does not hold: two persons let them, or the
               rule itself gives that long to mend it
    """

    state: ControlState
    position: int | None = None
    until: datetime | None = None
    reason: str = ""
    who: Role | None = None
    reach: Reach = Reach.ALL
    deals: frozenset[Ref] = frozenset()
    subjects: frozenset[Ref] = frozenset()
    turns: datetime | None = None
    grace: datetime | None = None

    @property
    def passes(self) -> bool:
        """Whether what rests on it goes on: it holds, or has a grace."""
        return self.holds or self.grace is not None

    @property
    def holds(self) -> bool:
        return self.state in (
            ControlState.PASS,
            ControlState.PARTIAL,
            ControlState.ATTESTED,
            ControlState.NOT_APPLICABLE,
        )


@dataclass(frozen=True, slots=True)
class OutsidePart:
    """A part of a demand that no program here can look at: a place abroad, a separate site.

    ``code`` is stored with the statement it rests on and stands in its ledger entry.
    """

    code: StrEnum
    name: Both


@dataclass(frozen=True, slots=True)
class Remedy:
    """Where people mend a demand that is checked, beside the demand's own page.

    ``page``     as they call it, and the ``route`` of its address
    ``command``  the words after ``shoumi``; empty where no command does it
    """

    page: Both
    route: str
    command: str = ""


class PathKind(StrEnum):
    """What a connection between machines is for."""

    WEB = "web"
    DATA = "data"
    KEYRING = "keyring"
    MAIL = "mail"
    CALL_OUT = "call_out"
    COPIES = "copies"
    WITNESS = "witness"


@dataclass(frozen=True, slots=True)
class NetworkPath:
    """A connection that leaves this machine or reaches it from another; it is to be encrypted.

    ``starts_in_clear``  TLS begins by STARTTLS
    ``is_plain``         its address says that it never is TLS
    ``authority``        certificates (PEM) it is trusted by in place of the system's
    """

    kind: PathKind
    host: str
    port: int
    starts_in_clear: bool = False
    is_plain: bool = False
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """One entry of a door's menu.

    The door ``deal`` is the page of one deal: the route is opened with ``?deal=`` and its name.
    ``console`` is the menu of every page, ``portal`` the first page for who is not of the house.
    ``icon``      of an entry of ``console`` its own: two alike cannot be told apart at a glance
    ``is_daily``  of the work of every day, so it stands in the first group
    """

    door: str
    route: str
    zh: str
    en: str
    icon: str = "FOLDER"
    is_daily: bool = False


@dataclass(frozen=True, slots=True)
class Agreed:
    """So many of a deal said yes (or were reached), so many of them left again: withdrew, objected
    or were destroyed.  What is sent has to equal ``consented - withdrawn``."""

    consented: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class RegisterVersion:
    """One version of the field register.

    ``in_force_at``   since when it is or was in force; None of a draft
    ``read``          reads its fields
    ``is_authentic``  it is as the house left it; nobody knows what another said, or from when on
    ``written_at``    asks when its text was changed last; None where nobody knows
    """

    ref: Ref
    number: int
    in_force_at: datetime | None
    read: Callable[[], FieldRegister]
    is_authentic: bool = True
    written_at: Callable[[], datetime | None] = lambda: None


@dataclass(frozen=True, slots=True)
class Share:
    """People who were told the same: ``notice`` the hash of what they read, ``fields`` what of
    their data it covers."""

    notice: str
    fields: frozenset[str]
    people: Sequence[Ref]


@dataclass(frozen=True, slots=True)
class Issued:
    """A receipt (``….jsonld``) or certificate (``….pdf``) with its tlog-proof text."""

    name: str
    content: bytes
    proof: str


@dataclass(frozen=True, slots=True)
class BuyerChange:
    """``buyer`` came in the place of ``former``; both are parties of the deal."""

    deal: Ref
    former: Ref
    buyer: Ref
    actor: Ref
    at: datetime


@dataclass(frozen=True, slots=True)
class Processors:
    """Who processes data for the house, and gets them only so.

    ``require``  ``require(entrustment, at)``: refuses where nobody may get those data now
    ``record``   ``record(entrustment, people, deal, actor, at)``: so many people's data went, in
                 the transaction of what it goes with
    ``holders``  ``holders(way)``: who gets data by that way now, by reference and name
    """

    require: Callable[[Entrustment, datetime], None]
    record: Callable[[Entrustment, int, Ref, Ref, datetime], None]
    holders: Callable[[Way], Sequence[tuple[Ref, str]]]


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a page that belongs to another app: of a deal, an import, a customer, a policy,
    Today.

    ``place``   ``deal``, ``party_deal`` (the page a side has of it), ``intake`` (of a deal),
                ``customer``, ``policy`` or ``today``; ``order``
                smaller ones stand first
    ``show``    ``show(request, thing)``: what ``template`` is filled with, under the name
                ``panel``; None: nothing to show.  ``thing`` is what the page is about, by
                reference
    """

    place: str
    order: int
    template: str
    show: Callable[[Any, Ref], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class SubjectColumn:
    """A column of the list of a deal's people that another app fills, with the choice above it.

    ``key``      of the choice, as the address has it
    ``name``     the head of the column, and of the choice
    ``options``  what can be chosen: word in the address -> words for people
    ``cells``    ``cells(people)``: what stands at each; nothing at who is not among them
    ``narrow``   ``narrow(people, option)``: a query over people, those alone that fit
    ``readers``  who of the house, or of the deal, has work with it; for nobody else it is there
    """

    key: str
    name: Both
    options: Mapping[str, Both]
    cells: Callable[[Sequence[Ref]], Mapping[Ref, Both]]
    narrow: Callable[[QuerySet[Any], str], QuerySet[Any]]
    readers: frozenset[Role]


class ControlledBy(StrEnum):
    """Where an act of two persons is held to it.

    ``APPROVAL``  the service spends an approval (``base.approvals``) in the transaction of its act
    ``RECORD``    the act has two persons of its own, named in what is approved (an order, a
                  package, a version); the second answers for that record and nothing else
    ``ABSENT``    the product has no such act, so there is nothing to hold
    """

    APPROVAL = "room"
    RECORD = "own"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class DualControl:
    """``services`` that carry the act out, by their dotted names; ``zh`` and ``en`` say how the two
    are told apart, or why there is no such act."""

    by: ControlledBy
    zh: str
    en: str
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GuardedTable:
    """A table whose rows open doors (``base.row_authentication``).

    ``table``   the model
    ``agreed``  ``agreed(rows)``: for each the position of its newest entry, where what the ledger
                says of the row and what stands in it are the same; else None.  For rows that are
                older than their codes.
    ``gone``    counts rows that the ledger knows and the table has not, where entries are not about
                rows
    """

    table: Any
    agreed: Callable[[Sequence[Any]], Sequence[int | None]]
    gone: Callable[[], int] | None = None


class UsedFor(StrEnum):
    """What an algorithm is used for.  Stored values: changing one needs a migration."""

    ROOT = "root"
    KEYS = "keys"
    RECORDS = "records"
    FILES = "files"
    SEARCH = "search"
    SIGNATURES = "signatures"
    LEDGER = "ledger"
    ROWS = "rows"
    PACKAGES = "packages"


@dataclass(frozen=True, slots=True)
class AlgorithmUse:
    """One algorithm and key length that is really in use, ``count`` times."""

    used_for: UsedFor
    algorithm: str
    bits: int
    count: int

    @property
    def key(self) -> str:
        """The same however much there is of it: ``records AES-256-GCM 256``."""
        return f"{self.used_for} {self.algorithm} {self.bits}"


class Health(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class HealthFinding:
    """One line of the doctor: what was looked at, how it is, what to do, with its facts."""

    check: str
    state: Health
    what: Both
    remedy: Both = ("", "")
    facts: Mapping[str, object] | None = None


FactSource = Callable[[Question], Mapping[Fact, object]]
Edges = Callable[[Question], Iterable[datetime]]
HouseFactSource = Callable[[datetime], tuple[Mapping[Fact, object], Iterable[datetime]]]
SubjectFactSource = Callable[[Question, Sequence[Ref]], Mapping[Fact, Mapping[Ref, object]]]
# The same for a query over people: an expression on a row of ``base.subjects.models.Subject``.
SubjectFactExpressions: TypeAlias = "Callable[[Question], Mapping[Fact, Combinable]]"
Condition = Callable[[Ref, datetime], Holding]  # (deal, at)
Check = Callable[[datetime], Holding]
OutsideParts = Callable[[datetime], Sequence[OutsidePart]]
Destroyer = Callable[[Sequence[Ref]], int]  # subjects -> values destroyed
Remains = Callable[[Sequence[Ref]], int]  # subjects -> values that are still there
Algorithms = Callable[[], Iterable[AlgorithmUse]]
Resume = Callable[[datetime], int]  # at -> how many things that a crash broke off are finished now
