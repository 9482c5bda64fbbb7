"""Which acts here do what each door is asked for: held against ``DoorAct`` and ``doors.toml``.

A value that is text instead of names says why nothing here does it.
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.sabotage import table

DONE_BY: Mapping[str, tuple[str, ...] | str] = {
    "read": (
        *("reveal", "list", "people_list", "answers_list", "letters_list"),
        *("check", "checked_picture"),
    ),
    # What a file or a person's record becomes, and what a room is going to show.
    "write": ("import", "paper"),
    "send": (
        *("campaign_send", "campaign_remind", "letters_file"),
        *("letters_dispatch", "letters_go_on", "letters_carry", "letters_resend"),
        *("letters_remind", "letters_print", "letters_printed_file", "letters_posted"),
    ),
    "export": (
        *("people_file", "people_waiting_file"),
        *("take_out", "take_out_file"),
    ),
    "enter": (
        *("enter_l1", "enter_l2", "view_l3"),
        *("look_l1", "look_l2", "look_l3", "look_picture", "answer"),
    ),
    "enter_l2": ("enter_l2", "view_l3", "look_l2", "look_l3", "look_picture", "answer"),
    "enter_l3": ("view_l3", "look_l3"),
    "open_room": ("room_l1", "room_l2", "room_l3"),
    "open_room_l2": ("room_l2", "room_l3"),
    "open_room_l3": ("room_l3",),
    "import": ("import",),
    "campaign": ("campaign_open", "letters_dispatch"),
    "seal": ("seal",),
    "release": ("release", "package_file"),
    "grant": ("grant",),
    "publish_policy": ("publish_policy",),
    "sanction": ("sanction",),
    "close_request": ("close_request",),
    "message": ("say",),
    "open_shared_task": ("shared_task",),
    "stage:mandate": ("mandate",),
    "stage:listed": ("listed", "waive_listed"),
    "stage:dd_l1": ("dd_l1",),
    "stage:dd_l2": ("dd_l2", "waive_dd_l2"),
    "stage:dd_l3": ("dd_l3",),
    "stage:signed": ("signed",),
    "stage:data_handover": ("data_handover",),
    "stage:settled": ("settled",),
    "stage:closed": ("closed",),
    # Any other milestone, in a deal of its own.
    "stage:*": ("other_deal",),
}
# Acts that no door may stop, and why; done to see that none does.
PASSES_NO_DOOR: Mapping[str, str] = {
    **dict.fromkeys(
        (
            *("duties_list_file", "evidence_list_file", "statements_list_file"),
            *(
                "register_list_file",
                "deadlines_list_file",
                "rooms_list_file",
                "campaigns_list_file",
            ),
        ),
        "what the house shows of itself, above all where a promise is broken; no customer is in it",
    ),
    "terminate": "it contains: rooms shut, copies are called in, what is held is destroyed",
    "replace_buyer": "it contains: rooms shut, the former buyer's copies are called in",
}
# Lists that may leave as a file (``registry.list_exports``), and which act here asks for each.
LISTS: Mapping[str, str] = {
    "customers": "people_file",
    "duties": "duties_list_file",
    "evidence": "evidence_list_file",
    "statements": "statements_list_file",
    "register": "register_list_file",
    "deadlines": "deadlines_list_file",
    "rooms": "rooms_list_file",
    "campaigns": "campaigns_list_file",
}
# What nothing passes that the product has.
WITHOUT_ACTS: Mapping[str, str] = {
    **dict.fromkeys(sorted(table.WITHOUT_ACTS), "the chapter whose act it shuts is not built"),
    "case_library": "the handbook's effect is that 14.2 is FAIL; nothing is done with the library",
}
# Done by a buyer or a seller, whom the agreement binds and no rule about the house's staff
# (``attestations.doors.OF_STAFF``); an answer holds nothing about anybody, or it is refused.
OF_SIDES = frozenset({*DONE_BY["enter"]})


def of(act: str) -> frozenset[str]:
    """What an act here is to the doors."""
    return frozenset(name for name, acts in DONE_BY.items() if act in acts)
