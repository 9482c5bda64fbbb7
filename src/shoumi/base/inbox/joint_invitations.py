"""Several people enrolled, asked roles for and invited in one go, each line by itself.

A line is done whole or not at all: the person, the address, the requests for roles and the link.
Each is the act it would be alone, with its own entry in the ledger, and a role waits for another
person as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Lower

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts import services as people
from shoumi.base.accounts.models import Person
from shoumi.base.accounts.rules import Kind
from shoumi.base.inbox import mailboxes, person_lines
from shoumi.base.inbox.errors import AlreadyHere
from shoumi.base.inbox.mailboxes import GIVERS
from shoumi.base.inbox.models import Mailbox
from shoumi.base.inbox.person_lines import Part, PersonLine, Problem
from shoumi.base.ledger import reader, writer
from shoumi.base.messages import names
from shoumi.base.signin import enrolment
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both
from shoumi.core.refs import Ref


@dataclass(frozen=True, slots=True)
class Invited:
    """What became of a line: the person, and the link shown once; or nothing, and why.

    ``refused``  what a service said no to that the line by itself did not show
    """

    line: PersonLine
    person: str = ""
    link: str = field(default="", repr=False)
    refused: DomainError | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """What became of the lines of one go, as ``given``.

    ``is_trial``  they were judged, and nothing is done
    """

    lines: Sequence[Invited]
    given: Mapping[str, Any]
    is_trial: bool = False

    @property
    def invited(self) -> list[Invited]:
        return [one for one in self.lines if one.link or (self.is_trial and one.line.is_good)]

    @property
    def left(self) -> list[Invited]:
        return [one for one in self.lines if one not in self.invited]


def reasons(one: Invited) -> list[tuple[Both, DomainError]]:
    """What is wrong with a line that was not taken: of which part, and what."""
    found = [(names.pair(problem.part), problem.error) for problem in one.line.problems]
    return [*found, (("整行", "the whole line"), one.refused)] if one.refused else found


def judged(
    *, text: str, kind: Kind, deal: Ref | None, actor: Ref, at: datetime
) -> list[PersonLine]:
    """Each line as it would be taken now; nothing is done.

    Raises:
        NotPermitted: the actor invites nobody.
        NoLines, TooManyLines
    """
    accounts.require(actor, at, *GIVERS)
    return against_the_house(person_lines.read(text, kind=kind, deal=deal))


def invite(
    *,
    text: str,
    kind: Kind,
    deal: Ref | None = None,
    actor: Ref,
    at: datetime,
    real_at: datetime,
) -> list[Invited]:
    """Take each good line: enrol, ask for its roles, make the link; answers all lines in order.

    Raises:
        NotPermitted: the actor invites nobody.
        NoLines, TooManyLines
    """
    accounts.require(actor, at, *GIVERS)
    lines = person_lines.read(text, kind=kind, deal=deal)
    return [invite_one(one, kind, deal, actor, at, real_at) for one in lines]


def invite_one(
    line: PersonLine,
    kind: Kind,
    deal: Ref | None,
    actor: Ref,
    at: datetime,
    real_at: datetime,
    also: Callable[[Ref], None] | None = None,
) -> Invited:
    """``also``  what else is done of that person with it, or nothing is; it may refuse."""
    if not line.is_good:
        return Invited(line)
    try:
        with transaction.atomic():
            # Held, so that of the same list sent twice the second finds them here, and a role that
            # the actor lost since the line before is lost.
            writer.hold()
            accounts.require(actor, reader.not_before(at), *GIVERS)
            [line] = against_the_house([line])
            if not line.is_good:
                return Invited(line)
            person = _taken(line, kind, deal, actor, at, real_at)
            link = enrolment.invite(person=person, actor=actor, at=at, real_at=real_at)
            if also is not None:
                also(person)
    except DomainError as error:
        return Invited(line, refused=error)
    return Invited(line, person, link)


def _taken(
    line: PersonLine, kind: Kind, deal: Ref | None, actor: Ref, at: datetime, real_at: datetime
) -> Ref:
    made = mailboxes.enrol(
        name=line.name, kind=kind, address=line.address, actor=actor, at=at, real_at=real_at
    )
    person = Ref(made.ref)
    for role in line.roles:
        people.request_grant(person=person, role=role, deal=deal, actor=actor, at=at)
    return person


def against_the_house(lines: Iterable[PersonLine]) -> list[PersonLine]:
    """Lines about somebody who is here already, by the address, or by the name where there is no
    address to tell two people apart."""
    known = list(lines)
    low = [one.address.lower() for one in known if one.address]
    boxes = Mailbox.objects.filter(person__is_active=True).annotate(low=Lower("address"))
    by_address = dict(boxes.filter(low__in=low).values_list("low", "person")) if low else {}
    bare = [one.name for one in known if not one.address]
    found = Person.objects.filter(name__in=bare, is_active=True) if bare else Person.objects.none()
    by_name = dict(found.values_list("name", "ref"))
    return [one.with_problems(*_here(one, by_address, by_name)) for one in known]


def _here(
    line: PersonLine, by_address: dict[str, str], by_name: dict[str, str]
) -> Iterator[Problem]:
    if line.address and (person := by_address.get(line.address.lower())):
        yield Problem(Part.ADDRESS, AlreadyHere(person=Ref(person)))
    elif not line.address and (person := by_name.get(line.name)):
        yield Problem(Part.NAME, AlreadyHere(person=Ref(person)))
