"""A house whose campaign's letters leave by a real relay on this machine."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import timedelta
from unittest import mock

from shoumi.base import clock
from shoumi.base.correspondence import accounts, carriage, mailbox, queries
from shoumi.base.correspondence.models import Batch, Letter, Trial
from shoumi.base.correspondence.rules import Way
from shoumi.base.correspondence.tests.imap_server import Mails, bounced, holding
from shoumi.base.gate.tasks import open_task
from shoumi.base.outbox.tests.relays import relay
from shoumi.base.transport import server_address
from shoumi.chapters.consent import jobs, rules
from shoumi.chapters.consent.documents import letter_text
from shoumi.chapters.consent.models import Campaign, Invitation
from shoumi.chapters.consent.services import dispatch, letter_files, letter_writer
from shoumi.chapters.consent.services.letter_writer import Plan
from shoumi.core.gate import Act
from shoumi.core.letters import choice
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handover_house import Handing, prepared
from shoumi.doors.tests.house import House, person

SITE = "rules.example"
FROM = "notice@house.example"
PASSWORD = "right"


class Post:
    """The campaign is ready, the task is open, the site has a name; ``count`` people with mail,
    ``numbered`` more who have none.

    ``texted``  who has a number alone: these, and the eight of ``Handing``
    ``places``  where each of them is written to: mail address, else number, a child's guardian's
    """

    def __init__(
        self, house: House, count: int = 0, ways=(Way.MAIL,), *, numbered: int = 0
    ) -> None:
        self.house = house
        self.handing = Handing(house)
        more = [person(100 + n, email=f"p{n}@people.example") for n in range(count)]
        self.mailed = house.keep(*more) if more else []
        others = [person(200_000 + n) for n in range(numbered)]
        self.texted = [*self.handing.people, *(house.keep(*others) if others else [])]
        kept = [*self.handing.kept, *others]
        self.places = {ref: one.values["email"] for ref, one in zip(self.mailed, more, strict=True)}
        for ref, one in zip(self.texted, kept, strict=True):
            self.places[ref] = one.values.get("guardian_mobile", one.values["mobile"])
        self.campaign = prepared(house, self.handing.recipient)
        self.ways = list(ways)
        house.at = clock.now()
        self.task = self.opened(ways)
        server_address.write_down("127.0.0.1", [SITE])

    def opened(self, ways=tuple(Way)) -> Ref:
        return task_of(self.house, ways)

    @property
    def plan(self) -> Plan:
        return Plan(self.campaign, self.task, self.ways)

    def begin(self, **more):
        return letter_writer.begin(
            plan=self.plan, text=letter_text.of, actor=self.house.dpo, at=clock.now(), **more
        )

    def carry(self, **more) -> None:
        for batch in Batch.objects.filter(about=self.campaign):
            carriage.carry(Ref(batch.ref), jobs.WRITER, **more)

    def found(self) -> Campaign:
        return Campaign.objects.get(ref=self.campaign)

    def states(self) -> dict[str, int]:
        told: dict[str, int] = {}
        for state in Letter.objects.filter(about=self.campaign).values_list("state", flat=True):
            told[state] = told.get(state, 0) + 1
        return told

    def letter(self, ref) -> Letter:
        return Letter.objects.filter(to=ref).order_by("-turn").first()

    def delivery(self, ref) -> str:
        return Invitation.objects.get(campaign__ref=self.campaign, subject=ref).delivery


def task_of(house: House, ways=tuple(Way), fields=None) -> Ref:
    return open_task(
        purpose=Purpose.NOTICE,
        deal=house.deal,
        actors=[house.dpo, house[people.SERVICE]],
        acts=[Act.SEND],
        fields=fields or choice.fields(ways),
        expires_at=clock.now() + timedelta(days=3),
        actor=house[people.HEAD],
        at=clock.now(),
    )


def printed_and_posted(house: House, campaign) -> None:
    """What waits to be printed is, and is with the post."""
    who = house.dpo
    jobs.print_letters(Ref(campaign), who, lambda content, *, people: None)
    letter_writer.posted(campaign=Ref(campaign), writer=jobs.WRITER, actor=who, at=clock.now())


def handed_over_in_a_file(house: House, campaign: Ref) -> int:
    """The letters of everybody are written for a company that delivers, which has them."""
    server_address.write_down("127.0.0.1", [SITE])
    task = task_of(house, fields=dispatch.CONTACT_FIELDS)
    told = {"campaign": campaign, "actor": house.dpo, "at": clock.now()}
    codes = letter_files.begin(task=task, text=letter_text.of, **told)
    return letter_files.handed(people=list(codes), **told)


@contextmanager
def relaying(inbox, **settings):
    """A relay takes what leaves, and counts as tried."""
    with relay(inbox, **settings) as port:
        url = f"smtp://127.0.0.1:{port}?from={FROM}"
        with mock.patch.dict(os.environ, {"SHOUMI_SMTP_URL": url}):
            tried(Way.MAIL)
            yield port


def tried(way: Way) -> None:
    """As if a test message had left by what is set up now."""
    of = accounts.set_up(way)
    told = {"of": of, "at": clock.now(), "failure": "", "position": 0}
    Trial.objects.update_or_create(way=way, defaults=told)


REACHED, UNREACHED = rules.Delivery.REACHED, rules.Delivery.UNREACHED


def reports_are_read(sent, lost, folder):
    """The mail server reports how each letter of ``sent`` ended, those in ``lost`` as not arrived,
    and the house reads its mailbox."""
    mails, password = Mails(), folder / "password"
    for letter in sent:
        arrived = {} if letter in lost else {"action": "delivered", "status": "2.0.0"}
        mails.put(bounced(letter, **arrived))
    password.write_text(PASSWORD)
    password.chmod(0o600)
    with holding(mails) as port:
        box = mailbox.parse(f"imap://notice@127.0.0.1:{port}/INBOX", str(password))
        while mailbox.collect(box, at=clock.now()):
            pass
    for batch in queries.unnoted():
        carriage.note(batch, jobs.WRITER)
