"""Does what was drawn, by the services that record it in a real house, with the home's clock moved;
and looks through the ledger each minute, as the worker does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

from tests.honest_day import assumptions as of
from tests.honest_day.day import Deed, Did

from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.rules import Kind
from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.errors import NeedsApproval
from shoumi.base.attestations import services as attestations
from shoumi.base.attestations.models import Statement
from shoumi.base.attestations.services import NewStatement
from shoumi.base.documents import examined
from shoumi.base.exports import operations as exports
from shoumi.base.exports.events import Format
from shoumi.base.gate import disclosure, reading_limits, searches
from shoumi.base.gate.tasks import question
from shoumi.base.jobs.worker import run_worker
from shoumi.base.rooms import page_views
from shoumi.base.rooms.models import Paper
from shoumi.base.signin import enrolment, factors, services
from shoumi.base.signin.errors import NotLetIn, Throttled
from shoumi.base.signin.tests.people import App
from shoumi.chapters.defence import jobs
from shoumi.chapters.defence.models import SecurityCase
from shoumi.chapters.defence.rules.detection import Verdict
from shoumi.chapters.defence.services import detection
from shoumi.core.calendar import day_in_china
from shoumi.core.gate import Act, GateClosed
from shoumi.core.gate.policy import Code
from shoumi.core.handbook import demand
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose, Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import House, values
from shoumi.doors.tests.room_steps import ROWS
from shoumi.doors.tests.viewer_papers import opened

MINUTE = timedelta(minutes=1)
CUSTOMERS = 60
_FIELDS = ("name", "mobile")
_PASSWORD = "四只灰鹤 cross a frozen lake {}"
_ADDRESS = "192.0.2.{}"


@dataclass(slots=True)
class Member:
    """One of the staff.  ``ended``  a task that is over"""

    ref: Ref
    login: str
    app: App
    task: Ref
    ended: Ref


@dataclass(slots=True)
class Played:
    """``did``  how often what was done; ``amiss`` what of it ended otherwise than it had to"""

    did: Counter[Did] = field(default_factory=Counter)
    amiss: Counter[str] = field(default_factory=Counter)
    looks: int = 0
    cases: Sequence[SecurityCase] = ()


class Day:
    def __init__(self, house: House, move: Callable[[datetime], None]) -> None:
        self.house, self.move = house, move
        move(house.at)
        self.customers = cycle(enumerate(house.keep_many(CUSTOMERS)))
        house.sign_assessed()
        room = opened(house, ROWS, "家政服务框架合同", hours=72)
        self.staff = [self._joined(number) for number in range(of.STAFF)]
        self._state_training()
        house.go(hours=2)
        self.paper = Paper.objects.get(room=room)
        detection.begin(actor=house[people.SECURITY], at=house.at)

    def _joined(self, number: int) -> Member:
        house = self.house
        role = Role.CS if number < of.ON_TELEPHONE else Role.CON
        enrolled = accounts.enrol(
            name=f"虚构员工{number}", kind=Kind.STAFF, actor=house.dpo, at=house.at
        )
        person = Ref(enrolled.ref)
        people.give({**house.cast.people, "own": person}, "own", role, None, house.at)
        by = {"at": house.at, "real_at": house.at}
        token = enrolment.enter(
            link=enrolment.invite(person=person, actor=house[people.HEAD], **by), **by
        )
        login = f"member{number}"
        factors.choose_password(token=token, login=login, password=_PASSWORD.format(number), **by)
        app = App(factors.begin_codes(token=token, **by))
        factors.confirm_codes(token=token, code=app.code(house.at), **by)
        enrolment.finish(token=token, **by)
        acts = (Act.REVEAL, Act.LIST)
        given: dict[str, Any] = {"actors": [person], "fields": _FIELDS, "acts": acts}
        purpose = Purpose.SERVICE if role is Role.CS else Purpose.INVENTORY
        task = house.task(purpose=purpose, **given)
        ended = house.task(purpose=purpose, days=1 / 24, **given)
        return Member(person, login, app, task, ended)

    def _state_training(self) -> None:
        """The house has no course; who answers for it states that these are trained as well."""
        house = self.house
        known = [house[name] for name in (people.HEAD, people.DPO, *people.STAFF)]
        for about in map(demand, people.ATTESTED):
            if about.names_persons:
                said = NewStatement(
                    statement=Statement.IN_PLACE,
                    evidence=examined.of_text(
                        f"Made-up evidence for {about.id}".encode(),
                        place="paper.txt",
                        today=day_in_china(house.at),
                    ),
                    kind=about.evidence[0],
                    persons=[*known, *(one.ref for one in self.staff)],
                )
                by = house.cast.playing(about.accountable)
                attestations.attest(duty=about.id, said=said, actor=by, at=house.at)

    def played(self, deeds: Sequence[Deed], since: datetime, until: datetime) -> Played:
        told, waiting, at = Played(), list(reversed(deeds)), since
        self.move(since)
        jobs.look_now()  # as each minute before: a watch that stood still shuts rooms
        while at < until:
            at += MINUTE
            while waiting and waiting[-1].at < at:
                deed = waiting.pop()
                self.move(deed.at)
                told.did[deed.did] += 1
                if why := self._done(deed):
                    told.amiss[f"{deed.did}: {why}"] += 1
            self.move(at)
            for case in jobs.look_now():
                self._found_false(Ref(case.ref), at)
            told.looks += 1
        told.cases = list(SecurityCase.objects.order_by("number"))
        return told

    def _found_false(self, case: Ref, at: datetime) -> None:
        """Security takes it at once, so that no room shuts, and finds that it was honest work."""
        by = {"case": case, "actor": self.house[people.SECURITY], "at": at}
        detection.take(**by)
        detection.close(verdict=Verdict.FALSE_ALARM, reasons="本人在办工作，已核实。", **by)

    def _done(self, deed: Deed) -> str:
        """What went otherwise than it does in an honest day."""
        member = self.staff[deed.who]
        match deed.did:
            case Did.SIGNED_IN:
                return self._signs_in(deed, member, is_right=True)
            case Did.MISTYPED:
                return self._signs_in(deed, member, is_right=False)
            case Did.REVEALED:
                return self._opens(deed, member)
            case Did.REFUSED:
                return "" if self._reveals(deed, member, member.ended) else "was let in"
            case Did.SEARCHED:
                return self._searches(deed, member)
            case Did.PAGE:
                return self._reads(deed)
            case Did.EXPORTED:
                return self._exports(deed)

    def _signs_in(self, deed: Deed, member: Member, *, is_right: bool) -> str:
        password = _PASSWORD.format(deed.who)
        try:
            services.sign_in(
                login=member.login,
                password=password if is_right else f"{password}x",
                code=member.app.code(deed.at),
                address=_ADDRESS.format(deed.who + 1),
                at=deed.at,
                real_at=deed.at,
            )
        except NotLetIn:
            return "was refused" if is_right else ""
        except Throttled:
            return ""  # who is told to wait waits
        return "" if is_right else "was let in"

    def _opens(self, deed: Deed, member: Member) -> str:
        """Whom the limit of single reads stops asks a second person, and goes on (1.5)."""
        why = self._reveals(deed, member, member.task)
        if why != Code.TOO_MANY_READS:
            return why
        given = {"reads": reading_limits.limits().most_more, "actor": member.ref, "at": deed.at}
        try:
            reading_limits.allow_more(**given)
        except NeedsApproval as wanted:
            by = {"actor": member.ref, "at": deed.at}
            made = approvals.ask(change=wanted.change, **by)
            head = self.house[people.HEAD]
            approvals.approve(approval=Ref(made.ref), actor=head, at=deed.at)
            reading_limits.allow_more(**given)
        return self._reveals(deed, member, member.task)

    def _reveals(self, deed: Deed, member: Member, task: Ref) -> str:
        _, subject = next(self.customers)
        asked = question(
            actor=member.ref, act=Act.REVEAL, task=task, subject=subject, fields=_FIELDS, at=deed.at
        )
        try:
            disclosure.open_asked(asked)
        except GateClosed as closed:
            return _why(closed)
        return ""

    def _searches(self, deed: Deed, member: Member) -> str:
        """As the page does: who might be the one is opened to see."""
        number, _ = next(self.customers)
        asked = question(
            actor=member.ref, act=Act.LIST, task=member.task, at=deed.at, fields={"mobile"}
        )
        try:
            may = searches.enter(asked, "mobile", values(number)["mobile"])
            if may.let:
                list(disclosure.open_many(asked, may.let)[0])
        except GateClosed as closed:
            return _why(closed)
        return "" if may.let else "found nobody"

    def _reads(self, deed: Deed) -> str:
        try:
            page_views.look(paper=self.paper, page=1, actor=self.house.buyer, at=deed.at)
        except GateClosed as closed:
            return _why(closed)
        return ""

    def _exports(self, deed: Deed) -> str:
        office = (people.DPO, people.LEGAL, people.HEAD)
        actor = self.house[office[deed.who % len(office)]]
        exports.ask(
            slug="duties", of=Format.CSV, deal=None, given={}, lang="zh", actor=actor, at=deed.at
        )
        return "" if run_worker(now=lambda: deed.at, once=True) else "was not made"


def _why(closed: GateClosed) -> str:
    return ", ".join(reason.code for reason in closed.decision.reasons)
