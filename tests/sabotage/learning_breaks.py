"""Promises about learning: courses and their questions, sessions, items and cases.

Each case begins in a house that teaches (``learning_home``).  Who has learned too little is kept
away alone: ``certificate_breaks``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.sabotage import certificate_breaks as staff
from tests.sabotage import learning_home as learned
from tests.sabotage import policy_breaks
from tests.sabotage.break_case import SERVICE, SQL, Break, cast
from tests.sabotage.place import Place
from tests.sabotage.table import PASSES

# -- 4.1, 19.1: no course is on; it is of an older policy; it teaches a part --------------------


def course_ended(place: Place) -> None:
    from shoumi.chapters.learning.services import courses
    from shoumi.core.refs import Ref

    courses.end(course=Ref(learned.newest_course().ref), actor=place[cast().DPO], at=place.at)
    place.a_minute_later()


def another_version(place: Place) -> None:
    """Certificates of the same course on the same policy count on."""
    _publish_by_page(place, _every_topic())


def part_of_the_syllabus(place: Place) -> None:
    """The next version leaves out what is done against leaks."""
    _publish_by_page(place, _every_topic()[:2])


def found_by_its_writer(place: Place) -> None:
    """As a fault of the house would leave it: nobody but the writer looked for the topics."""
    from shoumi.base.tests import authenticated
    from shoumi.chapters.learning.syllabus_models import TopicSection

    writer = str(place[cast().PERSONNEL])
    assert authenticated.change(TopicSection.objects.all(), found_by=writer)
    place.a_minute_later()


def newer_policy(place: Place) -> None:
    """Nobody has taught it yet."""
    policy_breaks.new_policy(place)
    place.a_minute_later()


def learn_anew(place: Place) -> None:
    """A course on the policy in force; everybody reads it and passes."""
    _publish_by_page(place, _every_topic())
    for person in learned.names_of_staff(place):
        place.page(person, f"/courses/{learned.newest_course().ref}/do/course-read")
        learned.sit(place, person)


def _every_topic() -> list[str]:
    from shoumi.chapters.learning.rules import Topic

    return [str(one) for one in Topic]


def _publish_by_page(place: Place, topics: list[str]) -> None:
    from shoumi.chapters.learning import queries

    given = {"policy": queries.policy_in_force(place.at), "earlier": learned.newest_course().ref}
    size = {"questions": learned.ASKED, "minutes": learned.MINUTES}
    roles = [str(one) for one in learned.every_role()]
    told = {**learned.WORDS, **given, **size, "roles": roles, "topics": topics}
    place.page(cast().PERSONNEL, "/courses/do/course-draft", **told)
    for section, topic in enumerate(topics, start=1):
        given = {"topic": topic, "section": str(section)}
        address = f"/courses/{learned.newest_course().ref}/do/course-find-topic"
        place.page(cast().DPO, address, **given)
    begins = learned.form_moment(place.at + timedelta(minutes=1))
    place.page(
        cast().DPO, f"/courses/{learned.newest_course().ref}/do/course-publish", begins_at=begins
    )
    place.go(minutes=2)
    place.a_minute_later()


# -- 14.1, 14.2: a quarter without its item, an incident that is no case ------------------------


def no_item_of_the_quarter(place: Place) -> None:
    from shoumi.base.tests import authenticated

    found = _items()
    assert authenticated.change(found, published_at=None, published_by="", due_at=None)
    place.a_minute_later()


def publish_item(place: Place) -> None:
    due = learned.form_moment(place.at + timedelta(days=20))
    place.page(cast().DPO, f"/awareness/{_items().get().ref}/do/awareness-publish", due_at=due)


def _items() -> Any:
    from shoumi.chapters.learning.models import AwarenessItem

    return AwarenessItem.objects.all()


def incident_untold(place: Place) -> None:
    """It happened forty days ago."""
    from shoumi.chapters.learning.services import cases
    from shoumi.core.calendar import day_in_china

    happened = day_in_china(place.at) - timedelta(days=40)
    cases.note(happened_on=happened, actor=place[cast().DPO], at=place.at)
    place.a_minute_later()


def tell_it(place: Place) -> None:
    """One tells it, another reads it."""
    from shoumi.chapters.learning.case_models import Case

    address = f"/cases/{Case.objects.order_by('-id')[0].ref}/do/"
    place.page(cast().DPO, f"{address}case-tell", **learned.WORDS)
    place.page(cast().LEGAL, f"{address}case-clear")


# -- 14.3: an examination has fewer questions than it asks --------------------------------------


def too_few_questions(place: Place) -> None:
    from shoumi.chapters.learning.models import Question
    from shoumi.chapters.learning.rules import Withdrawal
    from shoumi.chapters.learning.services import bank
    from shoumi.core.refs import Ref

    told = {"reason": Withdrawal.OUTDATED, "actor": place[cast().LEGAL], "at": place.at}
    for one in Question.objects.filter(withdrawn_at=None)[learned.ASKED - 1 :]:
        bank.withdraw(question=Ref(one.ref), **told)
    place.a_minute_later()


def bring_questions(place: Place) -> None:
    from shoumi.chapters.learning.models import Question
    from shoumi.chapters.learning.services import bank

    content = bank.as_gift(list(Question.objects.exclude(withdrawn_at=None))).encode()
    file = _file("questions.gift", content)
    place.page(cast().PERSONNEL, "/questions/do/question-bring", file=file)
    batch = Question.objects.order_by("-id")[0].batch
    place.page(cast().DPO, "/questions/do/question-check", batch=batch)


def _file(name: str, content: bytes) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, content)


# -- 19.2: no session or no lesson for a year ---------------------------------------------------


def no_session_for_a_year(place: Place) -> None:
    from shoumi.base.tests import authenticated
    from shoumi.chapters.learning.models import Attendance

    then = place.at - timedelta(days=380)
    assert authenticated.change(Attendance.objects.all(), signed_at=then, countersigned_at=then)
    place.a_minute_later()


def hold_another(place: Place) -> None:
    """Planning one is not enough."""
    staff.hold_by_page(place, cast().LEGAL, [cast().DPO])


def lesson_of_last_year(place: Place) -> None:
    """Nobody signed for one since; certificates are in date all the same."""
    from shoumi.base.tests import authenticated
    from shoumi.chapters.learning.models import Reading

    then = place.at - timedelta(days=380)
    course = learned.newest_course().ref
    assert authenticated.change(Reading.objects.filter(of=course), read_at=then)
    place.a_minute_later()


def read_again(place: Place) -> None:
    place.page(cast().DPO, f"/courses/{learned.newest_course().ref}/do/course-read")


_changed: list[Any] = []


def entry_of_another(place: Place) -> None:
    """Who was in a session, by the code or from a sheet of paper, is made another by hand."""
    from shoumi.chapters.learning.models import Attendance

    found = Attendance.objects.filter(person=str(place[cast().LEGAL]))
    _changed[:] = list(found)
    assert found.update(person=str(place[cast().DPO]))
    place.a_minute_later()


def put_entry_back(place: Place) -> None:
    """No page does: whoever changed the row has it, as a copy of the home has."""
    from shoumi.chapters.learning.models import Attendance

    Attendance.objects.bulk_update(_changed, ["person"])
    place.a_minute_later()


# Who lacks something is kept away, whoever it is, and gets no further role.
_OF_PEOPLE = frozenset(name for name, doors in PASSES.items() if "staff_roles" in doors)
_SAID = ("没有有效的培训证书", "您现在不能接触个人信息", "岗位要的培训证书")
# Whoever lists references at the machine's own terminal gives no name.
_NAMELESS = frozenset({"people_list by command"})
_PEOPLE: dict[str, Any] = {"only": _OF_PEOPLE, "said": _SAID, "nameless": _NAMELESS}
# A picture is for a few minutes, and the next version of a course begins two minutes later.
_PICTURES = frozenset({"checked_picture"})
_SLOW = "time does it too; nothing else has aged"
_AS_OWN = "a quarter without it goes by only where nobody publishes; it is taken back instead"
_OWN_WORD = "the house refuses to write it so; it stands for a fault of its own code"
_FORGED = "it is the forgery that the check is there for"


def _case(
    demands: tuple[str, ...],
    how: str,
    do: Callable[[Place], Any],
    mend: Callable[[Place], None],
    at: str,
    **more: Any,
) -> Break:
    return Break(demands, how, do, mend, scene=learned.begin, at=at, **more)


BREAKS: tuple[Break, ...] = (
    _case(("4.1", "19.1"), SERVICE, course_ended, another_version, "import"),
    _case(("4.1", "19.1"), SERVICE, newer_policy, learn_anew, "listed"),
    _case(("14.1",), SQL, no_item_of_the_quarter, publish_item, "dd_l1", why=_AS_OWN),
    _case(("14.2",), SERVICE, incident_untold, tell_it, "settled"),
    _case(("14.3",), SERVICE, too_few_questions, bring_questions, "campaign_send"),
    _case(("19.1",), SERVICE, part_of_the_syllabus, another_version, "room_l2", not_yet=_PICTURES),
    _case(
        ("19.1",),
        SQL,
        found_by_its_writer,
        another_version,
        "room_l2",
        why=_OWN_WORD,
        not_yet=_PICTURES,
    ),
    _case(("19.2",), SQL, no_session_for_a_year, hold_another, "release", why=_SLOW),
    _case(("19.2",), SQL, lesson_of_last_year, read_again, "dd_l1", why=_SLOW),
    _case(("19.2",), SQL, entry_of_another, put_entry_back, "settled", why=_FORGED),
    _case(
        ("19.3",), SQL, staff.certificates_ran_out, staff.earn_anew, "seal", why=_SLOW, **_PEOPLE
    ),
    _case(("19.3",), SQL, staff.forged_certificates, staff.put_them_back, "settled", why=_FORGED),
    _case(("19.3",), SERVICE, staff.item_is_due, staff.read_it, "campaign_open", **_PEOPLE),
    _case(("19.3",), SERVICE, staff.failed_twice, staff.let_try_again, "import", **_PEOPLE),
)
