"""Open a thread, say something in it, read it, add somebody, remove a message, close it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Max

from shoumi.base.accounts import queries as accounts
from shoumi.base.attestations import recheck
from shoumi.base.attestations.doors import evident
from shoumi.base.deals import queries as deals
from shoumi.base.documents.models import Document
from shoumi.base.ledger import writer
from shoumi.base.ledger.numbers import next_number
from shoumi.base.row_authentication import codes, verification
from shoumi.base.subjects.models import State as Held
from shoumi.base.subjects.models import Subject
from shoumi.chapters.collaboration.events import Tag
from shoumi.chapters.collaboration.models import SharedTask
from shoumi.chapters.collaboration.queries import shared_tasks
from shoumi.chapters.collaboration.queries import threads as queries
from shoumi.chapters.collaboration.queries.threads import NoSuchMessage, NoSuchThread
from shoumi.chapters.collaboration.rules import departments, digests
from shoumi.chapters.collaboration.rules.robots import What
from shoumi.chapters.collaboration.rules.threads import On
from shoumi.chapters.collaboration.services import connectors, scanned, texts
from shoumi.chapters.collaboration.services.scanned import Clean, File
from shoumi.chapters.collaboration.services.shared_tasks import OPENERS, title_of
from shoumi.chapters.collaboration.services.thread_errors import (
    NotAMember,
    NothingToTalkAbout,
    NotYourMessage,
    RemovedAlready,
    ThreadOver,
)
from shoumi.chapters.collaboration.thread_models import (
    Attachment,
    Mention,
    Thread,
    ThreadMessage,
    ThreadRead,
)
from shoumi.core.handbook import DoorAct
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref

_DUTIES = ("11.2",)


@dataclass(frozen=True, slots=True)
class NewThread:
    """``about`` a thing of ``deal``; ``members`` besides who opens it, nobody for a shared task."""

    kind: On
    about: Ref
    deal: Ref
    topic: str
    members: Collection[Ref] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to say."""

    text: str
    mentions: Collection[Ref] = ()
    files: Sequence[File] = ()


@transaction.atomic
def open_thread(*, new: NewThread, actor: Ref, at: datetime) -> Thread:
    """
    Raises:
        NotPermitted
        TitleUnfit, NamesSomebody: the topic may not stand there.
        NothingToTalkAbout, NotAMember
    """
    accounts.require(actor, at, *OPENERS, deal=new.deal)
    deals.deal(new.deal)
    topic = title_of(new.topic, at)
    _must_be_there(new, actor, at)
    members = [] if new.kind is On.TASK else sorted({actor, *new.members})
    for person in members:
        _may_take_part(person, new.deal, at)
    number = next_number(Thread)
    made = Thread(
        ref=Ref.new("thread"),
        number=number,
        kind=new.kind,
        about=new.about,
        deal=new.deal,
        topic=topic,
        members=members,
        opened_by=actor,
        opened_at=at,
    )
    facts: dict[str, Value] = {
        "number": number,
        "kind": new.kind,
        "about": new.about,
        "members": len(members),
        "content": digests.of_topic(topic),
    }
    return _keep(made, Tag.THREAD_OPENED, actor, at, facts)


def _must_be_there(new: NewThread, actor: Ref, at: datetime) -> None:
    is_there = False
    match new.kind:
        case On.DEAL:
            is_there = new.about == new.deal
        case On.PAPER:
            is_there = Document.objects.filter(ref=new.about, deal=new.deal).exists()
        case On.PERSON:
            found = Subject.objects.filter(ref=new.about, deal=new.deal)
            is_there = found.exclude(state=Held.DESTROYED).exists()
        case On.TASK:
            task = SharedTask.objects.filter(ref=new.about, deal=new.deal).first()
            is_there = task is not None and actor in shared_tasks.people(task)
    if not is_there:
        raise NothingToTalkAbout


def _may_take_part(person: Ref, deal: Ref, at: datetime) -> None:
    """
    Raises:
        NotAMember: no staff of the house that reaches the deal.
    """
    reach = {of for _, of in accounts.held(person, at)}
    if accounts.is_outside(person) or not reach & {"", deal}:
        raise NotAMember(name=accounts.person(person).name)


@transaction.atomic
def join(*, thread: Ref, person: Ref, actor: Ref, at: datetime) -> Thread:
    """Somebody else reads it from its beginning on.

    Raises:
        NoSuchThread, NotAuthentic, ThreadOver, NotAMember
    """
    found = _held(thread, actor, at)
    if found.kind == On.TASK:
        raise NotAMember(name=accounts.person(person).name)
    _may_take_part(person, Ref(found.deal), at)
    if person in found.members:
        return found
    found.members = sorted({*found.members, person})
    facts: dict[str, Value] = {"number": found.number, "person": person}
    return _keep(found, Tag.JOINED, actor, at, facts)


@evident
def say(*, thread: Ref, draft: Draft, actor: Ref, at: datetime) -> ThreadMessage:
    """Every word and every file is looked at before anything is kept.

    Raises:
        NoSuchThread, NotAuthentic, ThreadOver
        NotAMember: somebody mentioned does not read it.
        DoorShut: demand 11.2 does not hold.
        TextUnfit, FilesUnfit, PersonalInformation, FileUnread, NotAPaper, FileRefused
    """
    found = queries.seen(thread, actor, at)
    _must_be_open(found, at)
    members = queries.readers(found, at)
    for person in draft.mentions:
        if person not in members:
            raise NotAMember(name=accounts.person(person).name)
    clean = scanned.clean(found, draft.text, draft.files, actor=actor, at=at)
    contents = [one.content for one in clean.files]
    with texts.sealed(clean.text, contents, at) as kept, transaction.atomic():
        found = _held(thread, actor, at)
        recheck.require(DoorAct.MESSAGE, deal=None, at=at)
        _record_referred(found, clean, actor, at)
        made = _message(found, draft, clean, kept, actor, at)
        _attach(made, clean, kept)
        _mention(made)
        _tell(found, made, at)
        mark_read(thread=thread, place=made.place, actor=actor)
        return made


def _message(
    thread: Thread, draft: Draft, clean: Clean, kept: texts.Sealed, actor: Ref, at: datetime
) -> ThreadMessage:
    last = queries.messages(Ref(thread.ref)).aggregate(last=Max("place"))["last"] or 0
    made = ThreadMessage(
        ref=Ref.new("threadmsg"),
        thread=thread.ref,
        place=last + 1,
        author=actor,
        said_at=at,
        text=kept.text,
        commitment=kept.commitment.hex(),
        mentions=sorted(set(draft.mentions) - {actor}),
        customers=list(clean.customers),
        files=len(clean.files),
        scanned_at=at,
    )
    facts: dict[str, Value] = {
        "thread": Ref(thread.ref),
        "place": made.place,
        "mentions": len(made.mentions),
        "customers": len(made.customers),
        "files": made.files,
        "said": kept.commitment,
        "content": Digest.of(b"".join(sha256(one.content).digest() for one in clean.files)),
    }
    event = Event(Tag.SAID, actor, Ref(made.ref), at, facts, _DUTIES, Ref(thread.deal))
    codes.put(made, writer.record(event).position)
    made.save(force_insert=True)
    return made


def _attach(message: ThreadMessage, clean: Clean, kept: texts.Sealed) -> None:
    for place, (one, name) in enumerate(zip(clean.files, kept.files, strict=True), start=1):
        Attachment.objects.create(
            ref=Ref.new("attachment"),
            message=message.ref,
            place=place,
            format=one.format.value,
            size=len(one.content),
            sha256=sha256(one.content).hexdigest(),
            content=name,
        )


def _mention(message: ThreadMessage) -> None:
    told = {"message": message.ref, "thread": message.thread, "place": message.place}
    Mention.objects.bulk_create(
        Mention(person=person, said_at=message.said_at, **told) for person in message.mentions
    )


def _tell(thread: Thread, message: ThreadMessage, at: datetime) -> None:
    """The groups of the departments of those who are meant to read it: a link, no word of it."""
    roles = {role for ref in message.mentions for role in accounts.all_roles(Ref(ref), at)}
    page = f"/threads/{thread.ref}"
    connectors.tell(departments.of(roles), What.MESSAGE, thread.number, page, at=at)


def _record_referred(thread: Thread, clean: Clean, actor: Ref, at: datetime) -> None:
    for label, count in sorted(clean.labels.items()):
        facts: dict[str, Value] = {"kind": label, "count": count}
        about, deal = Ref(thread.ref), Ref(thread.deal)
        writer.record(Event(Tag.REFERRED, actor, about, at, facts, _DUTIES, deal))


def mark_read(*, thread: Ref, place: int, actor: Ref) -> None:
    """Somebody has read it up to there."""
    Mention.objects.filter(thread=thread, person=actor, place__lte=place).delete()
    if place <= queries.read_up_to(thread, actor):
        return
    ThreadRead.objects.update_or_create(thread=thread, person=actor, defaults={"place": place})


@transaction.atomic
def remove(*, message: Ref, actor: Ref, at: datetime) -> ThreadMessage:
    """Its text and its files are destroyed; that there was one stays.

    Raises:
        NoSuchMessage, NotAuthentic, RemovedAlready
        NotYourMessage: neither its author nor protection officer or security.
    """
    found = ThreadMessage.objects.select_for_update().filter(ref=message).first()
    if found is None:
        raise NoSuchMessage(message=message)
    is_remover = bool(accounts.roles(actor, at) & queries.REMOVERS)
    if not is_remover:
        queries.message_seen(message, actor, at)
        if found.author != actor:
            raise NotYourMessage
    verification.require([found])
    if found.removed_at is not None:
        raise RemovedAlready
    thread = Thread.objects.get(ref=found.thread)
    found.removed_at, found.removed_by = at, actor
    facts: dict[str, Value] = {"thread": Ref(thread.ref), "place": found.place}
    event = Event(Tag.REMOVED, actor, message, at, facts, _DUTIES, Ref(thread.deal))
    codes.put(found, writer.record(event).position)
    found.save()
    Mention.objects.filter(message=message).delete()
    names = queries.contents_of(found)
    transaction.on_commit(lambda: texts.forget(names))
    return found


@transaction.atomic
def close(*, thread: Ref, actor: Ref, at: datetime) -> Thread:
    """Nothing more is said in it; who took part goes on reading it.

    Raises:
        NoSuchThread, NotAuthentic, ThreadOver
    """
    found = _held(thread, actor, at)
    found.closed_at, found.closed_by = at, actor
    return _keep(found, Tag.THREAD_CLOSED, actor, at, {"number": found.number})


def _held(thread: Ref, actor: Ref, at: datetime) -> Thread:
    """
    Raises:
        NoSuchThread, NotAuthentic, ThreadOver
    """
    found = Thread.objects.select_for_update().filter(ref=thread).first()
    if found is None or not queries.may_read(found, actor, at):
        raise NoSuchThread(thread=thread)
    verification.require([found])
    _must_be_open(found, at)
    return found


def _must_be_open(found: Thread, at: datetime) -> None:
    if queries.is_over(found, at):
        raise ThreadOver


def _keep(found: Thread, tag: Tag, actor: Ref, at: datetime, facts: dict[str, Value]) -> Thread:
    event = Event(tag, actor, Ref(found.ref), at, facts, _DUTIES, Ref(found.deal))
    codes.put(found, writer.record(event).position)
    found.save()
    return found
