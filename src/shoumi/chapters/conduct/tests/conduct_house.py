"""A house with head, protection officer, two of the supervisory body, HR and a consultant, whose
reads of customers are written to the ledger as the gate writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from shoumi.base.accounts.tests.cast import AT as FOUNDED
from shoumi.base.accounts.tests.cast import House
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.events import Tag as Approved
from shoumi.base.emergency.events import Tag as Emergency
from shoumi.base.exports.events import Format, Listed
from shoumi.base.exports.events import Tag as Exported
from shoumi.base.gate.events import Tag as Gate
from shoumi.base.ledger import writer
from shoumi.base.tests.memories import forget
from shoumi.base.vault import services as vault
from shoumi.chapters.conduct.models import RuleBook, Sample, StaffCase, StaffCheck
from shoumi.chapters.conduct.queries import checks as demands
from shoumi.chapters.conduct.rules import months
from shoumi.chapters.conduct.rules.sanctions import Sanction
from shoumi.chapters.conduct.rules.words import Consulted, Finding, Ground, Voice
from shoumi.chapters.conduct.services import books, cases, checks, consultations, scores
from shoumi.chapters.conduct.services.books import Written
from shoumi.chapters.conduct.services.cases import Decided
from shoumi.core.gate import Act
from shoumi.core.ledger.leaf import Digest, Event
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose, Role

AT = datetime(2026, 8, 26, 2, tzinfo=UTC)
WRITTEN = Written(
    text="客户资料只为任务打开。",
    rules="7 | 没有任务不打开客户资料 | WRITTEN\n8 | 不把名单带出公司 | DISMISSAL",
    consulted=Consulted.ALL_STAFF,
    held=date(2026, 8, 20),
    people=12,
    opinions="有人提出第七条太严，改为先提醒。",
)
DIGEST = Digest.of(b"made up")


class Desk:
    def __init__(self):
        vault.setup(at=FOUNDED, indexed=[])
        self.house = House()
        self.at = AT
        self.head, self.officer = self.house.head, self.house.dpo
        self.sup = self.house.staff(Role.SUP, name="监样板")
        self.hr = self.house.staff(Role.HR, name="人示例")
        self.legal = self.house.staff(Role.LEG, name="周模拟")
        self.chen = self.house.staff(Role.CON, name="陈示例")

    def hire(self, role: Role, name: str) -> Ref:
        person = self.house.enrol(name, at=self.at)
        self.house.give(person, role, at=self.at)
        return person

    def go(self, **by):
        self.at += timedelta(**by)
        return self.at

    # -- accesses --------------------------------------------------------------------------

    def entry(self, tag, facts, person=None, **more) -> int:
        self.at += timedelta(seconds=1)
        about = Ref.new("sub")
        event = Event(tag, person or self.chen, about, self.at, facts, ("1.5",))
        return writer.record(event, **more).position

    def read(self, person=None, act=Act.REVEAL, task=None) -> int:
        facts = {"act": act, "purpose": Purpose.SERVICE, "policy": DIGEST, "fields": DIGEST}
        facts["task"] = task or Ref("task-0000000000000001")
        return self.entry(Gate.REVEALED, facts, person)

    def export(self, person=None) -> int:
        facts = {"list": Listed.CUSTOMERS, "format": Format.CSV, "count": 3, "content": DIGEST}
        return self.entry(Exported.MADE, facts, person)

    def emergency(self, person=None) -> tuple[int, Ref]:
        task = Ref.new("task")
        facts = {"subject": Ref.new("sub"), "task": task, "fields": DIGEST, "reason": DIGEST}
        facts |= {"number": 1, "until": self.at}
        return self.entry(Emergency.OPENED, facts, person), task

    def opened(self, tag, person=None) -> int:
        """A kept file, or the record of a request; neither is a record of a customer."""
        return self.entry(tag, {}, person)

    def minor(self, person=None) -> int:
        facts = {"action": Action.MINOR, "change": DIGEST, "approver": self.officer}
        return self.entry(Approved.USED, facts, person)

    # -- checks ----------------------------------------------------------------------------

    def committed(self) -> StaffCheck:
        """Of the month that runs."""
        checks.commit(actor=self.sup, at=self.at)
        return StaffCheck.objects.get(month=months.month_of(self.at))

    def draw(self, check: StaffCheck, **other) -> StaffCheck:
        self.at = max(self.at, months.ends(check.month))
        given = {"check": Ref(check.ref), "actor": self.sup, "at": self.at}
        return checks.draw(**{**given, **other})

    def drawn(self, reads=10) -> StaffCheck:
        """A month with reads, an export, an emergency, a minor and a read of the officer's."""
        check = self.committed()
        for _ in range(reads):
            self.read()
        self.export()
        _, task = self.emergency()
        self.read(task=task)
        self.minor()
        self.read(self.officer)
        return self.draw(check)

    def judge(self, sample: Sample, **other) -> Sample:
        given = {
            "sample": Ref(sample.ref),
            "finding": Finding.FITS,
            "ground": Ground.OWN_TASK,
            "actor": Ref(sample.checker),
            "at": self.at,
        }
        return checks.judge(**{**given, **other})

    def closed(self, check: StaffCheck | None = None, actor=None) -> StaffCheck:
        check = check or self.drawn()
        for one in Sample.objects.filter(check_of=check.ref, judged_at=None):
            self.judge(one)
        made = checks.close(check=Ref(check.ref), actor=actor or self.sup, at=self.at)
        scores.look(self.at)
        return made

    # -- rules and cases -------------------------------------------------------------------

    def draft(self, **other) -> Ref:
        made = books.draft(written=WRITTEN, actor=self.hr, at=self.at, **other)
        return Ref(made.ref)

    def published(self, *, is_asked=True) -> RuleBook:
        """``is_asked``  the staff say that it was talked over with them"""
        book = self.draft()
        for person in (self.officer, self.sup, self.chen) if is_asked else ():
            consultations.say(book=book, says=Voice.AGREES, actor=person, at=self.at)
        for person in (self.head, self.legal):
            books.approve(book=book, actor=person, at=self.at)
        return books.publish(book=book, actor=self.head, at=self.at)

    def told(self, **other) -> StaffCase:
        """The consultant, for a read after the rules were published."""
        given = {
            "person": self.chen,
            "account": "没有任务打开了客户资料。",
            "happened_at": self.at,
            "actor": self.sup,
        }
        given |= {"evidence": [self.read()]} if "evidence" not in other else {}
        return cases.open_case(**{**given, **other}, at=self.at)

    def replied(self, **other) -> Ref:
        case = Ref(self.told(**other).ref)
        cases.reply(case=case, text="客户打来电话。", actor=self.chen, at=self.at)
        return case

    def decide(self, case: Ref, actor=None, **other) -> StaffCase:
        given = {"rule": "7", "sanction": Sanction.WARNING, "reasons": "核实无任务。"}
        decided = Decided(**{**given, **other})
        return cases.decide(case=case, decided=decided, actor=actor or self.head, at=self.at)

    def state(self, demand):
        forget()
        found = demands.CHECKS[demand](self.at)
        return (found.state.value, found.reason)
