"""What goes to a vendor is said by way, purpose and fields; the words of the ways are stored."""

from __future__ import annotations

from shoumi.core.entrustment import Entrustment, Way
from shoumi.core.terms import Purpose


def test_the_stored_words_of_the_ways_stay():
    assert [way.value for way in Way] == ["text_messages", "mail", "file"]


def test_entrustments_of_the_same_are_one_whatever_the_order_of_their_fields():
    one = Entrustment(Way.MAIL, Purpose.NOTICE, frozenset(["email", "name"]))
    assert one == Entrustment(Way.MAIL, Purpose.NOTICE, frozenset(["name", "email"]))
    assert one != Entrustment(Way.FILE, Purpose.NOTICE, one.fields)
