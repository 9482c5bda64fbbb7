"""How each promise is broken, and how the people of the house mend it by their pages.

A statement is broken by its maker's taking it back and by its day; what the house checks by what
really happens where something can happen, else behind the product's back (SQL), because there the
point is what the check sees.
"""

from __future__ import annotations

from tests.sabotage import agreement_breaks as agreement
from tests.sabotage import backup_breaks as backup
from tests.sabotage import collaboration_breaks as collaboration
from tests.sabotage import conduct_breaks as conduct
from tests.sabotage import consent_breaks as consent
from tests.sabotage import deal_breaks as deal
from tests.sabotage import defence_breaks as defence
from tests.sabotage import drill_breaks as drill
from tests.sabotage import house_breaks as house
from tests.sabotage import incident_breaks as incident
from tests.sabotage import key_breaks as key
from tests.sabotage import learning_breaks as learning
from tests.sabotage import minor_breaks as minors
from tests.sabotage import policy_breaks as policy
from tests.sabotage import request_breaks as request
from tests.sabotage import transport_breaks as transport
from tests.sabotage import vendor_breaks as vendor
from tests.sabotage.break_case import CLOCK, SERVICE, SQL, Break, cast

_POLICY = ("1.1", "1.2", "1.3")
# From when on there are people with records and an assessment, an agreement, closed answers.
_PEOPLE, _AGREED, _ANSWERED = "listed", "dd_l1", "data_handover"
_AS_OWN = "the house refuses to write it so; it stands for a fault of its own code"
_FORGED = "it is the forgery that the check is there for"
_NO_SERVICE = "no service writes an answer so, whoever asks; the point is the forgery"
_SLOW = "time does it too, as the case by clock shows; here it is tried at each moment"
# A package counts every answer, so it waits until the row is what the ledger says.
_RESTORED = frozenset({"seal"})
CHECKED: tuple[Break, ...] = (
    Break(("1.1",), SQL, policy.unapprove, policy.new_policy, why=_AS_OWN),
    Break(("1.1",), SQL, policy.unstated, policy.new_policy, why=_AS_OWN),
    Break(("1.2",), SQL, policy.other_register, policy.the_register_anew, why=_AS_OWN),
    Break(("1.3",), SERVICE, policy.purpose_left, policy.close_the_task),
    Break(
        ("1.3",),
        SQL,
        policy.telling_by_hand,
        policy.take_telling_out,
        why=_FORGED,
        at="listed",
    ),
    # Once people were asked, 6.3 rests on the register they were asked under: from then on only
    # restoring what was forged mends it, so the mending is tried before.
    *(
        Break(
            (one, *(other for other in _POLICY if other != one)),
            SQL,
            policy.forged_policy,
            policy.new_policy,
            why=_FORGED,
            at=at,
        )
        for one, at in zip(_POLICY, ("listed", "room_l2", "room_l1"), strict=True)
    ),
    Break(("1.4", "3.1", "3.3"), CLOCK, house.unexamined, house.examine, _PEOPLE),
    Break(("1.4",), SQL, house.bare_record, house.destroy_found, _PEOPLE, of_one=True, why=_AS_OWN),
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
        why=_FORGED,
    ),
    *(
        Break(
            pair,
            SQL,
            agreement.edit(clauses=[]),
            agreement.new_agreement,
            _AGREED,
            why="an agreement without them is drawn up no more; an older home may hold one",
        )
        for pair in (("2.1", "2.2"), ("2.2", "2.1"))
    ),
    Break(
        ("2.1",),
        CLOCK,
        agreement.last_day_goes_by,
        agreement.sign_another,
        _AGREED,
        scene=agreement.near_its_end,
        at="view_l3",
    ),
    Break(("2.2",), SERVICE, agreement.breach, agreement.sign_after_breach, _AGREED, at="view_l3"),
    Break(
        ("2.3",),
        SQL,
        agreement.without_damages,
        agreement.new_agreement,
        _AGREED,
        why="one without damages is drawn up no more; an older home may hold one",
    ),
    Break(("3.1",), SQL, house.foreign_suite, house.new_index_keys, why=_AS_OWN),
    Break(
        ("3.1",),
        SQL,
        house.foreign_record,
        house.destroy_found,
        _PEOPLE,
        of_one=True,
        why=_AS_OWN,
    ),
    Break(("3.3", "1.4", "3.1"), SQL, house.forged_findings, house.examine, _PEOPLE, why=_FORGED),
    Break(
        ("3.3",),
        SQL,
        house.unwrapped,
        house.destroy_found,
        _PEOPLE,
        of_one=True,
        why=_AS_OWN,
    ),
    Break(("3.4",), SQL, house.old_kek, house.new_keys, why=_SLOW),
    Break(("3.4",), SQL, key.overdue_review, key.review_again, why=_SLOW),
    Break(("3.4",), SQL, key.old_signing_key, key.new_signing_keys, why=_SLOW),
    Break(
        ("3.4",),
        CLOCK,
        key.two_minutes_go_by,
        key.every_key,
        scene=key.keys_nearly_over,
        at="import",
        only=frozenset({"import"}),  # for a month what is there is read on
    ),
    Break(
        ("3.4",),
        CLOCK,
        key.two_minutes_go_by,
        key.every_key,
        _PEOPLE,
        scene=key.keys_nearly_shut,
        at="dd_l1",
    ),
    *transport.BREAKS,
    Break(("5.1",), SERVICE, vendor.another_purpose, vendor.assess_again, _PEOPLE),
    Break(("5.1",), SQL, vendor.score_ran_out, vendor.review_again, _PEOPLE, why=_SLOW),
    Break(("5.2", "5.3"), SERVICE, vendor.another_sub, vendor.agree_to_sub, _PEOPLE),
    Break(("5.2",), SERVICE, vendor.agreement_ended, vendor.sign_again, _PEOPLE),
    Break(("5.3",), SERVICE, vendor.incident, vendor.settle, _PEOPLE),
    Break(("5.3",), SQL, vendor.review_overdue, vendor.review_again, _PEOPLE, why=_SLOW),
    Break(("6.1",), SERVICE, consent.told_nothing, consent.tell_afterwards, _PEOPLE),
    Break(("6.1",), SQL, consent.notice_taken_away, consent.tell_afterwards, _PEOPLE, why=_FORGED),
    Break(("6.1",), SQL, consent.judged_otherwise, consent.tell_afterwards, _PEOPLE, why=_FORGED),
    Break(
        ("6.1",),
        SQL,
        consent.other_notice,
        consent.take_back,
        _ANSWERED,
        why=_NO_SERVICE,
        at="seal",
        not_yet=_RESTORED,
    ),
    Break(
        ("6.2",),
        SQL,
        consent.child_alone,
        consent.take_back,
        _ANSWERED,
        why=_NO_SERVICE,
        at="seal",
        not_yet=_RESTORED,
    ),
    Break(
        ("6.3",),
        SERVICE,
        consent.keep_longer,
        consent.supersede,
        _ANSWERED,
        at="release",
        # Who is asked again has to answer first.
        not_yet=frozenset({"release", "package_file"}),
    ),
    Break(("7.3",), SERVICE, deal.more_people, deal.assess_again, _PEOPLE),
    Break(("8.1",), SERVICE, deal.kept_too_long, deal.destroy_expired, _PEOPLE),
    Break(("8.1",), SERVICE, deal.frozen_too_long, deal.destroy_expired, _PEOPLE),
    Break(
        ("8.1",),
        CLOCK,
        deal.nobody_witnesses,
        deal.carry_out,
        _PEOPLE,
        scene=deal.order_waits_a_week,
        at="closed",
    ),
    Break(("8.2",), SERVICE, deal.broken_off, deal.finish_order, _PEOPLE),
    Break(("8.3",), SERVICE, deal.without_certificate, deal.certify, _PEOPLE),
    Break(("8.3",), SERVICE, deal.late_recipient, deal.sign_certificate, _PEOPLE),
    Break(
        ("10.1",),
        SQL,
        request.untried_for_a_month,
        request.try_again,
        scene=request.begin,
        at="listed",
        why=_SLOW,
    ),
    Break(
        ("10.2",),
        SERVICE,
        request.asked_and_left,
        request.take_it_on,
        scene=request.begin,
        at="settled",
    ),
    Break(
        ("10.2",),
        SERVICE,
        request.objected,
        request.refuse_it,
        _PEOPLE,
        scene=request.begin,
        of_one=True,
        stays=True,
        at="dd_l1",
    ),
    Break(
        ("10.2",),
        SERVICE,
        request.wants_to_withdraw,
        request.refuse_it,
        _PEOPLE,
        scene=request.begin,
        of_one=True,
        stays=True,
        at="dd_l1",
    ),
    Break(
        ("10.2",),
        SQL,
        request.recipient_is_late,
        request.write_why,
        scene=request.begin,
        at="settled",
        why=_SLOW,
    ),
    *request.OF_CHATS,
    Break(
        ("10.3",),
        SQL,
        request.line_taken_away,
        request.put_it_back,
        scene=request.begin,
        at="settled",
        why=_FORGED,
    ),
    Break(("13.1",), SQL, backup.no_copy_for_a_day, backup.copy_again, why=_SLOW),
    Break(
        ("13.1",),
        CLOCK,
        backup.two_minutes_go_by,
        backup.copy_again,
        scene=backup.a_day_but_a_minute,
        at="data_handover",
    ),
    Break(("13.2",), SQL, backup.no_drill_for_a_quarter, backup.drill, why=_SLOW),
    Break(
        ("13.2",),
        CLOCK,
        backup.two_minutes_go_by,
        backup.drill,
        scene=backup.a_quarter_but_a_minute,
        at="data_handover",
    ),
    # The places are told what to answer by a file beside them, as a real one would answer.
    Break(("13.3", "13.1"), SERVICE, backup.deletable, backup.looked_through_again),
)


def every() -> tuple[Break, ...]:
    """All cases; of the demands that people state, those that have a statement in the story.

    Those of people, of incidents and of the host come last, so that statements are broken at every
    moment too.
    """
    stated = [each for demand in cast().ATTESTED for each in house.of_statement(demand)]
    of_chapters = (*conduct.BREAKS, *learning.BREAKS, *incident.BREAKS, *drill.BREAKS)
    return (*CHECKED, *stated, *of_chapters, *defence.BREAKS, *collaboration.BREAKS)
