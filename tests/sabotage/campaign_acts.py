"""Telling people: opening a campaign, sending its letters, reminding."""

from __future__ import annotations

from functools import partial

from tests.sabotage.act import Act, cast, ref_of
from tests.sabotage.place import Place, Refusal


def _campaign(place: Place) -> str:
    return str(place.told.given["campaign"])


def _open_window(place: Place, campaign: str) -> None:
    from shoumi.chapters.consent.services import campaigns

    campaigns.open_window(campaign=ref_of(campaign), actor=place[cast().DPO], at=place.at)


def _send(place: Place, campaign: str) -> None:
    from shoumi.chapters.consent.services import campaigns, dispatch
    from shoumi.chapters.consent.story.answer_script import PretendVendor

    dispatch.send(
        campaign=ref_of(campaign),
        codes=campaigns.codes(campaign=ref_of(campaign)),
        task=place.told.given["task"],
        sender=PretendVendor(frozenset()),
        actor=place[cast().SERVICE],
        at=place.at,
    )


def _letters_command(verb: str, place: Place, campaign: str) -> None:
    """A refused command leaves no letters behind."""
    out = place.folder / f"{verb}.csv"
    out.unlink(missing_ok=True)
    task = place.told.given["task"]
    try:
        place.shoumi("campaign", verb, campaign, "--task", task, "--out", out, as_=cast().SERVICE)
    except Refusal:
        if out.exists():
            raise AssertionError(f"left behind: {out}") from None
        raise


def _letters_page(verb: str, place: Place, campaign: str) -> None:
    place.page(
        cast().SERVICE,
        f"/deals/{place.deal}/do/campaign-{verb}",
        campaign=campaign,
        task=str(place.told.given["task"]),
        is_sure="on",
    )
    place.work()


_send_command = partial(_letters_command, "send")
_remind_command, _remind_page = (
    partial(_letters_command, "remind"),
    partial(_letters_page, "remind"),
)


def _remind(place: Place, campaign: str) -> None:
    from shoumi.chapters.consent.services import dispatch

    dispatch.remind(campaign=ref_of(campaign), actor=place[cast().SERVICE], at=place.at)


CAMPAIGNS = (
    Act(
        "campaign_open",
        ("campaign_open",),
        _campaign,
        # Through the doors it goes with its letters alone: ``letters_dispatch``.
        {"service": _open_window},
    ),
    Act(
        "campaign_send",
        ("campaign_send",),
        _campaign,
        {"service": _send, "command": _send_command},
    ),
    # Before any letter went out: nobody is left to be reminded, and the one reminder is spent.
    Act(
        "campaign_remind",
        ("campaign_send",),
        _campaign,
        {"service": _remind, "command": _remind_command, "page": _remind_page},
    ),
)
