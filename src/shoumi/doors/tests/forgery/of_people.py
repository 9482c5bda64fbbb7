"""Forgeries of what people were told and said."""

from __future__ import annotations

from shoumi.doors.tests.forgery import acts
from shoumi.doors.tests.forgery.notices import (
    answered_to,
    approve_narrower,
    approve_wider,
    put_behind,
    says_wider,
    swap_numbers,
)
from shoumi.doors.tests.forgery.of_hidden import kept_longer, reveals_anew
from shoumi.doors.tests.forgery.sql import (
    Forgery,
    back,
    both,
    copy,
    delete,
    nothing,
    on,
    sql,
)
from shoumi.doors.tests.forgery.world import (
    leaves,
    one,
    settled,
)

_said = "consent_consent"
PEOPLE = [
    Forgery(
        "a no is a yes",
        nothing,
        lambda world: sql(
            "UPDATE consent_consent SET state = 'GIVEN' WHERE subject = %s", one(5)(world)
        ),
        leaves(5),
    ),
    Forgery(
        "a withdrawal never was",
        acts.withdraw(0),
        lambda world: sql(
            "UPDATE consent_consent SET state = 'GIVEN', withdrawn_at = NULL WHERE subject = %s",
            one(0)(world),
        ),
        leaves(0),
    ),
    back(
        "a yes before its withdrawal is put back",
        acts.withdraw(0),
        leaves(0),
        on(_said, one(0), "subject = %s"),
    ),
    Forgery(
        "who was silent has said yes",
        nothing,
        lambda world: copy(
            _said, f"subject = '{one(0)(world)}'", ref="cons-mine", subject=one(6)(world)
        ),
        leaves(6),
    ),
    Forgery(
        "a yes is somebody else's",
        nothing,
        lambda world: sql(
            "UPDATE consent_consent SET subject = %s WHERE subject = %s",
            one(6)(world),
            one(0)(world),
        ),
        leaves(6),
    ),
    Forgery(
        "a campaign asks for nothing",
        nothing,
        both(
            lambda world: sql("UPDATE consent_campaign SET instrument = 'ART22_NOTICE'"),
            lambda world: sql("UPDATE consent_notice SET instrument = 'ART22_NOTICE'"),
        ),
        settled(6),
    ),
    Forgery(
        "an answer is to a wider notice",
        approve_wider,
        answered_to,
        says_wider(0),
    ),
    Forgery(
        "notices and the answers to them are exchanged",
        approve_wider,
        both(swap_numbers, put_behind, answered_to),
        says_wider(0),
    ),
    Forgery(
        "a campaign on old terms has a notice they are nothing to",
        both(approve_narrower, kept_longer),
        put_behind,
        reveals_anew,
    ),
]

# Of people who were told of a change: the last was not reached, the first objected.
TOLD = [
    Forgery(
        "people were told by a wider notice",
        approve_wider,
        put_behind,
        says_wider(1),
    ),
    Forgery(
        "people were told by a wider notice under the old number",
        approve_wider,
        both(swap_numbers, put_behind),
        says_wider(1),
    ),
    Forgery(
        "a letter that came back arrived",
        nothing,
        lambda world: sql(
            "UPDATE consent_invitation SET delivery = 'REACHED' WHERE subject = %s", one(7)(world)
        ),
        settled(7),
    ),
    back(
        "a letter before it came back is put back",
        acts.came_back,
        settled(6),
        on("consent_invitation", one(6), "subject = %s"),
    ),
    Forgery(
        "an objection is deleted",
        nothing,
        delete("consent_objection", "subject = %s", one(0)),
        settled(0),
    ),
    Forgery(
        "an objection is to something else",
        nothing,
        lambda world: sql(
            "UPDATE consent_objection SET outcome = 'MARKETING_OFF' WHERE subject = %s",
            one(0)(world),
        ),
        settled(0),
    ),
    Forgery(
        "an objection is somebody else's",
        nothing,
        lambda world: sql(
            "UPDATE consent_objection SET subject = %s WHERE subject = %s",
            one(7)(world),
            one(0)(world),
        ),
        settled(0),
    ),
]
