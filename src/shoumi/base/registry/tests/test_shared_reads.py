"""One question reads each thing once; two questions read it twice."""

from __future__ import annotations

import pytest

from shoumi.base.registry.shared_reads import is_all_of, shared, sharing


class Broken(Exception):
    pass


@pytest.fixture
def read():
    asked: list[tuple[object, ...]] = []

    @shared
    def found(*what: object, **named: object) -> int:
        asked.append((*what, *named.items()))
        return len(asked)

    found.asked = asked
    return found


def test_within_one_question_it_is_read_once(read):
    with sharing():
        assert read("deal-a") == read("deal-a") == 1
        assert read("deal-b") == 2
    assert read.asked == [("deal-a",), ("deal-b",)]


def test_names_of_arguments_count(read):
    with sharing():
        assert (read(deal="a"), read(deal="b"), read(deal="a")) == (1, 2, 1)


def test_without_a_question_it_is_read_each_time(read):
    assert (read("deal-a"), read("deal-a")) == (1, 2)


def test_the_next_question_reads_anew(read):
    with sharing():
        read("deal-a")
    with sharing():
        assert read("deal-a") == 2


def test_a_question_inside_another_shares_with_it(read):
    with sharing():
        read("deal-a")
        with sharing():
            assert read("deal-a") == 1
        assert read("deal-a") == 1


def test_a_question_that_breaks_keeps_nothing(read):
    @sharing()
    def question() -> None:
        read("deal-a")
        raise Broken

    with pytest.raises(Broken):
        question()
    assert read("deal-a") == 2


def test_what_cannot_be_read_is_asked_again():
    tries = []

    @shared
    def broken() -> None:
        tries.append(1)
        raise Broken

    with sharing():
        for _ in range(2):
            with pytest.raises(Broken):
                broken()
    assert len(tries) == 2


def test_what_is_to_be_remembered_is_read_anew_inside_a_question(read):
    with sharing():
        read("deal-a")
        with sharing(anew=True):
            assert (read("deal-a"), read("deal-a")) == (2, 2)
        assert read("deal-a") == 1


def test_a_question_knows_of_how_many_acts_all_of_it_is(read):
    assert is_all_of(7)
    with sharing():
        assert is_all_of(7)
        read("deal-a")
        assert is_all_of(7)
        assert not is_all_of(8)
    with sharing():
        assert is_all_of(8)


def test_a_question_that_read_before_it_was_asked_cannot_tell(read):
    with sharing():
        read("deal-a")
        assert not is_all_of(7)
