# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""What the API answers, as values.  Closed words are text, so that a word added later is no
error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Absence:
    """One absence; ``returned_at`` where somebody was back earlier."""

    ref: str
    person: str
    deputy: str
    since: datetime
    until: datetime
    returned_at: datetime | None


@dataclass(frozen=True, slots=True)
class Acceptance:
    """That somebody read a version."""

    ref: str
    book: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AccessReview:
    """A review of all roles; ``kept`` and ``ended`` count what was said of ``roles``."""

    ref: str
    number: int
    opened_at: datetime
    due_at: datetime
    roles: int
    kept: int
    ended: int


@dataclass(frozen=True, slots=True)
class Activity:
    """``by``  who wrote or confirmed it; ``is_draft`` while it is a starter's text"""

    name: str
    purpose: str
    method: str
    necessity: str
    fields: tuple[str, ...]
    by: str
    is_draft: bool


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement; ``state`` does not tell that its time is over, ``until`` does.

    ``persons``   who sign it and may enter the rooms, ``signed`` those who have
    ``damages``   in yuan; ``warnings`` what its signers are shown
    ``document``  the paper, fetched on its page
    ``position``  of the entry with which it came into force
    """

    ref: str
    kind: str
    state: str
    persons: tuple[str, ...]
    signed: tuple[str, ...]
    levels: tuple[str, ...]
    damages: int
    warnings: tuple[str, ...]
    until: datetime
    document: str
    position: int | None


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert; ``first`` and ``last`` are positions of the ledger."""

    ref: str
    number: int
    rule: str
    state: str
    who: str
    first: int
    last: int
    count: int
    opened_at: datetime
    verdict: str


@dataclass(frozen=True, slots=True)
class Algorithm:
    """An algorithm and key length that is in use ``count`` times.

    A review names it by these three in a row: ``records AES-256-GCM 256``.
    """

    used_for: str
    algorithm: str
    bits: int
    count: int


@dataclass(frozen=True, slots=True)
class AlgorithmsInUse:
    """``due_at``  when the next review is due"""

    algorithms: tuple[Algorithm, ...]
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One person who was asked or told.

    ``answer``     none while nothing was said
    ``entry``      of the ledger, that commits to the answer; ``row`` which row of it
    ``objection``  what a no to a notice led to
    """

    subject: str
    lane: str
    delivery: str
    answer: str | None
    channel: str | None
    answered_at: datetime | None
    withdrawn_at: datetime | None
    objection: str | None
    entry: int | None
    row: int | None


@dataclass(frozen=True, slots=True)
class Approval:
    """A request for a second person's yes.

    ``until``    when it is over, if it was not used
    ``digest``   SHA-256 of exactly what is asked for, in hex
    ``address``  where it is read and answered over the API
    """

    ref: str
    action: str
    deal: str
    state: str
    requested_by: str
    requested_at: datetime
    until: datetime
    answered_by: str | None
    answered_at: datetime | None
    used_at: datetime | None
    digest: str
    position: int
    address: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a paper: ``options`` in the order in which they are shown."""

    ref: str
    stem: str
    stem_en: str
    options: tuple[tuple[str, ...], ...]
    several: bool


@dataclass(frozen=True, slots=True)
class Assessment:
    """``inherent``  the worst grade before measures, ``residual`` with them

    ``covers``    codes of the fields it covers: a room shows no other
    ``until``     end of its twelve months; ``keep_until`` how long its report is kept
    ``document``  the report, fetched on its page
    ``position``  of the entry with which it came into force
    ``authors``   of the passages that somebody wrote
    ``drafts``    places where a starter's text waits for a person; empty texts are nobody's
    """

    ref: str
    number: str
    deal: str
    scope: str
    state: str
    risks: tuple[Risk, ...]
    covers: tuple[str, ...]
    inherent: str
    residual: str
    assessor: str
    until: datetime | None
    keep_until: date | None
    document: str | None
    position: int | None
    activities: tuple[Activity, ...]
    subjects: str
    residual_words: str
    opinion: str
    opinion_legal: str
    opinion_security: str
    opinion_business: str
    heard: str
    conclusion: str
    authors: tuple[Author, ...]
    assessors: tuple[str, ...]
    drafts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AssessmentChecked:
    """``stands``  whether it is in force, of today's facts"""

    ref: str
    number: str
    deal: str
    scope: str
    state: str
    risks: tuple[Risk, ...]
    covers: tuple[str, ...]
    inherent: str
    residual: str
    assessor: str
    until: datetime | None
    keep_until: date | None
    document: str | None
    position: int | None
    activities: tuple[Activity, ...]
    subjects: str
    residual_words: str
    opinion: str
    opinion_legal: str
    opinion_security: str
    opinion_business: str
    heard: str
    conclusion: str
    authors: tuple[Author, ...]
    assessors: tuple[str, ...]
    drafts: tuple[str, ...]
    stands: bool


@dataclass(frozen=True, slots=True)
class Attendance:
    """Somebody signed in; it counts once ``countersigned_at`` is there."""

    ref: str
    session: str
    person: str
    signed_at: datetime
    countersigned_at: datetime | None


@dataclass(frozen=True, slots=True)
class Attestation:
    """One statement.

    ``part``      of a part outside the system alone
    ``evidence``  SHA-256 of what was looked at, in hex; ``kind`` which record of the demand it
        is
    ``is_kept``   the file is kept and can be opened by those who may; of statements of earlier
        versions only the fingerprint was kept
    ``personal``  how often it names somebody, by label; ``unread`` pages that nobody read
    ``persons``   whom it covers; null: it names nobody
    """

    ref: str
    duty: str
    deal: str
    part: str
    kind: str
    is_kept: bool
    personal: Mapping[str, int]
    unread: int
    persons: tuple[str, ...] | None
    statement: str
    evidence: str
    role: str
    attested_by: str
    attested_at: datetime
    until: datetime
    revoked_at: datetime | None
    position: int


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a passage, and when; ``at`` is empty of one written before that was kept."""

    part: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class BackupStatus:
    """``loss_seconds`` since the newest value that was read back out of a copy; null: none was."""

    targets: tuple[BackupTarget, ...]
    loss_seconds: int | None


@dataclass(frozen=True, slots=True)
class BackupTarget:
    """One place; its copies count where nothing is lacking."""

    ref: str
    name: str
    kind: str
    medium: str
    number: int | None
    copied_at: datetime | None
    verified_at: datetime | None
    lacks: tuple[str, ...]
    failure: str


@dataclass(frozen=True, slots=True)
class Batch:
    """How many questions came or were checked together."""

    batch: str
    questions: int


@dataclass(frozen=True, slots=True)
class Block:
    """One address that is shut out for a while; ``seen_at`` the host was seen to do so."""

    ref: str
    number: int
    address: str
    blocked_at: datetime
    until: datetime
    seen_at: datetime | None
    lifted_at: datetime | None
    alert: str


@dataclass(frozen=True, slots=True)
class Breach:
    """One incident or drill, without what was said of it."""

    ref: str
    number: int
    drill: bool
    state: str
    kind: str
    severity: str
    level: str
    persons: int
    found_at: datetime
    contained_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class BreachPart:
    """A step, a notice or a question of an incident."""

    ref: str
    breach: str


@dataclass(frozen=True, slots=True)
class Campaign:
    """One purpose put to all the people of a deal."""

    ref: str
    deal: str
    purpose: str
    instrument: str
    recipient: str
    state: str
    prepared_at: datetime
    opened_at: datetime | None
    window_ends_at: datetime | None
    closed_at: datetime | None
    superseded_at: datetime | None
    position: int


@dataclass(frozen=True, slots=True)
class Canary:
    """One canary; who it is made up to be is told on its page alone."""

    ref: str
    number: int
    kind: str
    holder: str
    holder_name: str
    paper: str
    put_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Case:
    """An own incident, and whether it was told as a case."""

    ref: str
    happened_on: date
    title: str
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class Category:
    words: str
    words_en: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate; it counts as long as its ``policy`` is in force and ``until`` is not over."""

    ref: str
    number: int
    person: str
    course: str
    policy: str
    issued_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class ChapterDuty:
    """Who answers for one chapter, and which roles work on it, are asked, are told."""

    ref: str
    number: int
    accountable: str
    responsible: tuple[str, ...]
    consulted: tuple[str, ...]
    informed: tuple[str, ...]
    assigned_at: datetime


@dataclass(frozen=True, slots=True)
class ChatOfHouse:
    """One chat; no word of what is said in it."""

    ref: str
    number: int
    state: str
    lang: str
    opened_at: datetime
    assignee: str
    request: str | None


@dataclass(frozen=True, slots=True)
class Clearance:
    """That another person recognised nobody in a case."""

    ref: str
    case: str
    cleared_at: datetime


@dataclass(frozen=True, slots=True)
class CollectionNotice:
    """The notice with which the target collected a set of data, or why there is none.

    ``used_from``, ``shown``  since when and where people were told so
    ``reason``     why there is no notice; then there is no file
    ``purposes``, ``categories``, ``handing_on``  how far each stands in it; None: not judged yet
    """

    ref: str
    dataset: str
    sha256: str | None
    used_from: date | None
    shown: str | None
    reason: str | None
    purposes: str | None
    categories: str | None
    handing_on: str | None
    missing: str
    judged_at: datetime | None
    position: int


@dataclass(frozen=True, slots=True)
class Column:
    """``field`` is empty while nobody said what the column is."""

    sheet: str
    heading: str
    field: str
    why: str


@dataclass(frozen=True, slots=True)
class Connector:
    """A robot in the group of a department; its address is told to nobody."""

    ref: str
    number: int
    vendor: str
    department: str
    made_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Contact:
    """One channel and what its newest trial gave."""

    ref: str
    way: str
    contact: str
    listed_at: datetime
    tried_at: datetime | None
    back: str | None


@dataclass(frozen=True, slots=True)
class Countersigned:
    """How many were countersigned."""

    countersigned: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Of those invited: ``unreached`` were not; who is ``silent`` has said no at the end.

    ``superseded``  agreed to terms that changed since
    """

    invited: int
    unreached: int
    given: int
    refused: int
    withdrawn: int
    superseded: int
    silent: int


@dataclass(frozen=True, slots=True)
class Course:
    """One version of a course; ``begins_at`` is when its certificate is asked for."""

    ref: str
    series: str
    number: int
    title: str
    policy: str
    roles: tuple[str, ...]
    topics: tuple[str, ...]
    questions: int
    minutes: int
    state: str
    begins_at: datetime | None


@dataclass(frozen=True, slots=True)
class Customer:
    """A person of a deal.  No value of anybody is here.

    ``is_minor``  each look at the record takes a second person's yes; null: not known yet, so it
    counts as true
    """

    ref: str
    deal: str
    dataset: str
    kind: str
    basis: str
    state: str
    has_bank_account: bool
    has_id_image: bool
    is_key_contract: bool
    is_marketing_off: bool
    is_minor: bool | None
    retention_until: date | None
    destroyed_at: datetime | None


@dataclass(frozen=True, slots=True)
class CustomerCanary:
    """A reference among the customers of a deal that is nobody's."""

    ref: str
    number: int
    deal: str
    shown: str
    state: str
    replaces: str
    asked_at: datetime
    agreed_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class DataSet:
    """A set of data, and what the law asks for before it reaches its recipient, as of now.

    ``differs``  purposes and methods that are new with the recipient
    """

    ref: str
    code: str
    name: str
    handler: str
    recipient: str
    recipient_kind: str
    is_anonymised: bool
    has_sensitive: bool
    has_children: bool
    is_abroad: bool
    differs: tuple[str, ...]
    base: str
    consents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """``until`` is the first moment that is too late."""

    key: str
    until: datetime
    met_at: datetime | None
    is_late: bool
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class Deal:
    """A deal as lists show it.  ``overlay`` is empty, suspended or terminated."""

    ref: str
    number: str
    title: str
    type: str
    target: str
    overlay: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Door:
    """A door.  ``state`` is ``shut`` only where it is for everybody.

    ``grace_until``  it stands open by a grace, and that is when the first one ends
    """

    door: str
    state: str
    grace_until: datetime | None
    demands: tuple[HeldBy, ...]


@dataclass(frozen=True, slots=True)
class DoorsNow:
    doors: tuple[Door, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """By what the minute of an unannounced drill was drawn; ``entry`` of the ledger commits."""

    since: datetime
    until: datetime
    commitment: str
    entry: str
    seed: str


@dataclass(frozen=True, slots=True)
class DrawnDrill:
    """A drill that begins by itself between two moments."""

    ref: str
    since: datetime
    until: datetime
    commitment: str
    breach: str


@dataclass(frozen=True, slots=True)
class DrillData:
    """A drill: what it was graded by, what was done when, its score and what it missed."""

    form: str
    drill: str
    found: datetime
    persons: int
    loss_fen: int
    leak: bool
    raised_to: str
    operator: str
    done: Mapping[str, datetime | None]
    drawn: Drawn | None
    ended: datetime | None
    missed: tuple[str, ...]
    injects: tuple[DrillInject, ...]
    playbook: tuple[DrillTask, ...]
    reached: Mapping[str, datetime]
    score: Mapping[str, DrillTally]


@dataclass(frozen=True, slots=True)
class DrillInject:
    """Something that happens in a drill; ``happened`` once it did, under ``ref`` it is answered."""

    ref: str
    number: int
    channel: str
    due: datetime
    happened: datetime | None


@dataclass(frozen=True, slots=True)
class DrillTally:
    """How many were expected, and how many of them met in time."""

    expected: int
    met: int


@dataclass(frozen=True, slots=True)
class DrillTask:
    """A task of the playbook; ``within`` in minutes since the drill began."""

    key: str
    post: str
    within: int
    done: datetime | None


@dataclass(frozen=True, slots=True)
class Duty:
    """A demand.

    ``state``       what is known of it now; ``reason`` the code of why
    ``missing``     in words what it lacks; empty where it holds whole
    ``who``         the role that answers for it
    ``is_checked``  the house checks it itself, so nobody can attest it
    ``closes``      what its lapse shuts
    """

    duty: str
    title: str
    state: str
    reason: str
    missing: str
    until: datetime | None
    position: int | None
    who: str
    is_checked: bool
    closes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutyContact:
    """When the contact of somebody was tried; not what it is."""

    ref: str
    person: str
    tried_at: datetime | None
    reached: bool | None


@dataclass(frozen=True, slots=True)
class DutyPost:
    """Who holds a post."""

    ref: str
    post: str
    person: str
    deputy: str
    named_at: datetime


@dataclass(frozen=True, slots=True)
class Emergency:
    """One opening.  ``due_at`` is when it has to be reviewed, ``overdue`` the entry that says it
    was not; ``outcome`` and ``note`` are empty until it is.  The reason is read on its page.
    """

    ref: str
    person: str
    deal: str
    subject: str
    task: str
    fields: tuple[str, ...]
    opened_at: datetime
    ends_at: datetime
    due_at: datetime
    overdue: int | None
    reviewed_by: str | None
    reviewed_at: datetime | None
    outcome: str
    note: str
    position: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry.  Of a deal the caller takes no part in there is the leaf and nothing in it.

    ``body``       the canonical bytes the leaf hash commits to, as text
    ``leaf_hash``  SHA-256 of 0x00 and the body, in hex (RFC 6962)
    ``said``       the same in a sentence
    """

    position: int
    leaf_hash: str
    at: datetime | None
    tag: str
    deal: str
    who: str
    said: str
    is_refusal: bool
    body: str | None


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """``content`` in base 64"""

    attestation: str
    format: str
    sha256: str
    content: str


@dataclass(frozen=True, slots=True)
class Exam:
    """One examination; its ``paper`` is told until it is handed in."""

    ref: str
    course: str
    started_at: datetime
    ends_at: datetime
    handed_in_at: datetime | None
    right: int | None
    of: int
    passed: bool
    paper: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Exposure:
    """How many people the ledger names in a span of time."""

    ref: str
    breach: str
    persons: int
    digest: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A field that cannot be taken as it is: where it stands in the request, what is wrong."""

    field: str
    title: str


@dataclass(frozen=True, slots=True)
class FieldProposal:
    """A field that an imported file asked for; ``version`` is the draft it went into."""

    ref: str
    field: str
    dataset: str
    found_at: datetime
    settled_at: datetime | None
    version: str | None


@dataclass(frozen=True, slots=True)
class FieldReview:
    """What somebody found of several fields."""

    ref: str
    fields: tuple[str, ...]
    recipients: tuple[str, ...]
    necessary: bool
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Filing:
    """A document or an act on file; ``on`` is the day from which periods run.

    ``party``     whom it concerns, where it is one side
    ``document``  under which name it is kept here, if it is
    ``awaits``    the side that has to confirm it, where somebody else filed that side's word; it
        counts from ``confirmed_at``
    """

    ref: str
    kind: str
    awaits: str
    confirmed_at: datetime | None
    sha256: str
    party: str
    document: str
    on: date
    at: datetime
    position: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of the audit; ``until`` it is let stand."""

    ref: str
    number: int
    what: str
    name: str
    severity: str
    found_at: datetime
    due_at: datetime
    mended_at: datetime | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Grace:
    """Until ``until`` the doors of ``duties`` stand open, though each is what it is.

    ``ended_at``  it was ended before
    """

    ref: str
    duties: tuple[str, ...]
    reason: str
    granted_by: str
    approved_by: str
    granted_at: datetime
    until: datetime
    ended_at: datetime | None
    position: int


@dataclass(frozen=True, slots=True)
class GroupMember:
    """Somebody in one seat of the working group; ``left_at`` is null while that goes on."""

    ref: str
    person: str
    seat: str
    full_time: bool
    appointed_at: datetime
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class Head:
    """The ledger now: how many entries, and the root over all of them (RFC 6962), in hex."""

    size: int
    root: str


@dataclass(frozen=True, slots=True)
class HeldBy:
    """A demand that holds a door shut, or that nobody keeps yet.

    ``for_``  ``all``, ``write``, ``remote``, or the deals by reference
    ``grace_until``  two persons let the door stand open until then, and so is ``until``
    """

    id: str
    state: str
    reason: str
    until: datetime | None
    who: str
    for_: str | tuple[str, ...]
    grace_until: datetime | None


@dataclass(frozen=True, slots=True)
class Hold:
    """``subject``  the one person it is about; empty: the whole deal"""

    ref: str
    deal: str
    subject: str
    cause: str
    placed_at: datetime
    until: date | None
    lifted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Import:
    """``file_rows`` = ``taken_in`` + ``set_aside`` + ``left_out``"""

    ref: str
    dataset: str
    at: datetime
    file_rows: int
    taken_in: int
    set_aside: int
    left_out: int
    position: int


@dataclass(frozen=True, slots=True)
class Interest:
    """An interest of somebody in a deal."""

    ref: str
    person: str
    deal: str
    why: str
    declared_at: datetime
    cleared_at: datetime | None


@dataclass(frozen=True, slots=True)
class Item:
    """What everybody reads in a quarter."""

    ref: str
    quarter: str
    title: str
    published_at: datetime | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Job:
    """``failures`` are names of what was raised, never its text.  Times are real ones."""

    ref: str
    task: str
    state: str
    attempts: int
    failures: tuple[str, ...]
    done: int
    total: int
    enqueued_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Kept:
    """That it was kept; the same whoever it is from."""

    kept: bool


@dataclass(frozen=True, slots=True)
class KeptRoles:
    """What one answer confirmed."""

    kept: int
    roles: tuple[ReviewedRole, ...]


@dataclass(frozen=True, slots=True)
class KeyDuties:
    duties: tuple[KeyDuty, ...]


@dataclass(frozen=True, slots=True)
class KeyDuty:
    """Keys that are older than somebody's exit, or than an incident in a deal.

    ``about``    who left, or the deal
    ``waiting``  their kinds and names
    """

    cause: str
    about: str
    since: datetime
    position: int
    waiting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody gave notice."""

    ref: str
    person: str
    given_on: date
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class LessonPackage:
    """A lesson package of a course: its edition of SCORM, and what its parts are called."""

    ref: str
    course: str
    edition: str
    parts: tuple[str, ...]
    added_at: datetime


@dataclass(frozen=True, slots=True)
class LineOfChat:
    """One line; ``text`` is empty of what was done and not said, or where it was destroyed."""

    place: int
    part: str
    by: str
    said_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class LinesOfChat:
    """What came after a line, for whoever has taken the chat."""

    lines: tuple[LineOfChat, ...]


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail that came; no word of what it says."""

    ref: str
    came_at: datetime
    size: int
    fate: str
    aside: str | None
    request: str | None


@dataclass(frozen=True, slots=True)
class MatrixLines:
    """Every requirement of a matrix, in its order."""

    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of the group about one draft; ``outcome`` is null until its minutes are written.

    ``text_sha256``  of the text it decided on
    """

    ref: str
    number: int
    version: str
    state: str
    held_at: datetime
    outcome: str | None
    members: int
    present: int
    yes: int
    no: int
    text_sha256: str | None


@dataclass(frozen=True, slots=True)
class Message:
    """One message without its text, which stands on the page of its thread alone."""

    ref: str
    thread: str
    place: int
    author: str
    said_at: datetime
    mentions: tuple[str, ...]
    customers: tuple[str, ...]
    files: int
    removed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Milestone:
    """``lacking``  of an open milestone what it needs to be done, of a waiting one to open"""

    stage: str
    state: str
    who: str
    reason: str
    opened_at: datetime | None
    done_at: datetime | None
    position: int | None
    lacking: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class MinorLook:
    """One look at a minor's record that a second person agreed to: at whom, at which fields, for
    which task, by whose word, until when.
    """

    ref: str
    task: str
    subject: str
    fields: tuple[str, ...]
    approved_by: str
    until: datetime


@dataclass(frozen=True, slots=True)
class MoreReads:
    """How many customers more somebody may look at one by one, by whose word, until when."""

    ref: str
    reads: int
    approved_by: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a milestone stands now, and the entry that says so."""

    stage: str
    state: str
    position: int


@dataclass(frozen=True, slots=True)
class Notice:
    """``sha256`` is that of contents and categories, and stands with every answer to them."""

    ref: str
    deal: str
    instrument: str
    categories: tuple[Category, ...]
    sha256: str
    document: str
    approved_at: datetime
    position: int


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """A text that one person wrote and another approves; approved, it is the notice of that ref.

    ``document``     the PDF that was brought with it; empty where one is made at the approval
    ``answered_at``  when it was approved or returned
    """

    ref: str
    deal: str
    instrument: str
    contents: Mapping[str, str]
    categories: tuple[Category, ...]
    sha256: str
    document: str
    state: str
    written_by: str
    written_at: datetime
    answered_at: datetime | None
    position: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """Of the requests of one month, by its first day: how long answers took, in days with one
    decimal, null where none is answered; ``in_time`` in percent, null of nothing.
    """

    month: date
    count: int
    waiting: int
    late: int
    median_days: float | None
    p90_days: float | None
    in_time: int | None


@dataclass(frozen=True, slots=True)
class NumbersOfMonths:
    """The last twelve months, the oldest first."""

    months: tuple[Numbers, ...]


@dataclass(frozen=True, slots=True)
class OpenedMail:
    """What a mail says that is set aside; ``text`` is null where it cannot be read."""

    ref: str
    sender: str
    subject: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Opening:
    """One port that others may reach; ``source`` empty: everybody."""

    port: int
    protocol: str
    source: str
    why: str


@dataclass(frozen=True, slots=True)
class Order:
    """``confirmed``  who witnessed"""

    ref: str
    number: int
    deal: str
    basis: str
    state: str
    count: int
    proposer: str
    confirmed: tuple[str, ...]
    proposed_at: datetime
    verified_at: datetime | None
    keys_erased: int
    records_erased: int
    proof_position: int | None


@dataclass(frozen=True, slots=True)
class Ordered:
    """``order`` is the one of destruction, which two others witness; ``told`` how many recipients
    were told now.
    """

    ref: str
    number: int
    kind: str
    way: str
    deal: str
    state: str
    received_at: datetime
    due: date
    provisional: bool
    assignee: str
    outcome: str | None
    order: str
    told: int


@dataclass(frozen=True, slots=True)
class OwnForm:
    """One version of a questionnaire that the house owns; ``places`` by question of ours."""

    ref: str
    name: str
    version: int
    places: Mapping[str, str]
    columns: Mapping[str, str]
    ended: bool


@dataclass(frozen=True, slots=True)
class Package:
    """``rows`` = ``consented`` − ``withdrawn``, or nothing is sealed.

    ``minors``  how many of them are minors; null of packages of an older version
    """

    ref: str
    deal: str
    recipient: str
    state: str
    sha256: str
    size_bytes: int
    rows: int
    consented: int
    withdrawn: int
    minors: int | None
    sealed_at: datetime
    released_at: datetime | None
    received_at: datetime | None
    position: int


@dataclass(frozen=True, slots=True)
class Packed:
    """``passphrase`` opens the copy; it is answered this once."""

    ref: str
    number: int
    kind: str
    way: str
    deal: str
    state: str
    received_at: datetime
    due: date
    provisional: bool
    assignee: str
    outcome: str | None
    passphrase: str


@dataclass(frozen=True, slots=True)
class Party:
    """A side of a deal; ``uscc`` is empty for a natural person, ``person`` where nobody acts for it
    in the house.
    """

    ref: str
    role: str
    name: str
    uscc: str
    person: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage of the text."""

    code: str
    title_zh: str
    title_en: str
    zh: str
    en: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A connection to another machine and what the last try found; ``found`` empty: not tried."""

    kind: str
    host: str
    port: int | None
    found: str | None
    version: str
    certificate_until: datetime | None


@dataclass(frozen=True, slots=True)
class PathLines:
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class PathsTried:
    """``position``  the entry of the try"""

    paths: tuple[Path, ...]
    position: int


@dataclass(frozen=True, slots=True)
class People:
    state: str
    count: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; a lesson shows it by ``line``."""

    ref: str
    line: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """One version of the plan."""

    ref: str
    number: int
    state: str
    cause: str
    written_at: datetime
    approved_at: datetime | None


@dataclass(frozen=True, slots=True)
class PlanChange:
    """Something that calls for the plan to be changed."""

    ref: str
    number: int
    state: str
    cause: str
    due_at: datetime
    plan: str


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of the policy.

    ``approved_as``      the roles that said yes, each by another person
    ``items``            what the text has to state, besides what its size asks for
    ``tier``             the size of the handler; null in versions older than texts
    ``text_sha256``      over size, items, handler, text and register: what is approved
    ``register_sha256``  of the field register, fetched as a file on its page
    ``position``         of the entry with which it came into force
    """

    ref: str
    number: int
    state: str
    approved_as: tuple[str, ...]
    items: tuple[str, ...]
    tier: str | None
    text_sha256: str | None
    register_sha256: str
    drafted_at: datetime
    published_at: datetime | None
    position: int | None


@dataclass(frozen=True, slots=True)
class PolicyAcceptance:
    """That the caller accepted a version."""

    ref: str
    version: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Processing:
    """One agreement on entrusted processing."""

    ref: str
    vendor: str
    stage: str
    signed: tuple[str, ...]
    persons: tuple[str, ...]
    until: datetime
    document: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question, without the answer."""

    ref: str
    batch: str
    topic: str
    stem: str
    basis: str
    checked_at: datetime | None
    withdrawn_at: datetime | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """That somebody read a text and signed for it."""

    ref: str
    person: str
    of: str
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that stands in the way: what, how to mend it, who can, until when.

    ``code``  of the rule or condition; ``duty`` the demand of the handbook that it keeps
    ``who``   the role that can supply what is missing; ``by`` when it is due
    ``where`` the address of the demand's page
    """

    code: str
    title: str
    mend: str
    who: str | None
    duty: str | None
    by: str | None
    where: str | None


@dataclass(frozen=True, slots=True)
class Received:
    """``receipt`` is the code by which the person reads it; it is answered this once."""

    ref: str
    number: int
    kind: str
    way: str
    deal: str
    state: str
    received_at: datetime
    due: date
    provisional: bool
    assignee: str
    outcome: str | None
    receipt: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """What a party owes: the certificate that its copies are gone; from ``signer`` on what it said,
    once it has given it.
    """

    deal: str
    party: str
    due_on: date
    received_at: datetime | None
    document: str
    position: int | None
    signer: str
    items: str
    count: int
    copies: int
    method: str
    destroyed_on: date | None


@dataclass(frozen=True, slots=True)
class RecipientLink:
    """``link`` is what the recipient answers by; it is answered this once."""

    ref: str
    number: int
    kind: str
    way: str
    deal: str
    state: str
    received_at: datetime
    due: date
    provisional: bool
    assignee: str
    outcome: str | None
    link: str


@dataclass(frozen=True, slots=True)
class Record:
    """Who asks and all that was said: opened for this caller, and on record as opened."""

    ref: str
    name: str
    contact: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on a draft; ``treatment`` is null until somebody answers."""

    ref: str
    version: str
    words: str
    at: datetime
    treatment: str | None
    answer: str


@dataclass(frozen=True, slots=True)
class Report:
    """What taking in would do; the first hundred of each kind of trouble.

    In ``counts``: ``file_rows`` = ``taken_in`` + ``set_aside`` + ``left_out``.
    """

    counts: Mapping[str, int]
    columns: tuple[Column, ...]
    errors: tuple[Trouble, ...]
    warnings: tuple[Trouble, ...]


@dataclass(frozen=True, slots=True)
class ReportedIncident:
    """Which incident it is from now on."""

    ref: str
    number: str


@dataclass(frozen=True, slots=True)
class Request:
    """One request; ``due`` is its last day, and it is overdue where that is over and it is open."""

    ref: str
    number: int
    kind: str
    way: str
    deal: str
    state: str
    received_at: datetime
    due: date
    provisional: bool
    assignee: str
    outcome: str | None


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement of others; ``demands`` of the handbook are checked live."""

    number: str
    requirement: str
    state: str
    whose: str
    demands: tuple[str, ...]
    test: str


@dataclass(frozen=True, slots=True)
class RestDays:
    """The days on which one holiday rests, both inclusive."""

    holiday: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Revealed:
    """Values by field code, of the fields the person has.  Kept nowhere on the way; the entry of
    the ledger was there first.
    """

    ref: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Review:
    """What was in use, what was found weak, until when it may go on.

    ``findings``  in words; empty where the text was erased
    """

    ref: str
    decision: str
    weak: tuple[str, ...]
    findings: str
    algorithms: tuple[Algorithm, ...]
    reviewed_by: str
    approved_by: str
    reviewed_at: datetime
    due_at: datetime
    position: int


@dataclass(frozen=True, slots=True)
class ReviewedRole:
    """One role in a review; ``kept`` is null until somebody answers."""

    ref: str
    review: str
    grant: str
    person: str
    role: str
    deal: str | None
    kept: bool | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reward:
    """One reward, without its words."""

    ref: str
    number: int
    person: str
    thanks: str
    reason: str
    shown: bool | None


@dataclass(frozen=True, slots=True)
class Risk:
    """One risk before any measure, then with the measures; nothing of it shrinks without one.

    What people wrote of it is empty where nobody did.
    """

    hazard: str
    impact: str
    likelihood: str
    measures: tuple[str, ...]
    residual_impact: str | None
    residual_likelihood: str | None
    text: str
    source: str
    impact_reason: str
    likelihood_reason: str
    residual_reason: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """``persons`` may enter until ``closes_at``; ``approvals`` are who said yes."""

    ref: str
    deal: str
    level: str
    state: str
    persons: tuple[str, ...]
    approvals: tuple[str, ...]
    rows: int
    prepared_at: datetime
    opened_at: datetime | None
    closes_at: datetime | None


@dataclass(frozen=True, slots=True)
class Rotation:
    """A rotation that a worker takes to its end; ``target`` is the deal, the key or the field."""

    ref: str
    what: str
    target: str
    epoch: int
    state: str
    begun_at: datetime


@dataclass(frozen=True, slots=True)
class Rotations:
    rotations: tuple[Rotation, ...]


@dataclass(frozen=True, slots=True)
class RuleBook:
    """One version of the rule book."""

    ref: str
    number: int
    state: str
    published_at: datetime | None
    accepted: int
    staff: int


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One rule set; ``content`` is the SHA-256 of its file."""

    ref: str
    number: int
    state: str
    opened: tuple[Opening, ...]
    is_routing: bool
    content: str
    reviewed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the record; ``text`` is null where it was destroyed."""

    part: str
    way: str
    by: str
    said_at: datetime
    text: str | None


@dataclass(frozen=True, slots=True)
class Sample:
    """One access that was drawn."""

    ref: str
    check: str
    position: int
    kind: str
    why: str
    checker: str
    finding: str
    ground: str


@dataclass(frozen=True, slots=True)
class Sensor:
    """One sensor whose log is read; ``gaps``: how often lines may be missing."""

    ref: str
    kind: str
    added_at: datetime
    ended_at: datetime | None
    read_at: datetime
    lines: int
    gaps: int


@dataclass(frozen=True, slots=True)
class Session:
    """A session on site."""

    ref: str
    course: str
    place: str
    teacher: str
    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class SharedTask:
    """One shared task; ``grant`` is the task of the gate by which its people see something."""

    ref: str
    number: int
    title: str
    purpose: str
    deal: str
    departments: tuple[str, ...]
    accountable: str
    workers: tuple[str, ...]
    opened_at: datetime
    expires_at: datetime
    closed_at: datetime | None
    end: str
    grant: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of signatures that was kept."""

    ref: str
    session: str
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class StaffCase:
    """One case, without what was said in it."""

    ref: str
    number: int
    person: str
    reply_until: datetime
    replied: bool
    rule: str
    sanction: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class StaffCheck:
    """The check of one month; ``seed`` is told once it is drawn."""

    ref: str
    month: date
    state: str
    commitment: str
    seed: str
    entries: int
    drawn: int
    judged: int


@dataclass(frozen=True, slots=True)
class StaffFault:
    """What is wrong with which cell, by code."""

    place: str
    code: str


@dataclass(frozen=True, slots=True)
class StaffList:
    """What became of a list of staff."""

    ref: str
    rows: int
    taken: int
    left: int
    people: tuple[StaffTaken, ...]
    faults: tuple[StaffFault, ...]


@dataclass(frozen=True, slots=True)
class StaffTaken:
    """Whom a row of a list is about; ``link`` is shown once, where the person is a new one."""

    line: int
    person: str
    link: str | None
    courses: int


@dataclass(frozen=True, slots=True)
class StatusNote:
    """One version of what is said in public of an incident."""

    ref: str
    breach: str
    number: int
    state: str
    next_at: datetime | None
    shown_at: datetime | None


@dataclass(frozen=True, slots=True)
class Step:
    """A measure in somebody's own words, who answers for it and by when."""

    text: str
    owner: str | None
    due: date | None
    is_done: bool


@dataclass(frozen=True, slots=True)
class Suspension:
    """Access that is, or was, stopped."""

    ref: str
    person: str
    why: str
    since: datetime
    lifted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Taken:
    """How many people were stored new or anew, and the entry that says so.

    ``file_rows`` = ``taken_in`` + ``set_aside`` + ``left_out``

    ``returned``  rows that had been set aside and came back with these files
    """

    dataset: str
    new: int
    updated: int
    file_rows: int
    taken_in: int
    set_aside: int
    left_out: int
    returned: int
    position: int


@dataclass(frozen=True, slots=True)
class TakenOut:
    """``workbook``  an XLSX file, in base64; ``refused`` rows that the gate let nobody read"""

    count: int
    refused: int
    position: int
    workbook: str


@dataclass(frozen=True, slots=True)
class Task:
    """Why these people may do these acts to these fields, until when.

    ``subject``       the one customer it is about; empty where it is about those of the deal
    ``is_confirmed``  false: somebody opened it for himself or herself, and the gate honours it
        only once another person has confirmed it
    ``opened_by``     empty of tasks of an older version
    """

    ref: str
    deal: str
    purpose: str
    actors: tuple[str, ...]
    acts: tuple[str, ...]
    fields: tuple[str, ...]
    subject: str
    opened_at: datetime
    expires_at: datetime
    closed_at: datetime | None
    opened_by: str
    is_confirmed: bool
    confirmed_by: str


@dataclass(frozen=True, slots=True)
class Telling:
    """That the people of a data set were told of a version."""

    ref: str
    version: str
    dataset: str
    way: str
    told_on: date
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Thread:
    """One thread; of a shared task those on it take part, and ``members`` is empty."""

    ref: str
    number: int
    kind: str
    about: str
    deal: str
    topic: str
    members: tuple[str, ...]
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class TopicSection:
    """In which section of its lesson a course teaches a topic."""

    ref: str
    course: str
    topic: str
    section: int
    found_at: datetime


@dataclass(frozen=True, slots=True)
class Trouble:
    """``place``  a file, line or cell, never what stands there"""

    code: str
    place: str
    title: str
    mend: str


@dataclass(frozen=True, slots=True)
class Vendor:
    """One vendor, and what it may get."""

    ref: str
    number: int
    name: str
    service: str
    state: str
    ways: tuple[str, ...]
    purposes: tuple[str, ...]
    fields: tuple[str, ...]
    high_risk: bool


@dataclass(frozen=True, slots=True)
class VendorIncident:
    """Something that went wrong at a vendor."""

    ref: str
    vendor: str
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class VendorQuestionnaire:
    """One that was just sent.  ``link`` is kept nowhere."""

    ref: str
    vendor: str
    due: date
    answered: int
    points: int | None
    next_due: date | None
    link: str


@dataclass(frozen=True, slots=True)
class VendorReportLink:
    """A link by which a vendor reports incidents.  ``link`` is kept nowhere."""

    ref: str
    vendor: str
    link: str


@dataclass(frozen=True, slots=True)
class VendorReview:
    """One questionnaire."""

    ref: str
    vendor: str
    due: date
    answered: int
    points: int | None
    next_due: date | None


@dataclass(frozen=True, slots=True)
class VendorToken:
    """The token of one way."""

    ref: str
    vendor: str
    way: str


@dataclass(frozen=True, slots=True)
class Voice:
    """What one of the staff said of a consultation."""

    ref: str
    book: str
    says: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Vote:
    """What the caller said in a meeting."""

    ref: str
    meeting: str
    answer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WaitingInDeal:
    """The data sets of the deal, each with what waits in it."""

    datasets: tuple[WaitingRows, ...]


@dataclass(frozen=True, slots=True)
class WaitingKind:
    """A row with two problems counts under both; ``field`` is empty where it is the whole row."""

    code: str
    field: str
    count: int


@dataclass(frozen=True, slots=True)
class WaitingRows:
    """How many rows of a data set wait, and why."""

    dataset: str
    rows: int
    kinds: tuple[WaitingKind, ...]


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """``consents`` is how many were taken back now."""

    ref: str
    number: int
    kind: str
    way: str
    deal: str
    state: str
    received_at: datetime
    due: date
    provisional: bool
    assignee: str
    outcome: str | None
    consents: int


@dataclass(frozen=True, slots=True)
class YearTable:
    """``is_known``  published; the days of another year rest on weekends only, and deadlines that
    need one are provisional

    ``position``  of the entry of a table that this house entered; the program ships the others
    """

    year: int
    is_known: bool
    source: str
    position: int | None
    entered_by: str | None
    approved_by: str | None
    rests: tuple[RestDays, ...]
    make_up: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class YearTables:
    """``missing``  a year that should be known by now"""

    years: tuple[YearTable, ...]
    missing: int | None


@dataclass(frozen=True, slots=True)
class WholeApproval(Approval):
    """With what would change: canonical JSON of the parameters as they are and would be.

    ``digest`` is that of action, deal, ``before`` and ``parameters``, a line each.
    """

    before: str
    parameters: str


@dataclass(frozen=True, slots=True)
class WholeCampaign(Campaign):
    counts: Counts


@dataclass(frozen=True, slots=True)
class WholeDeal(Deal):
    """``people``  how many of the deal's people are in which state"""

    overlay_reason: str
    parties: tuple[Party, ...]
    datasets: tuple[DataSet, ...]
    deadlines: tuple[Deadline, ...]
    people: tuple[People, ...]


@dataclass(frozen=True, slots=True)
class WholePolicy(Policy):
    """A version with what it says.

    ``handler``   what is printed of the handler, by fact
    ``passages``  the text in both languages, Markdown, each with the items it says
    """

    handler: Mapping[str, str]
    passages: tuple[Passage, ...]
