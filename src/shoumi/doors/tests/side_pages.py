"""Steps of tests about the page that a side of a deal has of it."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base import clock
from shoumi.base.deals import services
from shoumi.base.deals.models import MilestoneState
from shoumi.base.deals.rules import PartyRole
from shoumi.base.tests import authenticated
from shoumi.core.milestones import Standing
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage
from shoumi.doors.demo import cast as people
from shoumi.doors.demo import made_up_papers
from shoumi.doors.tests.room_steps import ROWS
from shoumi.doors.tests.visitors import signed_in

BOTH = (people.SELLER, people.BUYER)


def paper(text: str = "Made up"):
    content = made_up_papers.pdf(text, "Company: 91990000MA0DEM0213")
    return SimpleUploadedFile("paper.pdf", content)


def text_of(house, name: str, deal: str = "", lang: str = "zh") -> str:
    """What the page of the deal says to that side, without the frame around it."""
    answer = signed_in(house[name], lang=lang).get(f"/deals/{deal or house.deal}")
    assert answer.status_code == 200
    text = answer.content.decode()
    return text[text.index("<main") : text.index("</main>")]


def handed_in(house, name: str, kind: str) -> None:
    answer = signed_in(house[name]).act(
        f"/papers/{house.deal}/do/paper-file", kind=kind, document=paper(kind)
    )
    assert answer.status_code == 200


def taken_in(house) -> None:
    """The first milestone is done, so that the seller's papers are next."""
    rows = MilestoneState.objects.filter(deal=house.deal, code=DealStage.INTAKE)
    at = clock.now()
    authenticated.change(rows, state=Standing.DONE, opened_at=at, done_at=at)


def opened(house) -> Ref:
    """A room the buyer may enter."""
    house.assess()
    return house.room(ROWS)


def another_buyer(house, name: str = "吴虚丁") -> Ref:
    """The cast's other holder comes in the place of the buyer."""
    person = house[people.HOLDER]
    for one, who in ((people.BUYER, house.buyer), (name, person)):
        services.add_party(
            deal=house.deal,
            party=services.NewParty(PartyRole.TE, one, person=who),
            actor=house[people.CONSULTANT],
            at=clock.now(),
        )
    return person
