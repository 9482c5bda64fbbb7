"""Promises about staff: the month that is due was checked, and a rule book is in force.

A told home states neither; each case begins with a month that was checked and rules that were
published, and from then on both are checked.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.sabotage import staff_cases
from tests.sabotage.break_case import SQL, Break, cast
from tests.sabotage.place import Place

# The rows that were deleted last.
_taken: list[Any] = []


def begin(place: Place) -> None:
    """The month that is due is checked, as if the house had begun in time; rules are in force."""
    from shoumi.base.tests import authenticated
    from shoumi.chapters.conduct.models import StaffCheck
    from shoumi.chapters.conduct.rules import months
    from shoumi.chapters.conduct.services import checks
    from shoumi.core.refs import Ref

    officer, now = place[cast().DPO], months.month_of(place.at)
    checks.commit(actor=officer, at=place.at)
    own = StaffCheck.objects.filter(month=now)
    check = Ref(own.get().ref)
    assert authenticated.change(own, month=_two_before(now))
    checks.draw(check=check, actor=officer, at=place.at)
    checks.close(check=check, actor=place[cast().HEAD], at=place.at)
    _publish(place)


def _two_before(month: date) -> date:
    number = month.year * 12 + month.month - 3
    return date(number // 12, number % 12 + 1, 1)


def _publish(place: Place) -> None:
    from shoumi.chapters.conduct.rules.words import Consulted, Voice
    from shoumi.chapters.conduct.services import books, consultations
    from shoumi.chapters.conduct.services.books import Written
    from shoumi.core.calendar import day_in_china
    from shoumi.core.refs import Ref

    people = cast()
    written = Written(
        text="客户资料只为任务打开。",
        rules="7 | 没有任务不打开客户资料 | WARNING",
        consulted=Consulted.ALL_STAFF,
        held=day_in_china(place.at),
        people=9,
        opinions="没有不同意见。",
    )
    book = Ref(books.draft(written=written, actor=place[people.DPO], at=place.at).ref)
    for name in _asked():
        consultations.say(book=book, says=Voice.AGREES, actor=place[name], at=place.at)
    for name in (people.HEAD, people.LEGAL):
        books.approve(book=book, actor=place[name], at=place.at)
    books.publish(book=book, actor=place[people.HEAD], at=place.at)


def _asked() -> tuple[str, ...]:
    """Of the staff more than half of those who took part."""
    people = cast()
    own = (people.PERSONNEL, people.SERVICE, people.SECURITY, people.CONSULTANT)
    return (*own, people.MARKETING, people.FINANCE, people.OPERATIONS)


def left_open(place: Place) -> None:
    """As time alone would leave it: the month that is due was drawn, and nobody closed it."""
    from shoumi.base.tests import authenticated

    assert authenticated.change(_drawn(), closed_at=None, closed_by="")
    place.a_minute_later()


def close_it(place: Place) -> None:
    place.page(cast().HEAD, f"/staff-checks/{_drawn().get().ref}/do/staffcheck-close")


def _drawn() -> Any:
    from shoumi.chapters.conduct.models import StaffCheck

    return StaffCheck.objects.filter(drawn_at__isnull=False)


def check_taken_away(place: Place) -> None:
    """The check is deleted, as if it had found what nobody should see."""
    _taken[:] = _drawn()
    assert _drawn().delete()[0]
    place.a_minute_later()


def put_it_back(place: Place) -> None:
    """No page does: whoever deleted the row has it, as a copy of the home has."""
    from shoumi.chapters.conduct.models import StaffCheck

    assert StaffCheck.objects.bulk_create(_taken)
    place.a_minute_later()


def lifted_by_hand(place: Place) -> None:
    """Somebody is suspended and lets her own access run again in the row."""
    from shoumi.chapters.conduct.models import Suspension
    from shoumi.chapters.conduct.rules.words import Danger
    from shoumi.chapters.conduct.services import people

    told = {"actor": place[cast().HEAD], "at": place.at}
    people.suspend(person=place[cast().MARKETING], why=Danger.SIGNALS, **told)
    found = Suspension.objects.filter(lifted_at=None)
    _taken[:] = list(found)
    assert found.update(lifted_at=place.at, lifted_by=str(place[cast().DPO]))
    place.a_minute_later()


def suspend_again(place: Place) -> None:
    """Whoever changed the row puts it back, as no page does; then somebody may lift it."""
    from shoumi.chapters.conduct.models import Suspension

    Suspension.objects.bulk_update(_taken, ["lifted_at", "lifted_by"])
    place.page(cast().HEAD, f"/suspensions/{_taken[0].ref}/do/suspension-lift")
    place.a_minute_later()


def rules_out_of_force(place: Place) -> None:
    from shoumi.base.tests import authenticated
    from shoumi.chapters.conduct.models import RuleBook

    assert authenticated.change(RuleBook.objects.all(), published_at=None)
    place.a_minute_later()


def publish_again(place: Place) -> None:
    from shoumi.chapters.conduct.models import RuleBook

    address = f"/rule-books/{RuleBook.objects.get().ref}/do/rulebook-publish"
    place.page(cast().HEAD, address, is_sure="on")


def voice_of_another(place: Place) -> None:
    """That somebody was not heard is made a yes by hand."""
    from shoumi.chapters.conduct.consultation_models import ConsultationVoice

    found = ConsultationVoice.objects.filter(person=str(place[cast().SERVICE]))
    _taken[:] = list(found)
    assert found.update(says="RECORDED")
    place.a_minute_later()


def put_voice_back(place: Place) -> None:
    """No page does: whoever changed the row has it, as a copy of the home has."""
    from shoumi.chapters.conduct.consultation_models import ConsultationVoice

    ConsultationVoice.objects.bulk_update(_taken, ["says"])
    place.a_minute_later()


def decided_too_severely(place: Place) -> None:
    """Somebody was warned, and the row says dismissed."""
    from shoumi.base.tests import authenticated
    from shoumi.chapters.conduct.models import StaffCase
    from shoumi.chapters.conduct.rules.sanctions import Sanction

    case = staff_cases.replied(place)
    staff_cases.decide(place, case, place[cast().PERSONNEL])
    assert authenticated.change(StaffCase.objects.filter(ref=case), sanction=Sanction.DISMISSAL)
    place.a_minute_later()


def take_it_back(place: Place) -> None:
    """The person appeals, and another than who decided lifts it."""
    from shoumi.chapters.conduct.models import StaffCase

    address = f"/staff-cases/{StaffCase.objects.get(sanction='DISMISSAL').ref}/do/"
    place.page(cast().SERVICE, f"{address}staffcase-appeal", text="守则里没有这一档。")
    given = {"reasons": "重于守则的规定", "is_sure": "on"}
    place.page(cast().HEAD, f"{address}staffcase-settle", **given)


_SLOW = "a month cannot go by without every other clock"
_FORGED = "a row is deleted or edited"
BREAKS: tuple[Break, ...] = (
    Break(("4.2",), SQL, left_open, close_it, scene=begin, at="listed", why=_SLOW),
    Break(("4.2",), SQL, check_taken_away, put_it_back, scene=begin, at="settled", why=_FORGED),
    Break(("4.2",), SQL, lifted_by_hand, suspend_again, scene=begin, at="dd_l1", why=_FORGED),
    Break(
        ("4.3",),
        SQL,
        rules_out_of_force,
        publish_again,
        scene=begin,
        at="settled",
        why="no service takes rules out of force without others",
        # Where no rules are in force the form has none to choose, and is refused before the door.
        nameless=frozenset({"sanction by page"}),
    ),
    Break(("4.3",), SQL, voice_of_another, put_voice_back, scene=begin, at="settled", why=_FORGED),
    Break(("4.3",), SQL, decided_too_severely, take_it_back, scene=begin, at="listed", why=_FORGED),
)
