"""What this app writes to the ledger.

house.founded     about the head; facts: dpo
person.enrolled   about the person; facts: kind
person.retired    about the person; facts: grants ended
grant.requested   about the request; facts: person, role, until
grant.made        about the grant; facts: person, role, request, requester, until, double_duty
grant.refused     about the request; facts: why
grant.ended       about the grant; facts: person, role
"""

from enum import StrEnum


class Tag(StrEnum):
    FOUNDED = "house.founded"
    ENROLLED = "person.enrolled"
    RETIRED = "person.retired"
    REQUESTED = "grant.requested"
    MADE = "grant.made"
    REFUSED = "grant.refused"
    ENDED = "grant.ended"


class Why(StrEnum):
    """Refusals that are evidence: who approves is not two persons with whoever asked."""

    TWO_PEOPLE_NEEDED = "accounts.two_people_needed"
    ASK_SPENT = "accounts.ask_spent"
    NOT_PERMITTED = "accounts.not_permitted"
