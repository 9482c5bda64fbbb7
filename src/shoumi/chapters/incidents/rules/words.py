"""Closed words of the chapter.  Stored values: changing one needs a migration."""

from __future__ import annotations

from enum import StrEnum


class Scope(StrEnum):
    """What an access token may be for."""

    READ = "incidents:read"
    WRITE = "incidents:write"
    DECIDE = "incidents:decide"


class Section(StrEnum):
    """What a plan has to say, in its order."""

    PURPOSE = "PURPOSE"
    ORGANISATION = "ORGANISATION"
    GRADING = "GRADING"
    DETECTION = "DETECTION"
    REPORTING = "REPORTING"
    RESPONSE = "RESPONSE"
    INFORMATION = "INFORMATION"
    COMMUNICATION = "COMMUNICATION"
    NOTICES = "NOTICES"
    VENDORS = "VENDORS"
    MINORS = "MINORS"
    ACCOUNTABILITY = "ACCOUNTABILITY"
    DRILLS = "DRILLS"


class Post(StrEnum):
    """Who does what when something happens; each is held by one person and a deputy."""

    COMMAND = "COMMAND"
    TECHNICAL = "TECHNICAL"
    EVIDENCE = "EVIDENCE"
    REPORTING = "REPORTING"
    NOTICES = "NOTICES"


class PlanState(StrEnum):
    DRAFT = "DRAFT"
    IN_FORCE = "IN_FORCE"
    REPLACED = "REPLACED"


class Cause(StrEnum):
    """Why a plan is changed."""

    YEARLY = "YEARLY"
    INCIDENT = "INCIDENT"
    DRILL = "DRILL"
    LAW = "LAW"
    SYSTEM = "SYSTEM"


class ChangeState(StrEnum):
    OPEN = "OPEN"
    ADOPTED = "ADOPTED"
    DECLINED = "DECLINED"


class Kind(StrEnum):
    """What happened."""

    MISDELIVERY = "MISDELIVERY"
    INTRUSION = "INTRUSION"
    INSIDER = "INSIDER"
    LOST_DEVICE = "LOST_DEVICE"
    VENDOR = "VENDOR"
    RANSOM = "RANSOM"
    OTHER = "OTHER"


class Source(StrEnum):
    """Through whom the house learned of it."""

    STAFF = "STAFF"
    CUSTOMER = "CUSTOMER"
    VENDOR = "VENDOR"
    MONITORING = "MONITORING"
    AUTHORITY = "AUTHORITY"


class BreachState(StrEnum):
    OPEN = "OPEN"
    CONTAINED = "CONTAINED"
    CLOSING = "CLOSING"
    CLOSED = "CLOSED"


class Channel(StrEnum):
    """By what something reaches people in a drill."""

    PAGE = "PAGE"
    MAIL = "MAIL"
    PHONE = "PHONE"
    SENSOR = "SENSOR"


class StatusState(StrEnum):
    """How a public note stands."""

    WRITTEN = "WRITTEN"
    AGREED = "AGREED"
    PUBLIC = "PUBLIC"
    REPLACED = "REPLACED"
    TAKEN_DOWN = "TAKEN_DOWN"


class StepKind(StrEnum):
    """What was done about an incident, or is kept of it."""

    NOTE = "NOTE"
    EVIDENCE = "EVIDENCE"
    LOCKED_OUT = "LOCKED_OUT"
    ROOMS_SHUT = "ROOMS_SHUT"
    DEAL_STOPPED = "DEAL_STOPPED"
    TASKS_CLOSED = "TASKS_CLOSED"
    MEASURE = "MEASURE"
    TASK = "TASK"  # of the playbook
    ANSWER = "ANSWER"  # to what came in a drill


class Addressee(StrEnum):
    """Who is told of an incident (PIPL 57)."""

    AUTHORITY = "AUTHORITY"
    POLICE = "POLICE"
    PERSONS = "PERSONS"


class Way(StrEnum):
    """How somebody was told."""

    HOTLINE = "HOTLINE"
    ONLINE = "ONLINE"
    PHONE = "PHONE"
    TEXT_MESSAGE = "TEXT_MESSAGE"
    MAIL = "MAIL"
    LETTER = "LETTER"
    ANNOUNCEMENT = "ANNOUNCEMENT"


class Root(StrEnum):
    """Why it could happen."""

    HUMAN_ERROR = "HUMAN_ERROR"
    PROCESS = "PROCESS"
    TECHNICAL = "TECHNICAL"
    MALICE = "MALICE"
    THIRD_PARTY = "THIRD_PARTY"


class Finding(StrEnum):
    """For what somebody answers (Civil Code 1191: recourse for intent or gross negligence)."""

    NOT_RESPONSIBLE = "NOT_RESPONSIBLE"
    NEGLIGENT = "NEGLIGENT"
    GROSSLY_NEGLIGENT = "GROSSLY_NEGLIGENT"
    INTENT = "INTENT"


class Milestone(StrEnum):
    """What is done about an incident by a certain time; in a drill, what it is scored by."""

    CONTAINED = "CONTAINED"
    AUTHORITY_TOLD = "AUTHORITY_TOLD"
    PERSONS_TOLD = "PERSONS_TOLD"
    CAUSE_FOUND = "CAUSE_FOUND"
    RESPONSIBILITY = "RESPONSIBILITY"
    SUMMARY = "SUMMARY"
