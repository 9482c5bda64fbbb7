"""Where a company's files are taken in, and four of its made-up customers."""

from __future__ import annotations

import csv
from datetime import date, timedelta

import pytest

from shoumi.base.collection_notices.tests.handed_in import told_at_collection
from shoumi.base.deals import services as deals
from shoumi.base.deals.queries import parties
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import NewSet
from shoumi.base.gate import decisions, disclosure
from shoumi.base.gate.tasks import Own, Work, open_work
from shoumi.base.intake import import_run
from shoumi.base.intake.plan import plan
from shoumi.base.ledger import reader
from shoumi.base.registry import field_register
from shoumi.base.subjects.models import Record, Subject
from shoumi.base.subjects.services import change_state
from shoumi.core.gate import Act
from shoumi.core.instruments import Recipient
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose
from shoumi.doors.tests.house import further

TODAY = date(2026, 8, 24)
HEADINGS = {
    "name": "姓名",
    "mobile": "手机号",
    "id_number": "身份证号",
    "bank_account": "银行账号",
    "service_type": "服务类型",
    "opened_on": "开户日期",
    "closed_on": "销户日期",
    "birth_on": "出生日期",
    "guardian_name": "监护人姓名",
    "guardian_mobile": "监护人手机",
}
ANNA = {
    "name": "张虚一",
    "mobile": "15400001001",
    "id_number": "990000199001011116",
    "bank_account": "9999990000000014",
    "service_type": "月嫂",
    "opened_on": "2024-01-02",
}
BERT = {"name": "李虚二", "mobile": "15400001002", "service_type": "钟点工"}
CHEN = {"name": "陈虚三", "mobile": "15400001003", "service_type": "月嫂"}
DORA = {"name": "杜虚四", "mobile": "15400001004"}


class Office:
    """Takes a company's files in for a data set of the house's deal."""

    def __init__(self, house, folder):
        self.house, self.folder = house, folder
        target = next(p for p in parties(house.deal) if p.role == PartyRole.TARGET)
        made = deals.add_dataset(
            deal=house.deal,
            dataset=NewSet("customers", "客户", target.ref, target.ref, Recipient.OTHER),
            actor=house.dpo,
            at=house.at,
        )
        told_at_collection(made, actor=house.dpo, at=house.at)
        house.dataset = Ref(made.ref)

    @classmethod
    def of(cls, house, folder):
        """The one of the house, made once in a process; the files lie in ``folder``, made here."""
        folder.mkdir()
        made = further(house, "office of a company", lambda: cls(house, folder))
        made.folder = folder
        return made

    def write(self, *rows, name="one.csv"):
        path = self.folder / name
        used = [code for code in HEADINGS if any(code in row for row in rows)]
        with path.open("w", encoding="utf-8", newline="") as file:
            sheet = csv.writer(file)
            sheet.writerow([HEADINGS[code] for code in used])
            sheet.writerows([[row.get(code, "") for code in used] for row in rows])
        return path

    def held(self, fields=None):
        everything = sorted(field_register())
        house = self.house
        work = Work(
            Purpose.INVENTORY,
            house.deal,
            [house.dpo],
            [Act.REVEAL],
            everything,
            expires_at=house.at + timedelta(hours=1),
            own=Own.ACT,
        )
        self.task = open_work(work, actor=house.dpo, at=house.at)
        return import_run.HeldPeople(
            self.house.deal,
            self.house.dataset,
            self.task,
            self.house.dpo,
            self.house.at,
            frozenset(everything if fields is None else fields),
        )

    def plan(self, *files, **more):
        return plan(files, field_register(), TODAY, allow_synthetic=True, **more)

    def later(self, *files, **more):
        """A plan against who is held."""
        return self.plan(*files, delta=self.held().delta(**more))

    def take_in(self, made, *files, **more):
        wanted = {
            "deal": self.house.deal,
            "dataset": self.house.dataset,
            "bases": {},
            "actor": self.house.dpo,
            "at": self.house.at,
        }
        return import_run.take_in(plan=made, files=files, **(wanted | more))

    def first(self, *rows, **more):
        path = self.write(*rows, name="first.csv")
        return list(self.take_in(self.plan(path), path, **more).new)

    def values(self, ref):
        """All that is held of somebody, as the person's own request would get it."""
        fields = sorted(field_register())
        task = self.house.task(purpose=Purpose.REQUEST, fields=fields, subject=ref)
        asked = self.house.asked(task, ref, fields=fields)
        return disclosure.open(decisions.ask(asked), at=self.house.at)


def rest(office, ref, state):
    change_state(
        deal=office.house.deal,
        subjects=[ref],
        to=state,
        duty="8.1",
        actor=office.house.dpo,
        at=office.house.at,
    )


def world():
    """All that an import could have changed, but keys: those are made first and may be left."""
    return (
        reader.size(),
        sorted(Subject.objects.values_list("ref", "state", "kind", "retention_until")),
        sorted((r.subject, r.compartment, bytes(r.blob)) for r in Record.objects.all()),
    )


def refused(error, act):
    before = world()
    with pytest.raises(error) as caught:
        act()
    assert world() == before
    return caught.value
