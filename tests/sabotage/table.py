"""What the handbook says, copied by hand: never from the cards, nor from the tables of the core.

From ``Which demand closes which gate``, and for the doors it lacks from the column of effects.
"""

from __future__ import annotations

from collections.abc import Mapping

CLOSES: Mapping[str, str] = {
    # "any read or write"
    "records": "1.1 1.2 1.3 1.4 1.5 3.1 3.2 3.3 3.4 6.1 6.2 6.3 11.1",
    # "PI roles of a staff member"
    "staff_roles": "4.1 4.2 14.1 14.3 19.1 19.2 19.3",
    "vendor_token": "5.1 5.2 5.3",
    "mandate": "15.2",
    "listed": "7.2 7.3",
    # "data room, any level"
    "room": "2.1 2.2 2.3",
    "room_l2": "12.1 12.2 12.3 7.3",
    "room_l3": "16.2",
    "signed": "7.1 7.3",
    "data_handover": "7.1 7.3 9.1 9.2 13.1 13.2 13.3 20.1 20.2 20.3",
    "settled": "10.2",
    "closed": "8.1 8.2 8.3",
    # "public claim, mark, mailing"
    "publication": "15.1 15.2 15.3 16.3 17.1 17.2 17.3 S1 S2 S3 S4 P",
    # "suspended (any time)"
    "suspension": "7.3 9.2 5.3 18.2",
    # From the effects: "sanction only from a rule-book in force", "incident cannot be closed", ...
    "sanction": "4.3",
    "incident_close": "9.3",
    "policy_publication": "10.1",
    "ticket_close": "10.3",
    "message": "11.2",
    "task_opening": "11.3",
    "case_library": "14.2",
    "assessment": "16.1",
    "supervision_signature": "18.1",
    "supervision_report": "18.3",
}

# Which doors an act passes, as the handbook's left column reads: reading and writing of any kind;
# a suspended deal moves no more.  A buyer is no staff, so its own entering needs no staff role.
_READ_OR_WRITE = ("records", "staff_roles", "suspension")
PASSES: Mapping[str, tuple[str, ...]] = {
    "grant": ("staff_roles",),
    "reveal": _READ_OR_WRITE,
    "list": _READ_OR_WRITE,
    "import": _READ_OR_WRITE,
    # Who is a customer, and of what kind, is told by a list of references too; as a file it leaves.
    "people_list": _READ_OR_WRITE,
    "answers_list": _READ_OR_WRITE,
    "letters_list": _READ_OR_WRITE,
    "people_file": (*_READ_OR_WRITE, "data_handover"),
    "people_waiting_file": (*_READ_OR_WRITE, "data_handover"),
    "take_out": (*_READ_OR_WRITE, "data_handover"),
    "take_out_file": (*_READ_OR_WRITE, "data_handover"),
    "publish_policy": ("policy_publication",),
    "sanction": ("sanction",),
    "close_request": ("ticket_close",),
    "say": ("message",),
    "shared_task": ("task_opening",),
    "campaign_open": _READ_OR_WRITE,
    "campaign_send": (*_READ_OR_WRITE, "vendor_token"),
    "campaign_remind": (*_READ_OR_WRITE, "vendor_token"),
    # Letters that the house sends itself, each step of them: what has left at one is held at the
    # next.
    "letters_dispatch": (*_READ_OR_WRITE, "vendor_token"),
    "letters_go_on": (*_READ_OR_WRITE, "vendor_token"),
    "letters_carry": (*_READ_OR_WRITE, "vendor_token"),
    "letters_resend": (*_READ_OR_WRITE, "vendor_token"),
    "letters_remind": (*_READ_OR_WRITE, "vendor_token"),
    "letters_print": (*_READ_OR_WRITE, "vendor_token"),
    "letters_printed_file": (*_READ_OR_WRITE, "vendor_token"),
    "letters_posted": (*_READ_OR_WRITE, "vendor_token"),
    "seal": (*_READ_OR_WRITE, "data_handover"),
    "release": (*_READ_OR_WRITE, "data_handover"),
    # What was written for whoever delivers, what was released: to fetch it is to let it out.
    "letters_file": (*_READ_OR_WRITE, "vendor_token"),
    "package_file": (*_READ_OR_WRITE, "data_handover"),
    "enter_l1": ("records", "room", "suspension"),
    "enter_l2": ("records", "room", "room_l2", "suspension"),
    "view_l3": ("records", "room", "room_l2", "room_l3", "suspension"),
    # Looking at a room is for who may enter it; an answer is published to who may read it.
    "look_l1": ("records", "room", "suspension"),
    "look_l2": ("records", "room", "room_l2", "suspension"),
    "look_l3": ("records", "room", "room_l2", "room_l3", "suspension"),
    "look_picture": ("records", "room", "room_l2", "suspension"),
    "answer": ("records", "room", "room_l2", "suspension"),
    # Of a room that is prepared, by the house: what it is going to show is about customers.
    "check": _READ_OR_WRITE,
    "checked_picture": _READ_OR_WRITE,
    "paper": _READ_OR_WRITE,
    "room_l1": ("room", "suspension"),
    "room_l2": ("room", "room_l2", "suspension"),
    "room_l3": ("room", "room_l2", "room_l3", "suspension"),
    "dd_l1": ("room", "suspension"),
    "dd_l2": ("room", "room_l2", "suspension"),
    "dd_l3": ("room", "room_l2", "room_l3", "suspension"),
    # Going on without a stage passes what the stage passes.
    "waive_listed": ("listed", "suspension"),
    "waive_dd_l2": ("room", "room_l2", "suspension"),
    "mandate": ("mandate", "suspension"),
    "listed": ("listed", "suspension"),
    "signed": ("signed", "suspension"),
    "data_handover": ("data_handover", "suspension"),
    "settled": ("settled", "suspension"),
    "closed": ("closed", "suspension"),
    # The first milestone of another deal.
    "other_deal": ("suspension",),
    # No customer is in these lists of the house; to end something is to contain it.
    **dict.fromkeys(("duties_list_file", "evidence_list_file"), ()),
    **dict.fromkeys(("statements_list_file", "register_list_file"), ()),
    **dict.fromkeys(("deadlines_list_file", "rooms_list_file", "campaigns_list_file"), ()),
    **dict.fromkeys(("terminate", "replace_buyer"), ()),
}
# What these demands say is about one agreement, campaign, assessment or order: other deals go on.
OF_ONE_DEAL = frozenset(["2.1", "2.2", "2.3", "6.1", "6.2", "6.3", "7.3", "8.1", "8.2", "8.3"])
# What is about one person, and what takes in everybody and so may stop at one: where one person's
# record is bad, all else that is done goes on.
OF_ONE_PERSON = frozenset(["reveal"])
OF_EVERYBODY = frozenset(["campaign_send", "seal", "release", "letters_file", "package_file"])
# The column of effects: "`restrict`/`object` freezes the record while pending".
ON_ONE_PERSON: Mapping[str, frozenset[str]] = {"10.2": frozenset({"reveal"})}
# What a milestone asks for beside its doors (the column of conditions of the stages): the handover
# of data wants its keys replaced in time.
STAGE_ASKS: Mapping[str, frozenset[str]] = {"data_handover": frozenset({"3.4"})}
# Nothing in the product passes these yet.
WITHOUT_ACTS = frozenset(CLOSES) - {door for doors in PASSES.values() for door in doors}


def doors_of(demand: str) -> frozenset[str]:
    """The doors that a lapse of the demand shuts."""
    return frozenset(door for door, demands in CLOSES.items() if demand in demands.split())


def shuts(demand: str, act: str) -> bool:
    """By a door, or because the milestone asks for it too."""
    return shuts_by_door(demand, act) or demand in STAGE_ASKS.get(act, ())


def shuts_by_door(demand: str, act: str) -> bool:
    if act == "other_deal" and demand in OF_ONE_DEAL:
        return False
    return not doors_of(demand).isdisjoint(PASSES[act])
