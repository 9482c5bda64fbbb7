"""Of each kind of reference: one that is there and where it leads, or why it is not found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from shoumi.base import clock
from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.rules import Change
from shoumi.base.attestations.models import Attestation, Grace
from shoumi.base.collection_notices.models import CollectionNotice
from shoumi.base.collection_notices.rules import NoNotice
from shoumi.base.deals.models import DataSet, Filing, Party
from shoumi.base.emergency.models import Emergency
from shoumi.base.handover.models import Package
from shoumi.base.intake.models import Import
from shoumi.base.rooms.models import Inquiry, Paper, Room
from shoumi.base.rotation.models import AlgorithmReview
from shoumi.base.subjects.models import Subject
from shoumi.base.webhooks.models import Endpoint
from shoumi.chapters.learning import models as learning
from shoumi.core.gate import Act
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import House
from shoumi.doors.tests.room_steps import ROWS
from shoumi.doors.tests.rows_of_kinds import IN_EMERGENCIES, row_of, table


def of_house(of: type, kind: str, **given: object) -> Callable[[House], Any]:
    return lambda _: row_of(of, kind, **given)


def of_deal(of: type, kind: str, **given: object) -> Callable[[House], Any]:
    return lambda house: row_of(of, kind, deal=house.deal, **given)


def a_party(house: House) -> Party:
    return Party.objects.filter(deal=house.deal).first()


def a_filing(house: House) -> Filing:
    return row_of(Filing, "filing", deal=house.deal, document=Ref.new("doc"), position=3)


def in_a_room(of: type, kind: str, **more: object) -> Callable[[House], Any]:
    def made(house: House) -> Any:
        room = Room.objects.get(ref=house.room(ROWS))
        return row_of(of, kind, deal=house.deal, room=room.pk, **more)

    return made


def at_a_target(of: type, kind: str) -> Callable[[House], Any]:
    return lambda _: row_of(of, kind, target=row_of(table("Target"), "target").ref)


def a_notice(house: House) -> Any:
    return row_of(table("Notice"), "note", deal=house.deal)


def a_data_set(house: House) -> DataSet:
    party = a_party(house)
    return row_of(DataSet, "set", deal=house.deal, handler=party, recipient=party)


def a_notice_at_collection(house: House) -> CollectionNotice:
    dataset = a_data_set(house).ref
    unjudged = dict.fromkeys(("shown", "purposes", "categories", "handing_on"), "")
    given = {"deal": house.deal, "dataset": dataset, "reason": NoNotice.NEVER}
    return row_of(CollectionNotice, "cnotice", **given, **unjudged)


def a_customer(house: House) -> Subject:
    house.keep_many(1)
    return Subject.objects.latest("id")


def an_answer(house: House) -> Any:
    # The customer first: a campaign written by hand shuts the door of whatever is stored.
    who = a_customer(house).ref
    campaign = row_of(table("Campaign"), "camp", deal=house.deal, notice=a_notice(house).pk)
    return row_of(table("Consent"), "cons", deal=house.deal, subject=who, campaign=campaign.pk)


def an_approval(house: House) -> Any:
    change = Change(Action.READING, {"reads": 3})
    return approvals.ask(change=change, actor=house.dpo, at=clock.now())


def an_incident(house: House) -> Any:
    vendor = table("Vendor").objects.get().ref
    return row_of(table("Incident"), "incident", vendor=vendor)


def a_thread(house: House) -> Any:
    return row_of(table("Thread"), "thread", deal=house.deal, members=[house.dpo])


def a_message(house: House) -> Any:
    return row_of(table("ThreadMessage"), "threadmsg", thread=a_thread(house).ref)


MADE_UP = {"holder": "vendor-1", "secret": "canarytext-1", "drawn": "0" * 64}
EARLIER, LATER = datetime(2026, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)

IN_SPAN = {"since": EARLIER, "until": LATER, "person": "person-1"}
IN_TIME = {"opened_at": EARLIER, "expires_at": LATER, "accountable": "person-1"}
# kind -> what makes one, and where it leads
FOUND: dict[str, tuple[Callable[[House], Any], str]] = {
    "deal": (lambda house: house.deal, "/deals/{ref}"),
    "party": (a_party, "/deals/{deal}"),
    "cnotice": (a_notice_at_collection, "/datasets/{dataset}"),
    "set": (a_data_set, "/deals/{deal}"),
    "filing": (a_filing, "/evidence/3"),
    "doc": (lambda house: a_filing(house).document, "/evidence/3"),
    "person": (lambda house: house[people.CONSULTANT], "/people/{ref}"),
    "task": (
        lambda house: house.task(purpose=Purpose.INVENTORY, acts=(Act.LIST,), actors=[house.dpo]),
        "/tasks/{ref}",
    ),
    "sub": (a_customer, "/customers/{ref}"),
    "imp": (of_deal(Import, "imp"), "/deals/{deal}"),
    "room": (lambda house: house.room(ROWS), "/rooms/{ref}"),
    "paper": (in_a_room(Paper, "paper", place=2), "/rooms/{room}/papers/1.2"),
    "inquiry": (in_a_room(Inquiry, "inquiry"), "/rooms/{room}/questions"),
    "pack": (of_deal(Package, "pack", sealed_by="person-1"), "/handover/{ref}"),
    "att": (lambda _: Attestation.objects.first(), "/attestations/{ref}"),
    "grace": (of_house(Grace, "grace", approved_by="person-1", until=LATER), "/graces/{ref}"),
    "appr": (an_approval, "/approvals/{ref}"),
    "emergency": (
        lambda house: row_of(
            Emergency,
            "emergency",
            deal=house.deal,
            number=1,
            person=house.dpo,
            outcome="",
            note="",
            ends_at=LATER,
        ),
        "/emergencies/{ref}",
    ),
    "review": (of_house(AlgorithmReview, "review", approved_by="person-1"), "/keys/reviews/{ref}"),
    "endpoint": (of_house(Endpoint, "endpoint"), "/webhooks/{ref}"),
    "nda": (lambda house: house.agree(), "/agreements/{ref}"),
    "pipia": (lambda house: house.assess(), "/assessments/{ref}"),
    "dest": (of_deal(table("Order"), "dest", number=7), "/destruction/{ref}"),
    "pol": (lambda _: table("PolicyVersion").objects.get(), "/policies/{ref}"),
    "gmember": (
        of_house(table("GroupMember"), "gmember", person="person-1"),
        "/working-group/members/{ref}",
    ),
    "gmeeting": (
        of_house(table("GroupMeeting"), "gmeeting", number=7, version="v"),
        "/working-group/meetings/{ref}",
    ),
    "gvote": (of_house(table("GroupVote"), "gvote", meeting="m"), "/working-group/meetings/m"),
    "remark": (
        of_house(table("DraftComment"), "remark", version="v"),
        "/working-group/remarks/{ref}",
    ),
    "telling": (
        of_house(table("PolicyTelling"), "telling", noted_by="p-1"),
        "/policy-tellings/{ref}",
    ),
    "accepted": (of_house(table("PolicyAcceptance"), "accepted", version="v"), "/policies/v"),
    "fieldreview": (of_house(table("FieldReview"), "fieldreview"), "/field-reviews"),
    "newfield": (
        of_house(table("FieldProposal"), "newfield", code="qq", dataset="d"),
        "/field-proposals/{ref}",
    ),
    "access": (of_house(table("AccessReview"), "access", number=7), "/access-reviews/{ref}"),
    "accessrole": (
        of_house(table("ReviewedRole"), "accessrole", review="r", person="person-1"),
        "/access-reviews/roles/{ref}",
    ),
    "note": (a_notice, "/notices/{ref}"),
    "camp": (
        lambda house: row_of(table("Campaign"), "camp", deal=house.deal, notice=a_notice(house).pk),
        "/campaigns/{ref}/letters",
    ),
    "cons": (an_answer, "/customers/{subject}"),
    "target": (of_house(table("Target"), "target"), "/backup/{ref}"),
    "copy": (at_a_target(table("Run"), "copy"), "/backup/{target}"),
    "check": (at_a_target(table("Verification"), "check"), "/backup/{target}"),
    "drill": (at_a_target(table("Drill"), "drill"), "/backup/{target}"),
    "vendor": (lambda _: table("Vendor").objects.get(), "/vendors/{ref}"),
    "impact": (lambda _: table("Impact").objects.get(), "/vendors/{vendor}"),
    "vendorreview": (
        lambda _: table("Review").objects.get(),
        "/vendors/{vendor}/questionnaires/{ref}",
    ),
    "dpa": (lambda _: table("ProcessingAgreement").objects.get(), "/processing/{ref}"),
    "ownform": (of_house(table("OwnForm"), "ownform"), "/vendor-forms/{ref}"),
    "request": (of_house(table("Request"), "request", number=7), "/requests/{ref}"),
    "mail": (of_house(table("Mail"), "mail"), "/mails/{ref}"),
    "chat": (of_house(table("Chat"), "chat", number=7), "/chats/{ref}"),
    "incident": (an_incident, "/vendors/{vendor}"),
    "course": (of_house(table("Course"), "course", drafted_by="person-1"), "/courses/{ref}"),
    "exam": (of_house(table("Exam"), "exam", person="person-1"), "/exams/{ref}"),
    "class": (
        of_house(learning.Session, "class", begins_at=EARLIER, ends_at=LATER),
        "/classes/{ref}",
    ),
    "question": (of_house(table("Question"), "question", added_by="person-1"), "/questions/{ref}"),
    "item": (of_house(table("AwarenessItem"), "item", drafted_by="person-1"), "/awareness/{ref}"),
    "case": (of_house(table("Case"), "case"), "/cases/{ref}"),
    "ruleset": (of_house(table("RuleSet"), "ruleset", number=7), "/firewall/{ref}"),
    "hostreading": (of_house(table("HostReading"), "hostreading", ruleset="r"), "/firewall/r"),
    "watch": (of_house(table("Watch"), "watch"), "/detection"),
    "alert": (of_house(table("SecurityCase"), "alert", number=7), "/detection/{ref}"),
    "sensor": (of_house(table("Sensor"), "sensor"), "/sensors/{ref}"),
    "sensed": (of_house(table("SensedAddress"), "sensed"), "/detection"),
    "block": (of_house(table("AddressBlock"), "block", number=7, until=LATER), "/blocks/{ref}"),
    "canary": (of_house(table("Canary"), "canary", **MADE_UP), "/canaries/{ref}"),
    "lure": (
        of_house(table("CustomerCanary"), "lure", number=7, asked_by="person-1"),
        "/customer-canaries/{ref}",
    ),
    "audit": (of_house(table("Audit"), "audit"), "/audit"),
    "finding": (of_house(table("AuditFinding"), "finding", number=7), "/audit/{ref}"),
    "rulebook": (of_house(table("RuleBook"), "rulebook"), "/rule-books/{ref}"),
    "acceptance": (of_house(table("Acceptance"), "acceptance", book="book"), "/rule-books/book"),
    "voice": (of_house(table("ConsultationVoice"), "voice", book="book"), "/rule-books/book"),
    "staffcheck": (of_house(table("StaffCheck"), "staffcheck"), "/staff-checks/{ref}"),
    "sample": (of_house(table("Sample"), "sample", person="person-1"), "/samples/{ref}"),
    "staffcase": (of_house(table("StaffCase"), "staffcase", person="p-1"), "/staff-cases/{ref}"),
    "reward": (of_house(table("Reward"), "reward", person="person-1"), "/rewards/{ref}"),
    "leaver": (
        of_house(table("LeavingNotice"), "leaver", person="p-1", noted_by="p-2"),
        "/leavers/{ref}",
    ),
    "sharedtask": (
        of_deal(table("SharedTask"), "sharedtask", **IN_TIME),
        "/shared-tasks/{ref}",
    ),
    "chapterduty": (
        of_house(table("ChapterDuty"), "chapterduty", number=7, accountable="person-1"),
        "/responsibilities/{ref}",
    ),
    "connector": (
        of_house(table("Connector"), "connector", number=7, department="CON"),
        "/connectors/{ref}",
    ),
    "absence": (of_house(table("Absence"), "absence", **IN_SPAN), "/absences/{ref}"),
    "interest": (of_deal(table("Interest"), "interest", why="FAMILY"), "/interests/{ref}"),
    "thread": (a_thread, "/threads/{ref}"),
    "threadmsg": (a_message, "/threads/{thread}"),
    "suspension": (of_house(table("Suspension"), "suspension"), "/suspensions/{ref}"),
    **IN_EMERGENCIES,
}
OF_HOUSE = frozenset(
    {"person", "pol", "grace", "target", "copy", "check", "drill", "att"}
    | {"vendor", "impact", "vendorreview", "dpa", "incident", "request", "mail", "chat"}
    | {
        "gmember",
        "gmeeting",
        "gvote",
        "remark",
        "access",
        "accessrole",
        "fieldreview",
        "newfield",
        "leaver",
        "telling",
        "ownform",
        "voice",
    }
    | {"accepted", "course", "exam", "class", "question", "item", "case"}
    | {"rulebook", "acceptance", "staffcheck", "sample", "staffcase", "reward", "suspension"}
    | {"chapterduty", "absence", "interest", "connector"}
    | IN_EMERGENCIES.keys()
)
