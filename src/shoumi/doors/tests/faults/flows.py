"""What is done in a home, in steps.  A step that returned is acknowledged: it must be there.

Each step finds what it works on in the home, so that a fresh process can go on with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from shoumi.base.deals.rules import PartyRole
from shoumi.base.documents import store
from shoumi.base.handover import services as handover
from shoumi.base.handover.models import Package
from shoumi.base.intake import import_run
from shoumi.base.subjects.models import Kind, Subject
from shoumi.chapters.consent import rules as consent
from shoumi.chapters.consent.models import Campaign
from shoumi.chapters.consent.services import answers, campaigns, dispatch
from shoumi.chapters.destruction import certificates
from shoumi.chapters.destruction import rules as destruction
from shoumi.chapters.destruction import services as destroying
from shoumi.chapters.destruction.models import Order
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose
from shoumi.doors.demo import cast
from shoumi.doors.demo.inventory import BASES
from shoumi.doors.tests.faults import start_states
from shoumi.doors.tests.faults.start_states import AT, PAPER, member


@dataclass(frozen=True)
class Given:
    """What comes from outside: a plan of the second delivery, its files, the buyer's age key."""

    plan: object
    files: tuple
    age_key: str


@dataclass(frozen=True)
class Flow:
    """``world``: the kept home it begins in; ``over_at``: a moment after its last step."""

    name: str
    world: str
    steps: tuple[Callable, ...]
    over_at: object


def take_in(place, given):
    import_run.take_in(
        deal=start_states.deal(),
        dataset=start_states.dataset("later"),
        plan=given.plan,
        files=given.files,
        bases=BASES,
        actor=member(cast.DPO),
        at=AT,
    )


def change(place, given):
    """A later file changes people who are held and brings nobody new."""
    again = start_states.only_changed(given.plan)
    import_run.take_in(
        deal=start_states.deal(),
        dataset=start_states.dataset("customers"),
        plan=again,
        files=given.files,
        bases=BASES,
        actor=member(cast.DPO),
        at=AT,
    )


def open_window(place, given):
    campaigns.open_window(campaign=_campaign(), actor=member(cast.DPO), at=AT)


def send(place, given):
    dispatch.send(
        campaign=_campaign(),
        codes=campaigns.codes(campaign=_campaign()),
        task=start_states.task(Purpose.NOTICE),
        sender=_Vendor(place.outside),
        actor=member(cast.SERVICE),
        at=AT,
    )


class _Vendor:
    """Reaches all but the last, and keeps what it was told where no crash can take it back."""

    def __init__(self, outside):
        self._outside = outside

    def deliver(self, batch):
        reached = []
        with (self._outside / "told").open("a") as told:
            for ref, _, _, code in batch:
                told.write(f"\n{ref} {code}\n")
                reached.append(ref)
        return {ref: ref != max(reached) for ref in reached}


def answer_yes(place, given):
    _answer(start_states.held()[0::3], consent.Answer.GIVEN)


def answer_no(place, given):
    _answer(start_states.held()[1::3], consent.Answer.REFUSED)


def _answer(people, said):
    children = set(Subject.objects.filter(kind=Kind.CHILD).values_list("ref", flat=True))
    answers.record(
        campaign=_campaign(),
        answers=[answers.Said(ref, said, by_guardian=ref in children) for ref in people],
        channel=consent.Channel.SIMULATED,
        actor=member(cast.SERVICE),
        at=AT + timedelta(days=3),
    )


def remind(place, given):
    dispatch.remind(campaign=_campaign(), actor=member(cast.DPO), at=AT + timedelta(days=5))


def close(place, given):
    over_at = Campaign.objects.get().window_ends_at
    campaigns.close(campaign=_campaign(), actor=member(cast.DPO), at=over_at)


def _campaign():
    return Ref(Campaign.objects.get().ref)


def seal(place, given):
    handover.seal(
        deal=start_states.deal(),
        recipient=start_states.party(PartyRole.TE),
        key=given.age_key,
        task=start_states.task(Purpose.HANDOVER),
        subjects=start_states.held(),
        fields=start_states.FIELDS,
        actor=member(cast.OPERATIONS),
        at=AT + timedelta(days=40),
    )


def release(place, given):
    handover.release(
        package=_package(), actor=member(cast.SUPERVISOR), at=AT + timedelta(days=40, hours=1)
    )


def receive(place, given):
    handover.receive(
        package=_package(),
        sha256=Package.objects.get().sha256,
        record=PAPER,
        actor=member(cast.BUYER),
        at=AT + timedelta(days=42),
    )


def take_back(place, given):
    handover.void(package=_package(), actor=member(cast.DPO), at=AT + timedelta(days=41))


def _package():
    return Ref(Package.objects.get().ref)


def propose(place, given):
    destroying.propose(
        deal=start_states.deal(),
        subjects=start_states.held()[-5:],
        basis=destruction.Basis.EXPIRED,
        actor=member(cast.DPO),
        at=AT,
    )


def witness(name):
    def step(place, given):
        destroying.confirm(order=_order(), actor=member(name), at=AT)

    step.__name__ = f"witnessed_by_{name}"
    return step


def carry_out(place, given):
    destroying.carry_out(order=_order(), actor=member(cast.OPERATIONS), at=AT)


def certify(place, given):
    certificates.issue(order=_order(), stage=1, paper=PAPER, actor=member(cast.DPO), at=AT)


def keep_paper(number):
    def step(place, given):
        store.put(
            PAPER * 100, kind="evidence", deal=start_states.deal(), actor=member(cast.DPO), at=AT
        )

    step.__name__ = f"paper_{number}"
    return step


def _order():
    return Ref(Order.objects.get().ref)


IMPORT = Flow("import", "held", (take_in, change), AT)
CAMPAIGN = Flow(
    "campaign",
    "held",
    (open_window, send, answer_yes, answer_no, remind, close),
    AT + timedelta(days=35),
)
HANDOVER = Flow("handover", "asked", (seal, release, receive), AT + timedelta(days=42))
DESTRUCTION = Flow(
    "destruction",
    "held",
    (propose, witness(cast.OPERATIONS), witness(cast.SECURITY), carry_out, certify),
    AT,
)
TAKEN_BACK = Flow("taken back", "asked", (seal, take_back), AT + timedelta(days=42))
PAPERS = Flow("papers", "held", (keep_paper(1), keep_paper(2)), AT)
