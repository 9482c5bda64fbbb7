"""The closed vocabularies of the field, as the law and the trade name them.

Values are stored and stand in the ledger: changing one needs a migration.
"""

from __future__ import annotations

from enum import StrEnum


class LegalBasis(StrEnum):
    """PIPL Art. 13(1)-(7); ``HR`` is the second half of 13(2)."""

    CONSENT = "CONSENT"
    CONTRACT = "CONTRACT"
    HR = "HR"
    LEGAL_DUTY = "LEGAL_DUTY"
    EMERGENCY = "EMERGENCY"
    NEWS = "NEWS"
    PUBLIC_DATA = "PUBLIC_DATA"
    OTHER_LAW = "OTHER_LAW"


class ConsentState(StrEnum):
    DRAFT = "DRAFT"
    GIVEN = "GIVEN"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"
    SUPERSEDED = "SUPERSEDED"


class Instrument(StrEnum):
    """What the law asks for before a data set moves to a recipient."""

    NONE = "NONE"
    CHANGE_NOTICE = "CHANGE_NOTICE"
    ART21_DPA = "ART21_DPA"
    ART22_NOTICE = "ART22_NOTICE"
    ART22_RECONSENT = "ART22_RECONSENT"
    ART23_SEPARATE_CONSENT = "ART23_SEPARATE_CONSENT"
    ART29 = "ART29"
    ART31 = "ART31"
    ART39 = "ART39"


class DisclosureLevel(StrEnum):
    """How far a data room is open.  Not the data grade."""

    L0 = "L0"
    L1 = "L1"
    L2 = "L2"
    L3 = "L3"
    L4 = "L4"


class DataGrade(StrEnum):
    """How delicate a field is: L1 public to L4 sensitive.  Not the disclosure level."""

    L1 = "L1"
    L2 = "L2"
    L3 = "L3"
    L4 = "L4"


class HandlerTier(StrEnum):
    """By persons handled: SMALL under 100,000 (Order 25), then 1 million, then 10 million."""

    SMALL = "SMALL"
    ORDINARY = "ORDINARY"
    GE_1M = "GE_1M"
    GE_10M = "GE_10M"


class ControlState(StrEnum):
    """What is known of one demand right now."""

    PASS = "PASS"  # noqa: S105 - a verdict, not a secret
    PARTIAL = "PARTIAL"  # what is built holds; something of the rule is missing
    FAIL = "FAIL"
    STALE = "STALE"
    ATTESTED = "ATTESTED"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    NOT_BUILT = "NOT_BUILT"


class DealType(StrEnum):
    EQUITY = "equity"
    MERGER = "merger"
    DIVISION = "division"
    DISSOLUTION = "dissolution"
    BANKRUPTCY = "bankruptcy"
    ASSET = "asset"
    SHELL = "shell"


class DealStage(StrEnum):
    """The eighteen milestones (due diligence has three levels) and the two overlays."""

    INTAKE = "intake"
    MANDATE = "mandate"
    INVENTORY = "inventory"
    PIPIA = "pipia"
    LISTED = "listed"
    MATCHED = "matched"
    NDA = "nda"
    DD_L1 = "dd_l1"
    DD_L2 = "dd_l2"
    DD_L3 = "dd_l3"
    TERM_SHEET = "term_sheet"
    INTERNAL_APPROVAL = "internal_approval"
    SIGNED = "signed"
    TAX = "tax"
    NOTICE_CAMPAIGN = "notice_campaign"
    REGISTERED = "registered"
    POST_REGISTRATION = "post_registration"
    DATA_HANDOVER = "data_handover"
    SETTLED = "settled"
    CLOSED = "closed"
    TERMINATED = "terminated"
    SUSPENDED = "suspended"


class RiskGrade(StrEnum):
    """Grades of the impact assessment matrix (GB/T 39335)."""

    LOW = "低"
    MEDIUM = "中"
    HIGH = "高"
    SEVERE = "严重"


class Clock(StrEnum):
    HOUR = "hour"
    NATURAL = "natural"
    WORKDAY = "workday"


class Role(StrEnum):
    HEAD = "HEAD"
    DPO = "DPO"
    PWG = "PWG"
    SUP = "SUP"
    LEG = "LEG"
    SEC = "SEC"
    OPS = "OPS"
    HR = "HR"
    CON = "CON"
    CS = "CS"
    MKT = "MKT"
    FIN = "FIN"
    PRO = "PRO"
    TR = "TR"
    TE = "TE"
    VEN = "VEN"
    AUD = "AUD"
    SUBJ = "SUBJ"


class Purpose(StrEnum):
    """Why personal information is read or sent.  It comes from the task, never from the caller."""

    SERVICE = "service"
    KYC = "kyc"
    INVENTORY = "inventory"
    DUE_DILIGENCE = "due_diligence"
    NOTICE = "notice"
    HANDOVER = "handover"
    REQUEST = "request"
    DESTRUCTION = "destruction"
    TAX = "tax"
    REGISTRATION = "registration"
