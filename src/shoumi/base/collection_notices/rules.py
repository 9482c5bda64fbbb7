"""What is said of the notice with which a target collected its data, and what of it keeps 6.1."""

from __future__ import annotations

from enum import StrEnum

from shoumi.core.terms import Role

# Who hands a notice in, or says that there is none; the transferor's own people besides.
FILERS = (Role.CON, Role.DPO, Role.HEAD, Role.LEG)
# Who says what it covers.
JUDGES = (Role.DPO, Role.LEG)
# Characters of what is missing, in words.
MISSING_MOST = 500


class Shown(StrEnum):
    """Where people were shown it.  Stored values: changing one needs a migration."""

    COUNTER = "counter"
    FORM = "form"
    CONTRACT = "contract"
    WEBSITE = "website"
    APP = "app"
    MESSAGE = "message"
    POSTED = "posted"
    AFTERWARDS = "afterwards"  # told in a supplement, once the data was there


class NoNotice(StrEnum):
    """Why there is none.  Stored values."""

    NEVER = "never"
    LOST = "lost"
    ELSEWHERE = "elsewhere"  # the data was had from others


class Extent(StrEnum):
    """How far a thing stands in a notice.  Stored values."""

    WHOLE = "whole"
    PART = "part"
    NOT = "not"


class Fault(StrEnum):
    """Why the data of a set may not be used (handbook 6.1): codes of texts, the worst first."""

    MISSING = "collection.missing"
    NONE = "collection.none"
    LACKING = "collection.lacking"
    UNJUDGED = "collection.unjudged"


def fault(
    *, is_filed: bool, has_none: bool, purposes: str = "", categories: str = ""
) -> Fault | None:
    """What of 6.1 a set of data does not keep; None where its people were told.

    That it would be handed on need not stand there: PIPL 22 and 23 want that told by a notice of
    its own, which a campaign sends.
    """
    if has_none:
        return Fault.NONE
    if not is_filed:
        return Fault.MISSING
    if not purposes or not categories:
        return Fault.UNJUDGED
    return None if purposes == categories == Extent.WHOLE else Fault.LACKING
