"""A house in which everything that a lapse may stop goes on at once, and what processes share."""

from __future__ import annotations

from shoumi.base.rooms import content
from shoumi.base.rooms.models import Paper
from shoumi.base.subjects.models import Kind
from shoumi.chapters.consent import rules as consent
from shoumi.core.gate import Act
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument, LegalBasis
from shoumi.doors.api.tests.programs import Program
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handover_house import Handing
from shoumi.doors.tests.house import House, agreement_paper
from shoumi.doors.tests.room_steps import ROWS
from shoumi.doors.tests.viewer_papers import opened

# Seconds of the story that half a round takes, and that the clock jumps where a term ends.
ROUND, TERM = 30, 20
# So many read in turn, as nobody looks at more than a dozen people in ten minutes (1.5).
READERS = (
    people.DPO,
    people.CONSULTANT,
    people.SERVICE,
    people.LEGAL,
    people.PERSONNEL,
    people.FINANCE,
    people.PURCHASING,
    people.MARKETING,
)


class Crowd(Handing):
    """So many people that one can withdraw in each round, and others to be destroyed."""

    def __init__(self, house: House, count: int) -> None:
        self.bases = (LegalBasis.CONTRACT,) * count
        super().__init__(house)


class World:
    """What stands open: an L2 room with a paper, tasks to reveal, to list and to hand over."""

    def __init__(self, count: int, doomed: int = 1) -> None:
        """``count`` who said yes; ``doomed`` who gave no answer."""
        self.house = house = House()
        # Made once: to set a paper takes longer than a round.
        self.agreement_paper = agreement_paper()
        house.agreement = house.agree(paper=self.agreement_paper)
        self.crowd = crowd = Crowd(house, count + doomed + 1)
        crowd.ask(consent.Purpose.PROVISION, Instrument.ART23_SEPARATE_CONSENT)
        crowd.answer(consent.Answer.GIVEN, crowd.people[:count])
        crowd.close()
        self.people = crowd.people[:count]
        # Apart from those who agreed: a package counts these, and nobody comes back from the dead.
        # Adults: a child's record takes a second person's yes, so nobody would get it before.
        rest = list(zip(crowd.people, crowd.kept, strict=True))[count:]
        self.doomed = [one for one, told in rest if told.kind is not Kind.CHILD][:doomed]
        self.destroyed = 0
        self.order: Ref | None = None
        house.assess()
        self.room = Ref(opened(house, ROWS, "框架合同", hours=24 * 7).ref)
        self.paper = Paper.objects.select_related("room").get(room__ref=self.room)
        # Of whoever is looked at in any round.
        named = content.people([self.people[-1], *self.doomed])
        self.clean_room = house.room(named)
        self.readers = [house[name] for name in READERS]
        self.reading = house.task(acts=(Act.REVEAL, Act.LIST), actors=self.readers)
        self.begun = house.at
        # By reader; a person has but so many tokens, so each is made once.
        self.programs: dict[Ref, Program] = {}
        # The requests of a round, each with whose data are to rest.
        self.asked: list[tuple[Ref, Ref]] = []

    def reader(self, clock: int) -> Ref:
        """Whose turn it is in a round."""
        return self.readers[clock // ROUND % len(self.readers)]
