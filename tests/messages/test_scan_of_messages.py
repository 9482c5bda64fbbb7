"""A part of what ``python -m tests.messages`` measures: the same writer, fewer messages."""

from __future__ import annotations

from collections import Counter

from tests.messages.made_up import CHECKED, SEED, Carrier, Made, Piece, Shape, Writer
from tests.messages.measure import Figures, measured

FEW, PIECES = 240, 60


def test_the_same_seed_writes_the_same_messages_with_as_many_pieces_as_asked_for():
    made = Writer(SEED).messages()
    assert made == Writer(SEED).messages()
    assert made != Writer(SEED + 1).messages()
    assert (len(made), sum(len(one.pieces) for one in made)) == (2_000, 500)
    assert {one.carrier for one in made} == set(Carrier)
    assert {piece.shape for one in made for piece in one.pieces} == set(Shape)


def test_every_piece_stands_in_the_words_of_its_message():
    for one in Writer(SEED).messages(FEW, PIECES):
        assert all(piece.value in one.words for piece in one.pieces)


def test_figures_count_a_missed_piece_and_a_clean_message_that_was_refused():
    plain = Piece("MOBILE", Shape.PLAIN, "1")
    told = Figures(
        asked=Counter({("MOBILE", "plain", "text"): 4}),
        caught=Counter({("MOBILE", "plain", "text"): 3}),
        clean=10,
        refused=1,
        seconds=[0.001] * 99 + [1.0],
    )
    assert (told.recall(CHECKED), told.false_refusals) == (0.75, 0.1)
    assert told.p95_ms < 2
    assert Made("1", Carrier.TEXT, (plain,)).pieces == (plain,)


def test_checked_kinds_are_caught_in_every_shape_and_clean_messages_pass():
    texts = [one for one in Writer(SEED).messages(FEW, PIECES) if one.carrier is Carrier.TEXT]
    told = measured(texts)
    assert told.recall(CHECKED) >= 0.98
    assert told.false_refusals <= 0.01


def test_the_same_is_caught_in_files():
    wanted = [one for one in Writer(SEED).messages() if one.pieces and one.carrier != Carrier.TEXT]
    told = measured(wanted[:9])
    assert told.recall(CHECKED) >= 0.98
