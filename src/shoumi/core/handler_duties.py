"""What a handler of personal information owes by the number of persons it handles."""

from __future__ import annotations

from shoumi.core import constants
from shoumi.core.terms import HandlerTier


def tier(persons: int) -> HandlerTier:
    """SMALL below 100,000 (Order 25), then from one and from ten million."""
    if persons < constants.get("handler.small_handler").number:
        return HandlerTier.SMALL
    if persons < constants.get("handler.dpo_required").number:
        return HandlerTier.ORDINARY
    if persons < constants.get("handler.important_data_rules_apply").number:
        return HandlerTier.GE_1M
    return HandlerTier.GE_10M


def needs_dpo(persons: int) -> bool:
    """Whether an officer must be named and filed (PIPL 52)."""
    return persons >= constants.get("handler.dpo_required").number


def needs_full_time_officer(staff: int, persons: int, sensitive: int) -> bool:
    """Whether the protection officer does nothing else (GB/T 35273-2020 11.1(c)).

    ``sensitive``  of how many of the ``persons`` sensitive data are kept
    """
    most = constants.get("handler.dpo_fulltime_gbt").part
    return (
        staff > most("staff_over")
        or persons > most("pi_over")
        or sensitive > most("sensitive_over")
    )


def audit_every_months(persons: int, *, has_minors: bool) -> int:
    """The longest time between two compliance audits, in months (PIPL 54).

    Data of a minor asks for one every year whatever the size.
    """
    if has_minors:
        return constants.get("audit.audit_minors").months
    is_huge = persons > constants.get("handler.important_data_rules_apply").number
    return constants.get("audit.audit_every" if is_huge else "audit.audit_below_10m").months
