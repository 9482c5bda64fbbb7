"""Who has learned too little: certificates that ran out, an item left unread, two failures."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from tests.sabotage import learning_home as learned
from tests.sabotage.break_case import cast
from tests.sabotage.place import Place

# The certificates as they were before somebody changed them.
_taken: list[Any] = []


def certificates_ran_out(place: Place) -> None:
    """The sessions they rest on are as old, but for one that is a little younger: so the house as a
    whole has held one within the year."""
    from shoumi.base.tests import authenticated
    from shoumi.chapters.learning.models import Attendance, Certificate

    long_ago = place.at - timedelta(days=366)
    until = place.at - timedelta(days=1)
    found = Certificate.objects.all()
    assert authenticated.change(found, issued_at=long_ago, until=until)
    own = Attendance.objects.filter(person=str(place[cast().LEGAL]))
    for rows, days in ((Attendance.objects.all(), 366), (own, 364)):
        then = place.at - timedelta(days=days)
        assert authenticated.change(rows, signed_at=then, countersigned_at=then)
    place.a_minute_later()


def earn_anew(place: Place) -> None:
    """Everybody passes again and is at a session that its teacher countersigns."""
    people = cast()
    for person in learned.names_of_staff(place):
        learned.sit(place, person)
    others = [one for one in learned.names_of_staff(place) if one != people.LEGAL]
    hold_by_page(place, people.LEGAL, others)
    hold_by_page(place, people.PERSONNEL, [people.LEGAL])


def hold_by_page(place: Place, teacher: str, people: list[str]) -> None:
    session = f"/classes/{learned.plan_session(place, teacher)}"
    for person in people:
        code = re.search(r"\d{9,}-\w{16}", place.look(teacher, f"{session}/code"))
        assert code is not None
        place.page(person, f"{session}/do/class-sign-in", code=code[0])
    place.page(teacher, f"{session}/do/class-countersign")


def forged_certificates(place: Place) -> None:
    """Somebody makes them last longer."""
    from shoumi.chapters.learning.models import Certificate

    found = Certificate.objects.order_by("id")
    _taken[:] = list(found)
    assert found.update(until=place.at + timedelta(days=3650))
    place.a_minute_later()


def put_them_back(place: Place) -> None:
    """No page does: whoever changed the rows has them, as a copy of the home has."""
    from shoumi.chapters.learning.models import Certificate

    Certificate.objects.bulk_update(_taken, ["until"])
    place.a_minute_later()


def item_is_due(place: Place) -> None:
    """That of this quarter, which nobody has read."""
    from shoumi.chapters.learning.rules import quarters
    from shoumi.chapters.learning.services import awareness
    from shoumi.core.refs import Ref

    told = {
        "title": learned.TITLE,
        "text": learned.TEXT,
        "at": place.at,
        "actor": place[cast().PERSONNEL],
    }
    made = awareness.draft(quarter=quarters.of(place.at), **told)
    due = place.at + timedelta(minutes=1)
    awareness.publish(item=Ref(made.ref), due_at=due, actor=place[cast().DPO], at=place.at)
    place.go(minutes=2)


def read_it(place: Place) -> None:
    from shoumi.chapters.learning.models import AwarenessItem

    item = AwarenessItem.objects.order_by("-id")[0].ref
    for person in learned.names_of_staff(place):
        place.page(person, f"/awareness/{item}/do/awareness-read")


def failed_twice(place: Place) -> None:
    """Everybody tries again, and twice hands in nothing."""
    from shoumi.chapters.learning.services import exams
    from shoumi.core.refs import Ref

    for person in learned.staff(place):
        told = {"actor": person, "at": place.at}
        for _ in range(2):
            exam = exams.start(course=Ref(learned.newest_course().ref), **told)
            exams.hand_in(exam=Ref(exam.ref), answers={}, **told)
    place.a_minute_later()


def let_try_again(place: Place) -> None:
    """Personnel lets the others, the protection officer lets personnel."""
    from shoumi.chapters.learning.models import Exam

    people = cast()
    for person in learned.names_of_staff(place):
        last = Exam.objects.filter(person=place[person]).order_by("-id")[0]
        by = people.DPO if person == people.PERSONNEL else people.PERSONNEL
        place.page(by, f"/exams/{last.ref}/do/exam-release")
