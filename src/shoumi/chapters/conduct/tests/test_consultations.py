"""That a rule book was made with the staff is what they themselves say, before it is published."""

from __future__ import annotations

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.rules import Kind
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.tests import authenticated
from shoumi.chapters.conduct import health
from shoumi.chapters.conduct.consultation_models import ConsultationVoice
from shoumi.chapters.conduct.models import RuleBook
from shoumi.chapters.conduct.queries import consultations
from shoumi.chapters.conduct.rules.words import Voice
from shoumi.chapters.conduct.services import books
from shoumi.chapters.conduct.services import consultations as service
from shoumi.chapters.conduct.services import errors as no
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))


def say(desk, book, person, says=Voice.AGREES):
    return service.say(book=book, says=says, actor=person, at=desk.at)


def publish(desk, book):
    for person in (desk.head, desk.legal):
        books.approve(book=book, actor=person, at=desk.at)
    return books.publish(book=book, actor=desk.head, at=desk.at)


def test_a_book_whose_staff_say_nothing_holds_in_part(desk):
    desk.published(is_asked=False)
    assert desk.state("4.3") == ("PARTIAL", "conduct.missing_4_3")


def test_it_holds_whole_once_more_than_half_of_the_others_said_so_before(desk):
    book = desk.draft()
    others = [desk.chen, desk.officer, desk.sup]
    assert consultations.of(RuleBook.objects.get()).wanted == 3, "head, officer, sup, legal, chen"
    for person in others[:2]:
        say(desk, book, person)
    say(desk, book, desk.sup, Voice.RECORDED)
    published = publish(desk, book)
    assert consultations.of(published).wanted == 2, "who approved it is not asked"
    assert desk.state("4.3") == ("PASS", "")
    desk.go(hours=1)
    for name in "甲乙丙丁戊":
        desk.hire(Role.CS, f"后来{name}")
    assert desk.state("4.3") == ("PASS", ""), "who came later was not to be asked"


def test_who_was_not_heard_does_not_count_until_she_says_otherwise(desk):
    book = desk.draft()
    say(desk, book, desk.officer)
    say(desk, book, desk.chen, Voice.NOT_HEARD)
    told = consultations.of(RuleBook.objects.get())
    assert (told.said, told.unheard, told.is_proven) == (1, 1, False)
    desk.go(hours=1)
    say(desk, book, desk.chen, Voice.RECORDED)
    assert ConsultationVoice.objects.filter(person=desk.chen).count() == 1
    publish(desk, book)
    assert desk.state("4.3") == ("PASS", "")


def test_a_house_that_asks_its_staff_publishes_nothing_without_their_word(desk):
    book = desk.draft()
    say(desk, book, desk.chen)
    with pytest.raises(no.VoicesMissing) as refused:
        publish(desk, book)
    assert refused.value.facts == {"said": 1, "wanted": 2}
    assert desk.state("4.3") == ("NOT_BUILT", "conduct.not_begun")


def test_a_version_that_came_into_force_without_their_word_though_they_are_asked_fails(desk):
    book = desk.draft()
    for person in (desk.officer, desk.sup, desk.chen):
        say(desk, book, person)
    publish(desk, book)
    assert authenticated.change(ConsultationVoice.objects.all(), says=Voice.NOT_HEARD)
    assert desk.state("4.3") == ("FAIL", "conduct.not_consulted_then")


def test_neither_writer_nor_approver_nor_an_outsider_says_so_nor_anybody_afterwards(desk):
    book = desk.draft()
    with pytest.raises(no.OwnBook):
        say(desk, book, desk.hr)
    books.approve(book=book, actor=desk.legal, at=desk.at)
    with pytest.raises(no.OwnBook):
        say(desk, book, desk.legal)
    with pytest.raises(NotPermitted):
        say(desk, book, desk.house.enrol("外部人", Kind.EXTERNAL, desk.at))
    books.approve(book=book, actor=desk.head, at=desk.at)
    books.publish(book=book, actor=desk.head, at=desk.at)
    with pytest.raises(no.NotADraft):
        say(desk, book, desk.chen)


def test_who_approves_after_having_said_so_counts_no_more(desk):
    book = desk.draft()
    for person in (desk.head, desk.legal, desk.officer):
        say(desk, book, person)
    assert consultations.of(RuleBook.objects.get()).said == 3
    with pytest.raises(no.VoicesMissing) as refused:
        publish(desk, book)
    assert refused.value.facts == {"said": 1, "wanted": 2}


def test_the_demand_fails_once_a_voice_was_made_by_hand(desk):
    book = desk.draft()
    for person in (desk.officer, desk.sup, desk.chen):
        say(desk, book, person)
    publish(desk, book)
    [guard] = [one for one in health.guarded if one.table is ConsultationVoice]
    assert None not in guard.agreed(list(ConsultationVoice.objects.all()))
    ConsultationVoice.objects.filter(person=desk.chen).update(says=Voice.RECORDED)
    assert desk.state("4.3") == ("FAIL", NotAuthentic.code)
