"""What this app writes to the ledger.

house.founded     about the head; facts: dpo
person.enrolled   about the person; facts: kind
person.retired    about the person; facts: grants ended
grant.requested   about the request; facts: person, role, until
grant.made        about the grant; facts: person, role, request, requester, until, double_duty
grant.ended       about the grant; facts: person, role
"""

from enum import StrEnum


class Tag(StrEnum):
    FOUNDED = "house.founded"
    ENROLLED = "person.enrolled"
    RETIRED = "person.retired"
    REQUESTED = "grant.requested"
    MADE = "grant.made"
    ENDED = "grant.ended"
