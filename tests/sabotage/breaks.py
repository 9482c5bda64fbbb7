"""How each promise is broken, and how the people of the house mend it by their pages.

A statement is broken by its maker's taking it back and by its day; what the house checks by what
really happens where something can happen, else behind the product's back (SQL), because there the
point is what the check sees.
"""

from __future__ import annotations

from tests.sabotage import backup_breaks as backup
from tests.sabotage import deal_breaks as deal
from tests.sabotage import house_breaks as house
from tests.sabotage import key_breaks as key
from tests.sabotage import minor_breaks as minors
from tests.sabotage import policy_breaks as policy
from tests.sabotage.break_case import CLOCK, SERVICE, SQL, Break, cast

_POLICY = ("1.1", "1.2", "1.3")
# From when on there are people with records and an assessment, an agreement, closed answers.
_PEOPLE, _AGREED, _ANSWERED = "listed", "dd_l1", "data_handover"
CHECKED: tuple[Break, ...] = (
    Break(("1.1",), SQL, policy.unapprove, policy.new_policy),
    Break(("1.1",), SQL, policy.unstated, policy.new_policy),
    Break(("1.2",), SQL, policy.other_register, policy.new_policy),
    Break(("1.3",), SQL, policy.strange_task, policy.close_strange_task),
    *(
        Break(
            (one, *(other for other in _POLICY if other != one)),
            SQL,
            policy.forged_policy,
        )
        for one in _POLICY
    ),
    Break(("1.4", "3.1", "3.3"), CLOCK, house.unexamined, house.examine, _PEOPLE),
    Break(("1.4",), SQL, house.bare_record, house.destroy_found, _PEOPLE, of_one=True),
    Break(("1.5",), SERVICE, house.two_hats, house.end_grant),
    Break(
        ("1.5",),
        SERVICE,
        minors.a_minor,
        minors.agree_to_a_look,
        _PEOPLE,
        of_one=True,
        stays=True,
    ),
    Break(
        ("1.5",),
        SQL,
        minors.forged_yes,
        minors.agree_to_a_look,
        _PEOPLE,
        of_one=True,
        stays=True,
    ),
    Break(("2.1", "2.2"), SQL, deal.edit_agreement(clauses=[]), deal.new_agreement, _AGREED),
    Break(("2.2", "2.1"), SQL, deal.edit_agreement(clauses=[]), deal.new_agreement, _AGREED),
    Break(("2.3",), SQL, deal.without_damages, deal.new_agreement, _AGREED),
    Break(("3.1",), SQL, house.foreign_suite),
    Break(("3.1",), SQL, house.foreign_record, house.destroy_found, _PEOPLE, of_one=True),
    Break(("3.3", "1.4", "3.1"), SQL, house.forged_findings, house.examine, _PEOPLE),
    Break(("3.3",), SQL, house.unwrapped, None, _PEOPLE, of_one=True),
    Break(("3.4",), SQL, house.old_kek, house.new_keys),
    Break(("3.4",), SQL, key.overdue_review, key.review_again),
    Break(("3.4",), SQL, key.old_signing_key, key.new_signing_keys),
    Break(("3.2",), SERVICE, house.served_in_clear, house.served_here_alone, in_clear=True),
    Break(("6.1",), SQL, deal.other_notice, None, _ANSWERED),
    Break(("6.2",), SQL, deal.child_alone, None, _ANSWERED),
    Break(("6.3",), SERVICE, deal.keep_longer, deal.supersede, _ANSWERED),
    Break(("7.3",), SERVICE, deal.more_people, deal.assess_again, _PEOPLE),
    Break(("8.1",), SERVICE, deal.kept_too_long, deal.destroy_expired, _PEOPLE),
    Break(("8.1",), SERVICE, deal.frozen_too_long, deal.destroy_expired, _PEOPLE),
    Break(("8.1",), SQL, deal.nobody_witnesses, deal.carry_out, _PEOPLE),
    Break(("8.2",), SERVICE, deal.broken_off, deal.finish_order, _PEOPLE),
    Break(("8.3",), SERVICE, deal.without_certificate, deal.certify, _PEOPLE),
    Break(("8.3",), SERVICE, deal.late_recipient, deal.sign_certificate, _PEOPLE),
    Break(("13.1",), SQL, backup.no_copy_for_a_day, backup.copy_again),
    Break(("13.2",), SQL, backup.no_drill_for_a_quarter, backup.drill),
    Break(("13.3", "13.1"), SQL, backup.deletable, backup.looked_through_again),
)


def every() -> tuple[Break, ...]:
    """All cases; of the demands that people state, those that have a statement in the story."""
    stated = [each for demand in cast().ATTESTED for each in house.of_statement(demand)]
    return (*CHECKED, *stated)
