"""The one card of an app: all that gate, milestones, destruction and doors need to know of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from shoumi.base.registry.decoys import Decoys
from shoumi.base.registry.given_consents import GivenSource, TakeBack
from shoumi.base.registry.held_data import HeldSource
from shoumi.base.registry.inbox_items import InboxSource
from shoumi.base.registry.incident_desk import IncidentDesk
from shoumi.base.registry.list_exports import ListExport
from shoumi.base.registry.long_acts import Operation
from shoumi.base.registry.parts import (
    Agreed,
    Algorithms,
    BuyerChange,
    Check,
    Condition,
    Destroyer,
    DualControl,
    Edges,
    FactSource,
    GuardedTable,
    HealthFinding,
    HouseFactSource,
    Issued,
    Menu,
    NetworkPath,
    OutsideParts,
    Panel,
    Processors,
    RegisterVersion,
    Remains,
    Remedy,
    Resume,
    Share,
    SubjectColumn,
    SubjectFactExpressions,
    SubjectFactSource,
)
from shoumi.base.registry.qualifications import Qualifications
from shoumi.base.registry.recipients import Erasure, KeptSource, RecipientSource
from shoumi.base.registry.replays import Replays
from shoumi.base.registry.search import SearchSource
from shoumi.base.registry.setup_steps import SetupSource
from shoumi.base.registry.story import StoryContext, StoryStep
from shoumi.core.fields import FieldRegister
from shoumi.core.gate import Fact
from shoumi.core.messages import Both, Messages
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose

if TYPE_CHECKING:
    import click
    from django.urls import URLPattern
    from ninja import Router


@dataclass(frozen=True, slots=True)
class Card:
    """What one app brings.  What stands under *doors* is called when a door of that kind opens, so
    a command that opens no page loads no page.

    *Promises*

    ``checks``      demand id -> live check; claiming a demand means checking it
    ``partial``     of those: demand id -> code of what the check leaves out of the handbook's rule
    ``remedies``    demand id -> where each of those that it checks is mended
    ``outside``     of a demand it checks: the parts that lie outside the system right now.  Each
                    rests on a statement in term, and where the check holds the demand is ATTESTED
    ``facts``       states its facts for one question, whatever fields the question names
    ``subject_facts``  for a list of people, and ``subject_expressions`` the same facts for a query
                    over them; both look at purpose and deal of the question only
    ``house_facts`` those that are the same whoever asks, and at which moments they change because
                    of the time alone; never remembered
    ``edges``       the moments at which its ``facts`` may change because of the time alone.  A card
                    that has it promises that they change otherwise only with an act in the ledger,
                    in the same transaction; so they may be remembered (ADR 0012).
    ``states``      the facts it is the one to state
    ``conditions``  named entry conditions of milestones
    ``brought_by``  first part of a condition -> the command that supplies it
    ``fields``      the field register (exactly one card has it)
    ``unused``      ``unused(at)``: fields of it that are neither stored nor used at that moment
    ``new_field``   the act that adds one to it, and the place it stands under; None: none can be
    ``columns_left_out``  ``(kinds, dataset, actor, at)``: an import left out columns that hold
                    these kinds of personal data; in its transaction, of the same card
    ``versions``    every version of it, drafts too, the oldest first; of the same card
    ``messages``    a chapter's texts; those of the base are found where they stand
    ``dual_control``  acts that take two persons, and where each is held to it

    ``agreed``      how many people of a deal may leave, as the law and they themselves decided; one
                    card says so, and None where nobody of the deal was told or asked
    ``said``        ``said(deal, people)``: which of their fields each of them was told would leave;
                    the card that has ``agreed`` says so, too
    ``assessed``    ``assessed(deal, purpose)``: the fields that the assessment in force covers;
                    None where there is none
    ``held``        ``held(person)``: what it holds of somebody, in words for that person
    ``recipients``  ``recipients(person)``: who outside the house may hold data of that person
    ``kept``        ``kept(person)``: what stays though that person asks for deletion, and why
    ``erasure``     orders the destruction of all that is held of one person; one card does
    ``consented``   ``consented(person)``: what that person agreed to, and ``take_back`` takes of it
                    back what the person withdraws; of the same card
    ``processors``  who is asked before data go to somebody who processes them for the house; one
                    card says so
    ``decoys``      made-up people among those whom files for processors are about; of one card
    ``incidents``   what came in elsewhere becomes an incident there; one card says so
    ``qualified``   who is asked whether somebody of the staff has learned enough to reach personal
                    information; one card says so
    ``receipts``    ``receipts(deal, actor, at)`` issues, as one act of ``actor``, the proofs that
                    people of a deal hold of what they said

    ``known_by_code``  ``known_by_code(code)``: the customer whom that code was given to, and the
                    deal; None where it is nobody's.  One card says so

    *Data*

    ``holds``       categories of personal data kept
    ``destroyers``  destroys each category of some people
    ``remains``     counts what is still there of each category, asked after destruction
    ``guarded``     tables whose rows open doors
    ``algorithms``  what it encrypts or signs with in a way of its own, for the yearly review (3.4)
    ``readings``    tags of its entries by which somebody of the house opened what is kept of people
                    beside their records -> since which edition of the monthly draw (4.2) they are
                    drawn from: a draw is made again from the ledger as it was made
    ``papers``      a folder of paper templates (Typst) with its ``templates.toml``

    *Doors*

    ``pages``, ``public_pages``  addresses of the console, of the portal
    ``panels``      parts of the pages of a deal and of a customer
    ``columns``     ``columns(deal)``: columns of the list of that deal's people
    ``commands``    noun -> command group of the command line
    ``routers``     operations of the API
    ``scopes``      what an access token may be for there -> is it strong: such a token lasts a day
    ``operations``  long acts that a worker does
    ``exports``     lists that may leave as a file
    ``menu``        entries of the menus of doors
    ``story``       its steps of the story that a demo home tells, made anew for each telling
    ``inbox``       ``inbox(asker)``: what waits for that person
    ``search``      ``search(wanted)``: what of it goes by that number or reference
    ``setup``       ``setup(at)``: what a new house does of it before its first deal
    ``customer_page``  the address, below the site, of what one customer of a demo home is shown;
                    empty where there is none

    *Care*

    ``health``      findings of the doctor
    ``resume``      finishes what a crash broke off
    ``paths``       connections to other machines that it makes now
    ``replays``     of its events, what becomes of one that happened after the copy from which a
                    home is put back; called when that happens
    ``restored``    what it finishes once those were done again

    *Deals*

    ``recounted``   ``recounted(about, key, until)``: a deadline of its own ends at another moment,
                    since the holidays of a year became known; in the transaction of that
    ``ended``       ``ended(deal, at)``: what of it follows at once when a deal is terminated, in
                    transactions of its own and as often as it is called
    ``buyer_changed``  what of it follows at once when another buyer comes, likewise; ``buyer_told``
                    ``(deal, former, at)``: the same in words, before it is done
    """

    slug: str
    zh: str
    en: str
    events: type[StrEnum] | None = None
    checks: Mapping[str, Check] = field(default_factory=dict)
    partial: Mapping[str, str] = field(default_factory=dict)
    remedies: Mapping[str, Remedy] = field(default_factory=dict)
    outside: Mapping[str, OutsideParts] = field(default_factory=dict)
    states: frozenset[Fact] = frozenset()
    facts: FactSource | None = None
    edges: Edges | None = None
    house_facts: HouseFactSource | None = None
    subject_facts: SubjectFactSource | None = None
    subject_expressions: SubjectFactExpressions | None = None
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    brought_by: Mapping[str, str] = field(default_factory=dict)
    fields: Callable[[], FieldRegister] | None = None
    unused: Callable[[datetime], frozenset[str]] | None = None
    new_field: Callable[[], tuple[str, Mapping[str, str]] | None] | None = None
    columns_left_out: Callable[[frozenset[str], Ref, Ref, datetime], None] | None = None
    versions: Callable[[], Sequence[RegisterVersion]] | None = None
    messages: Messages = field(default_factory=Messages)
    dual_control: Mapping[StrEnum, DualControl] = field(default_factory=dict)
    agreed: Callable[[Ref], Agreed | None] | None = None
    said: Callable[[Ref, Sequence[Ref]], Sequence[Share]] | None = None
    assessed: Callable[[Ref, Purpose], frozenset[str] | None] | None = None
    held: HeldSource | None = None
    recipients: RecipientSource | None = None
    kept: KeptSource | None = None
    erasure: Erasure | None = None
    consented: GivenSource | None = None
    take_back: TakeBack | None = None
    processors: Processors | None = None
    decoys: Decoys | None = None
    incidents: IncidentDesk | None = None
    qualified: Qualifications | None = None
    receipts: Callable[[Ref, Ref, datetime], Iterable[Issued]] | None = None
    known_by_code: Callable[[str], tuple[Ref, Ref] | None] | None = None

    holds: frozenset[str] = frozenset()
    destroyers: Mapping[str, Destroyer] = field(default_factory=dict)
    remains: Mapping[str, Remains] = field(default_factory=dict)
    guarded: tuple[GuardedTable, ...] = ()
    algorithms: Algorithms | None = None
    readings: Mapping[StrEnum, int] = field(default_factory=dict)
    papers: Path | None = None

    pages: Callable[[], Sequence[URLPattern]] | None = None
    public_pages: Callable[[], Sequence[URLPattern]] | None = None
    panels: Callable[[], Sequence[Panel]] | None = None
    columns: Callable[[Ref], Sequence[SubjectColumn]] | None = None
    commands: Callable[[], Mapping[str, click.Command]] | None = None
    routers: Callable[[], Sequence[Router]] | None = None
    scopes: Mapping[StrEnum, bool] = field(default_factory=dict)
    operations: Callable[[], Sequence[Operation]] | None = None
    exports: Callable[[], Sequence[ListExport]] | None = None
    menu: tuple[Menu, ...] = ()
    story: Callable[[], Sequence[StoryStep[StoryContext]]] | None = None
    inbox: InboxSource | None = None
    search: SearchSource | None = None
    setup: SetupSource | None = None
    customer_page: Callable[[], str] | None = None

    health: Callable[[], Sequence[HealthFinding]] | None = None
    resume: Resume | None = None
    paths: Callable[[], Sequence[NetworkPath]] | None = None
    replays: Callable[[], Replays] | None = None
    restored: Resume | None = None

    recounted: Callable[[Ref, str, datetime], None] | None = None
    ended: Callable[[Ref, datetime], None] | None = None
    buyer_changed: Callable[[BuyerChange], None] | None = None
    buyer_told: Callable[[Ref, Ref, datetime], Iterable[tuple[Both, Both]]] | None = None
