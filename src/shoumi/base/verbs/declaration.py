"""The declaration of a verb, and one call of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.http import HttpResponse

from shoumi.base.pages import scoping
from shoumi.base.pages.access import Who
from shoumi.base.pages.act_groups import Group
from shoumi.base.pages.acts import OF_DEAL
from shoumi.base.pages.forms import Field
from shoumi.base.pages.request import PageRequest
from shoumi.core.messages import Both
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role


class Brought(bytes):
    """A file that somebody brings: its bytes, and the name it comes with, which is kept nowhere."""

    name: str

    def __new__(cls, content: bytes, name: str) -> Brought:
        made = super().__new__(cls, content)
        made.name = name
        return made


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a verb, whichever door it came through.

    ``on``     what the verb is done to
    ``given``  what was filled in: plain values under the names of the fields; a file is what
               was ``Brought``, or None
    ``whence`` the address from which who acts comes; empty at a terminal
    """

    actor: Ref
    actor_name: str
    at: datetime
    on: Ref
    given: Mapping[str, Any]
    whence: str = ""

    @classmethod
    def of(cls, request: PageRequest, on: Ref, given: Mapping[str, Any]) -> Call:
        """One that came in by a page or as an operation."""
        whence = str(request.META.get("REMOTE_ADDR", ""))
        return cls(request.who(), request.actor_name, request.at, on, given, whence)


@dataclass(frozen=True, slots=True)
class Place:
    """What a verb is done to.

    ``name``   in addresses and on the command line: ``deal``, ``agreement``; empty: of the house
    ``under``  the address it stands under, such as ``deals/<str:deal>``
    ``find``   ``find(request, ref)``: its reference, for somebody who may see it; raises as if it
               were not there for everybody else
    ``typed``  ``typed(text)``: its reference by what is typed at a terminal, such as its number
    """

    name: str
    under: str
    find: Callable[[PageRequest, str], Ref] = lambda request, ref: SYSTEM
    typed: Callable[[str], Ref] = Ref

    def at(self, request: PageRequest, place: Mapping[str, Any]) -> Ref:
        """What the address names of it, for who asks."""
        return self.find(request, place.get(self.name, ""))

    @property
    def in_api(self) -> str:
        """The same address as operations write it."""
        return "/" + self.under.replace("<str:", "{").replace(">", "}")


# The name under which a preview's form says that it was seen.
SEEN = "is_seen"
# What verbs of several apps are done to.
DEAL = Place("deal", OF_DEAL, scoping.seen)


@dataclass(frozen=True, slots=True)
class OnPage:
    """``back``      the route of the page the act goes back to

    ``slug``      the act's own, where its address came before the verb and is none of noun and name
    ``under``     the place the page stands under, where that is not the verb's own: what the verb
                  is done to is then chosen in the form, by a field of ``more``
    ``more``      what only the page asks, before the verb's own fields; ``after``  after them
    ``leaves``    the verb's own fields that the page does not ask
    ``deal``      ``deal(call)``: of a long act, the deal it is done in; raises what the service
                  would answer now
    ``to``        the route of the page of what was made, opened with its reference under ``name``;
                  without a name that of a list
    ``href``      ``href(made)``: the address to go on to, where a route alone does not name it
    ``facts``     lines shown above the form, so that what is decided is seen
    ``prefill``   ``prefill(request, condition, **place)``: what a missing condition says about the
                  place and the form; None where the act would not help now
    ``requires``  raises what the service would answer now, whatever were filled in
    ``roles``     ``roles(**place)``: of the verb's roles those that count at this very place
    ``preview``   ``preview(request, call)``: what would be made, shown before it is; its form sends
                  the same once more, with ``SEEN``
    """

    back: str
    slug: str = ""
    under: Place | None = None
    more: tuple[Field, ...] = ()
    after: tuple[Field, ...] = ()
    leaves: frozenset[str] = frozenset()
    deal: Callable[[Call], Ref] | None = None
    to: tuple[str, str] | None = None
    href: Callable[[Any], str] | None = None
    facts: Callable[..., Iterable[tuple[Both, object]]] | None = None
    prefill: Callable[..., Mapping[str, str] | None] | None = None
    requires: Callable[..., None] | None = None
    roles: Callable[..., Collection[Role]] | None = None
    preview: Callable[[PageRequest, Call], HttpResponse] | None = None
    shows: Callable[[PageRequest, Any], HttpResponse] | None = None


@dataclass(frozen=True, slots=True)
class OnTerminal:
    """``said``    what is printed, with places for what the verb tells; without it its ``done``

    ``name``    of the command, where it is not the verb's
    ``help``    of the command, where the verb's own title does not do
    ``values``  fields that are given without their names, in this order
    ``warns``   ``warns(made)``: sentences printed after it, such as cautions
    ``is_no``   ``is_no(made)``: the answer is no, told as ``said_no``, and the command exits 1
    ``asks_yes``  whether what is final asks for ``--yes``
    ``more``    what only the command takes, as click's own decorators: files to read or to write
    ``do``      ``do(call)`` in place of the verb's, where these files take its place
    """

    said: Both | None = None
    name: str = ""
    help: Both | None = None
    values: tuple[str, ...] = ()
    warns: Callable[[Any], Iterable[str]] | None = None
    is_no: Callable[[Any], bool] | None = None
    said_no: Both = ("", "")
    asks_yes: bool = True
    more: tuple[Callable[..., Any], ...] = ()
    do: Callable[[Call], Any] | None = None


@dataclass(frozen=True, slots=True)
class InApi:
    """``scope``    what a token needs; one that a fresh proof is asked for on a page is strong

    ``summary``  first line of the operation's description, in English
    ``answer``   the schema of what it answers, loaded when the API opens
    ``tells``    what was made, as ``answer`` has it
    ``given``    the schema of its body, where that is not made from the fields; ``body`` what that
                 is called where it does not follow noun and verb
    ``status``   201 where something comes to be
    ``name``     operation id; without it noun and verb
    ``path``     after the place's address, with ``{field}`` for one that is a part of it; without
                 it the verb
    ``is_kept``  whether the answer is kept for another try; not where it has values of people that
                 did not come with the call
    """

    scope: StrEnum
    summary: str
    answer: Callable[[], type[Any]]
    tells: Callable[[Any], Any]
    given: Callable[[], type[Any]] | None = None
    body: str = ""
    status: int = 200
    name: str = ""
    path: str | None = None
    is_kept: bool = True


@dataclass(frozen=True, slots=True)
class Verb:
    """``noun`` and ``name``  ``agreement``, ``draft``: the command, the act ``agreement-draft``

    ``do``         ``do(call)`` calls the service and answers what was made; raises its refusals
    ``tells``      what was made, as the command prints it
    ``title``, ``help``, ``button``, ``done``  words: what it is, what happens, what was done
    ``roles``      any of them opens it; the service has the last word
    ``satisfies``  conditions of milestones that it supplies
    ``long``       the word of the long act (``registry.Operation``) that a page leaves to a worker;
                   a command and an operation do it at once
    ``takes_two``  another person has to approve it first (``base.approvals``)
    ``is_final``   cannot be undone: a page asks to tick a box, a command for ``--yes``
    ``is_fresh``   a page asks for a proof of who one is, minutes old at most
    ``group``      of what kind it is, where a page has many
    ``after_end``  of a deal: left to do where the deal was terminated
    ``page``, ``command``, ``operation``  what a door needs of its own; None: not through that door
    """

    noun: str
    name: str
    on: Place
    do: Callable[[Call], Any]
    title: Both
    done: Both
    page: OnPage | None = None
    command: OnTerminal | None = None
    operation: InApi | None = None
    tells: Callable[[Any], Mapping[str, Any]] = dict
    fields: tuple[Field, ...] = ()
    roles: tuple[Role, ...] = ()
    who: Who = Who.STAFF
    help: Both = ("", "")
    button: Both = ("办理", "Do it")
    satisfies: frozenset[str] = frozenset()
    long: StrEnum | None = None
    takes_two: bool = False
    is_final: bool = False
    is_fresh: bool = False
    group: Group = Group.PAPERS
    after_end: bool = False

    @property
    def slug(self) -> str:
        own = self.page.slug if self.page else ""
        return own or f"{self.noun}-{self.name}"
