"""However many write at once, whoever follows a chat sees each line once and in its order."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from shoumi.base.tests.kept import kept
from shoumi.chapters.feedback.models import Chat, ChatLine
from shoumi.chapters.feedback.queries import chats as found_chats
from shoumi.chapters.feedback.rules import Kind, Way
from shoumi.chapters.feedback.services import chat_endings, chats
from shoumi.chapters.feedback.services.chat_errors import ChatEnded, ChatTaken
from shoumi.chapters.feedback.services.texts import Asker
from shoumi.chapters.feedback.tests.feedback_house import Desk
from shoumi.core.refs import Ref

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(transaction=True, databases=("default", "keyring")),
]
WRITERS, EACH = 4, 5


@pytest.fixture
def chat(home, transactional_db):
    desk = kept("feedback", Desk)
    desk.channel(Way.CHAT, None)
    made, _ = chats.open_chat(text="在吗", who=Asker(), lang="zh", at=desk.at)
    made.desk = desk
    return made


def at_once(*acts):
    """What each answered, or the refusal that it raised."""

    def run(act):
        try:
            return act()
        except (ChatEnded, ChatTaken) as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_who_follows_while_many_write_misses_no_line_and_gets_none_twice(chat):
    desk, seen = chat.desk, []
    chats.take(chat=Ref(chat.ref), actor=desk.qian, at=desk.at)
    wanted = 2 + WRITERS * EACH

    def write(number):
        def act():
            for place in range(EACH):
                text = f"{number}:{place}"
                if number % 2:
                    chats.say(chat=Ref(chat.ref), text=text, once=text, at=desk.at)
                else:
                    chats.answer(
                        chat=Ref(chat.ref), text=text, once=text, actor=desk.qian, at=desk.at
                    )

        return act

    def follow():
        while len(seen) < wanted:
            last = seen[-1] if seen else 0
            seen.extend(one.place for one in found_chats.lines_since(chat, last))

    at_once(*map(write, range(WRITERS)), follow)
    assert seen == list(range(1, wanted + 1))
    assert found_chats.versions([chat.ref, "chat-none"]) == {chat.ref: str(wanted)}


def test_of_two_that_take_it_at_once_one_has_it(chat):
    desk = chat.desk
    found = at_once(
        *(
            lambda who=who: chats.take(chat=Ref(chat.ref), actor=who, at=desk.at)
            for who in (desk.qian, desk.sun, desk.officer)
        )
    )
    assert sum(isinstance(one, ChatTaken) for one in found) == 2
    assert ChatLine.objects.filter(part="TAKEN").count() == 1


def test_a_text_sent_twice_at_once_is_there_once(chat):
    desk = chat.desk
    at_once(*(lambda: chats.say(chat=Ref(chat.ref), text="在吗", once="one", at=desk.at),) * 3)
    assert ChatLine.objects.count() == 2


def test_what_is_written_while_it_ends_is_in_the_record_or_refused(chat):
    desk = chat.desk
    chats.take(chat=Ref(chat.ref), actor=desk.qian, at=desk.at)
    said, made = at_once(
        lambda: chats.say(chat=Ref(chat.ref), text="等等", at=desk.at),
        lambda: chat_endings.accept(
            chat=Ref(chat.ref), kind=Kind.QUESTION, actor=desk.qian, at=desk.at
        ),
    )
    texts = desk.opened(made.ref).said.values()
    assert ("等等" in texts) != isinstance(said, ChatEnded)
    assert Chat.objects.get().request == made.ref
