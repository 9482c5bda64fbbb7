"""What chapter 6 brings to the story: from 21 September people are told and asked, until 28 October
some withdraw."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.registry import StoryContext, StoryNote, StoryStep
from shoumi.base.registry.story import moment
from shoumi.chapters.consent.services.answers import Said
from shoumi.chapters.consent.story.campaign import StoryCampaign, contents
from shoumi.core.terms import DealType

__all__ = ["contents", "steps"]

# Days on which answers come in.
_DAYS = ((9, 22), (9, 24), (9, 28), (10, 9), (10, 10), (10, 13), (10, 16), (10, 19))


class _DayOfAnswers:
    """The part of the answers that comes in on one of the days."""

    def __init__(self, campaign: StoryCampaign, index: int) -> None:
        self.campaign, self.index = campaign, index

    def _part(self) -> list[Said]:
        return self.campaign.script.said_on(self.index, len(_DAYS))

    def has_any(self, story: StoryContext) -> bool:
        return bool(self._part())

    def tell(self, story: StoryContext, note: StoryNote) -> None:
        self.campaign.record(story, note, self._part())


def steps() -> Sequence[StoryStep[StoryContext]]:
    campaign = StoryCampaign(len(_DAYS))
    return [*_asking(campaign), *_closing(campaign)]


def _asking(campaign: StoryCampaign) -> list[StoryStep[StoryContext]]:
    return [
        StoryStep(
            "campaign",
            moment(9, 21),
            ("告知与单独同意：发给每一位客户", "notice and consent to everyone"),
            campaign.open,
        ),
        StoryStep(
            "asked_again",
            moment(9, 21, 12),
            ("同一目的再征求一次", "put the same purpose to people again"),
            campaign.ask_again,
            expects=("campaign.asked_already",),
        ),
        *(_answers(campaign, index) for index in range(len(_DAYS))),
        StoryStep(
            "reminder",
            moment(10, 10, 19),
            ("提醒一次", "the one reminder"),
            campaign.remind,
        ),
        StoryStep(
            "second_reminder",
            moment(10, 10, 20),
            ("再提醒一次", "a second reminder"),
            campaign.remind,
            expects=("campaign.reminded_already",),
        ),
    ]


def _answers(campaign: StoryCampaign, index: int) -> StoryStep[StoryContext]:
    (month, day), own = _DAYS[index], _DayOfAnswers(campaign, index)
    return StoryStep(
        f"answers_{month:02d}{day:02d}",
        moment(month, day, 18),
        ("答复（按种子模拟）", "answers (simulated by seed)"),
        own.tell,
        applies=own.has_any,
    )


def _closing(campaign: StoryCampaign) -> list[StoryStep[StoryContext]]:
    return [
        StoryStep(
            "objections",
            moment(10, 19, 20),
            ("异议按法律依据分流", "objections, by legal basis"),
            campaign.object,
            types=frozenset({DealType.MERGER}),
        ),
        StoryStep(
            "campaign_closed",
            moment(10, 20, 0),
            ("告知期结束：沉默视为不同意", "the window ends: silence is no"),
            campaign.close,
        ),
        StoryStep(
            "late_answer",
            moment(10, 20, 1),
            ("期满后才答复", "an answer after the window"),
            campaign.answer_late,
            expects=("campaign.not_in_state",),
            applies=campaign.is_somebody_silent,
        ),
        StoryStep(
            "withdrawals",
            moment(10, 28),
            ("撤回同意，立即生效", "withdrawals, at once"),
            campaign.withdraw,
        ),
    ]
