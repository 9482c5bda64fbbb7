"""What an ending shuts, though every promise is kept: a deal that was terminated, a buyer that
left, people of whom nobody agrees any more.

Each act that passed before is refused by every way it has, and nothing is left of the try.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from tests.sabotage import consent_breaks, door_map, ending_acts
from tests.sabotage.act import Act, cast
from tests.sabotage.cases import acts_at
from tests.sabotage.place import Place, Refusal
from tests.sabotage.trial import knock
from tests.sabotage.world import differences, world

# Who is still held is listed after the end: they are destroyed, and may ask; and what is no deal's.
_GOES_ON = frozenset(
    {
        *("people_list", "answers_list", "letters_list"),
        *("people_file", "people_waiting_file"),
        *("grant", "other_deal", "publish_policy", "sanction", "close_request"),
        *door_map.PASSES_NO_DOOR,
    }
)
_OF_CAMPAIGN = ("campaign_send", "campaign_remind", "letters_")


def _of_the_deal(act: Act) -> bool:
    return act.name not in _GOES_ON


def _of_the_buyer(act: Act) -> bool:
    """Its own steps, and letters that name it."""
    is_own = act.name in door_map.OF_SIDES and act.name != "answer"
    return is_own or (_of_the_deal(act) and act.name.startswith(_OF_CAMPAIGN))


def _nobody_agrees(place: Place) -> None:
    from shoumi.chapters.consent.models import Consent

    found = Consent.objects.filter(campaign__deal=place.deal, state="GIVEN")
    consent_breaks.withdraw(found.select_related("campaign"))


def _left_page_is_shown(place: Place) -> None:
    """The former buyer still reads what it owes, and nothing of who came."""
    shown = place.look(cast().BUYER, f"/deals/{place.deal}")
    assert "另一方接替了你这一方" in shown
    assert ending_acts.NEW_BUYER not in shown


@dataclass(frozen=True, slots=True)
class Ending:
    """``ends`` by page, at each of the ``moments``; ``shuts`` which acts; ``after`` it what is
    looked at too."""

    name: str
    moments: tuple[str, ...]
    ends: Callable[[Place], None]
    shuts: Callable[[Act], bool]
    after: Callable[[Place], None] | None = None


ENDINGS = (
    Ending(
        "terminated",
        ("room_l2", "view_l3", "campaign_open", "campaign_send", "seal", "release"),
        ending_acts.terminate_by_page,
        _of_the_deal,
    ),
    Ending(
        "another buyer",
        ("view_l3", "campaign_send"),
        ending_acts.replace_by_page,
        _of_the_buyer,
        _left_page_is_shown,
    ),
    Ending(
        "nobody agrees",
        ("seal", "release"),
        _nobody_agrees,
        lambda act: act.name in {"seal", "release", "package_file"},
    ),
)


@dataclass(slots=True)
class Ended:
    endings: int = 0
    tries: int = 0
    refused: int = 0
    amiss: list[str] = field(default_factory=list)

    def said(self) -> str:
        return (
            f"endings={self.endings} tries={self.tries} refused={self.refused}"
            f" amiss={len(self.amiss)}"
        )


def run(place: Place, names: Collection[str] = ()) -> Ended:
    """``names``: of these endings alone."""
    told = Ended()
    for ending in ENDINGS:
        if names and ending.name not in names:
            continue
        told.endings += 1
        for moment in ending.moments:
            if moment not in place.moments:
                continue
            place.go_to(moment)
            acts = [act for act in acts_at(moment) if ending.shuts(act)]
            for apart in dict.fromkeys(act.apart for act in acts):
                _ended(place, ending, [act for act in acts if act.apart == apart], moment, told)
    return told


def _ended(place: Place, ending: Ending, acts: Sequence[Act], moment: str, told: Ended) -> None:
    place.put_back()
    prepared = {act.name: act.prepare(place) for act in acts}
    ending.ends(place)
    if ending.after is not None:
        ending.after(place)
    for act in acts:
        for way in place.ways(act):
            where = f"{ending.name} at {moment}: {act.name} by {way}"
            told.tries += 1
            before = world(place.home)
            try:
                knock(place, act, way, prepared[act.name])
            except Refusal:
                told.refused += 1
                if left := differences(before, world(place.home)):
                    told.amiss.append(f"{where}: refused, and left {left}")
            else:
                told.amiss.append(f"{where}: passed")
