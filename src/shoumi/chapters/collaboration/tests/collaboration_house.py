"""A whole house whose departments work together on its deal."""

from __future__ import annotations

from datetime import datetime, timedelta

from shoumi.base.accounts import services as accounts
from shoumi.base.gate import decisions, tasks
from shoumi.base.pages.tests.page_requests import asked
from shoumi.base.tests.memories import forget
from shoumi.chapters.collaboration.models import SharedTask
from shoumi.chapters.collaboration.queries.checks import CHECKS
from shoumi.chapters.collaboration.services import duties, shared_tasks
from shoumi.chapters.collaboration.services.shared_tasks import NewTask, View
from shoumi.core.gate import Act
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose, Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import FIELDS, House


class Desk:
    def __init__(self) -> None:
        self.house = House()
        self.customers = self.house.keep_many(3)
        self.head, self.officer = self.house[people.HEAD], self.house.dpo
        self.consultant, self.service = self.house[people.CONSULTANT], self.house[people.SERVICE]
        self.legal, self.security = self.house.legal, self.house[people.SECURITY]
        self.buyer, self.supervisor = self.house.buyer, self.house[people.SUPERVISOR]
        self.deal = self.house.deal

    @property
    def at(self) -> datetime:
        return self.house.at

    def go(self, **by: float) -> datetime:
        return self.house.go(**by)

    def new(self, **other) -> NewTask:
        """Of consulting and customer service; the consultant answers for it."""
        given = {
            "title": "核对客户名册",
            "purpose": Purpose.INVENTORY,
            "deal": self.deal,
            "departments": [Role.CON, Role.CS],
            "accountable": self.consultant,
            "workers": [self.service],
            "expires_at": self.at + timedelta(days=5),
        }
        return NewTask(**{**given, **other})

    def opened(self, actor=None, **other) -> SharedTask:
        new = self.new(**other)
        return shared_tasks.open_task(new=new, actor=actor or self.consultant, at=self.at)

    def granted(self, acts=(Act.LIST, Act.REVEAL), fields=FIELDS, **other) -> SharedTask:
        """Its people may see its customers."""
        made = self.opened(**other)
        view = View(acts, fields)
        return shared_tasks.grant(task=Ref(made.ref), view=view, actor=self.head, at=self.at)

    def why_not(self, shared: SharedTask, person=None) -> list[str]:
        """What the gate has against a look at a customer by what was opened for ``shared``."""
        forget()
        wanted = {"subject": self.customers[0], "fields": FIELDS}
        question = tasks.question(
            actor=person or self.consultant,
            act=Act.REVEAL,
            task=Ref(shared.grant),
            at=self.at,
            **wanted,
        )
        return [reason.code.value for reason in decisions.ask(question).reasons]

    def leaves(self, person: Ref) -> None:
        accounts.retire(person=person, actor=self.head, at=self.at)

    def begun(self) -> None:
        duties.begin(actor=self.head, at=self.at)

    def state(self, demand: str) -> tuple[str, str]:
        forget()
        found = CHECKS[demand](self.at)
        return (found.state.value, found.reason)

    def request(self, person: Ref, *roles: Role, **more):
        """As the door makes it for somebody with a role in the house."""
        request = asked(roles=frozenset(roles), **more)
        request.actor, request.at = person, self.at
        request.actor_name, request.reach = "某人", frozenset({""})
        return request
