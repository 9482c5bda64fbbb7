"""What a record lacks, how a request may end, which channels are known to work."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from shoumi.chapters.feedback.rules import (
    WITHOUT_PROOF,
    Ground,
    Kind,
    Outcome,
    Part,
    Way,
    channel_trials,
    needs_proof,
    whole_record,
)
from shoumi.chapters.feedback.rules.channel_trials import Back, Trial
from shoumi.chapters.feedback.rules.whole_record import Known, Lack

WHOLE = Known(Kind.DELETE, {Part.RECEIVED, Part.REPLY}, is_proven=True)
TRIED = Trial(datetime(2026, 9, 1, 2, tzinfo=UTC), Back.ANSWERED)
TODAY = date(2026, 9, 2)
CHANNELS = dict.fromkeys((Way.PHONE, Way.MAIL, Way.PORTAL), TRIED)


def test_a_whole_record_lacks_nothing():
    assert whole_record.lacks(WHOLE) == ()


@pytest.mark.parametrize(
    ("less", "lack"),
    [
        ({"parts": {Part.REPLY}}, Lack.RECEIPT),
        ({"is_proven": False}, Lack.PROOF),
        ({"parts": {Part.RECEIVED, Part.NOTE, Part.EXTENDED, Part.ASKED}}, Lack.ANSWER),
        ({"is_resting": True}, Lack.RESTING),
    ],
)
def test_each_piece_that_lacks_is_named(less, lack):
    assert whole_record.lacks(replace(WHOLE, **less)) == (lack,)


@pytest.mark.parametrize("kind", Kind)
def test_who_learns_or_changes_nothing_proves_nothing(kind):
    known = replace(WHOLE, kind=kind, is_proven=False)
    assert (whole_record.lacks(known) == ()) is (kind in WITHOUT_PROOF)
    assert needs_proof(kind) is (kind not in WITHOUT_PROOF)


def test_who_never_proved_it_can_only_be_refused_for_that():
    refused = replace(WHOLE, is_proven=False, parts={Part.RECEIVED, Part.REFUSAL})
    assert whole_record.lacks(replace(refused, ground=Ground.NOT_PROVEN)) == ()
    assert whole_record.lacks(replace(refused, ground=Ground.EXCESSIVE)) == (Lack.PROOF,)


def test_an_outcome_fits_what_was_answered():
    refused = replace(WHOLE, parts={Part.RECEIVED, Part.REFUSAL}, ground=Ground.KEPT_BY_LAW)
    asked = replace(WHOLE, kind=Kind.QUESTION)
    fitting = {
        name: {one for one in Outcome if whole_record.fits(one, known)}
        for name, known in {"replied": WHOLE, "refused": refused, "asked": asked}.items()
    }
    assert fitting == {
        "replied": {Outcome.GRANTED, Outcome.PARTLY, Outcome.TAKEN_BACK},
        "refused": {Outcome.REFUSED},
        "asked": set(Outcome) - {Outcome.REFUSED},
    }


def test_three_channels_that_were_tried_lack_nothing():
    assert channel_trials.lacks(CHANNELS, TODAY) == ()


@pytest.mark.parametrize(
    ("without", "lack"),
    [
        (Way.PHONE, channel_trials.WayLack.NO_PHONE),
        (Way.MAIL, channel_trials.WayLack.NO_MAIL),
        (Way.PORTAL, channel_trials.WayLack.NOT_ONLINE),
    ],
)
def test_telephone_mail_and_something_on_line_are_each_needed(without, lack):
    left = {way: one for way, one in CHANNELS.items() if way is not without}
    assert channel_trials.lacks(left, TODAY) == (lack, channel_trials.WayLack.TOO_FEW)
    others = {**left, Way.LETTER: TRIED, Way.COUNTER: TRIED}
    assert channel_trials.lacks(others, TODAY) == (lack,)


@pytest.mark.parametrize("back", Back)
def test_a_channel_whose_newest_trial_went_wrong_does_not_work(back):
    found = {**CHANNELS, Way.MAIL: replace(TRIED, back=back)}
    is_bad = back not in channel_trials.GOOD
    assert channel_trials.lacks(found, TODAY) == (
        (channel_trials.WayLack.FAILED,) if is_bad else ()
    )


def test_a_trial_counts_for_a_month_and_not_a_day_longer():
    not_tried = (channel_trials.WayLack.NOT_TRIED,)
    assert channel_trials.lacks(CHANNELS, date(2026, 10, 1)) == ()
    assert channel_trials.lacks(CHANNELS, date(2026, 10, 2)) == not_tried
    assert channel_trials.lacks({**CHANNELS, Way.CHAT: None}, TODAY) == not_tried
    assert channel_trials.turns(CHANNELS, TRIED.tried_at) == datetime(2026, 10, 1, 16, tzinfo=UTC)
