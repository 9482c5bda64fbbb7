"""Letters that the house sends itself: queued, carried each minute, sent again, printed, posted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from tests.sabotage.act import Act, Way, cast, ref_of
from tests.sabotage.place import Place, Refusal

_HOME = "letters"
# How many of the campaign's people have which letter, one after the other; the rest have none.
_SENT, _PRINTED, _TO_PRINT, _QUEUED = range(1, 5), range(5, 8), range(8, 10), range(10, 13)


@dataclass(frozen=True, slots=True)
class Told:
    """``work`` set the letters that are printed; its file waits."""

    campaign: str
    task: str
    work: str = ""


def _task(place: Place) -> str:
    """To write to people by text message or on paper."""
    from shoumi.base.correspondence.rules import Way as By
    from shoumi.base.gate.tasks import open_task
    from shoumi.core.gate import Act as GateAct
    from shoumi.core.letters import choice
    from shoumi.core.terms import Purpose

    people = cast()
    task = open_task(
        purpose=Purpose.NOTICE,
        deal=place.deal,
        actors=[place[people.DPO], place[people.SERVICE]],
        acts=[GateAct.SEND],
        fields=sorted(choice.fields([By.SMS, By.POST])),
        expires_at=place.at + timedelta(days=2),
        actor=place[people.HEAD],
        at=place.at,
    )
    return str(task)


def _ready(place: Place) -> Told:
    return Told(str(place.told.given["campaign"]), _task(place))


def under_way(place: Place) -> Told:
    """Letters at each step of their way: one that came back, some that left, were printed, are to
    be printed, wait for their minute; and people to whom none is written yet."""
    from shoumi.base.correspondence.models import Batch
    from shoumi.base.jobs.models import Errand
    from shoumi.chapters.consent.services import dispatch

    campaign = ref_of(str(place.told.given["campaign"]))
    made = Batch.objects.filter(about=campaign).order_by("position").first()
    if made is None:
        task = _task(place)
        _written(place, campaign, task, _SENT, "sms")
        _carried(campaign)
        dispatch.came_back(
            campaign=campaign,
            people=_people(campaign, _SENT)[:1],
            actor=place[cast().SERVICE],
            at=place.at,
        )
        _written(place, campaign, task, _PRINTED, "post")
        _carried(campaign)
        _print_page(place, Told(campaign, task))
        _written(place, campaign, task, _TO_PRINT, "post")
        _carried(campaign)
        _written(place, campaign, task, _QUEUED, "sms")
    else:
        task = made.task
    work = Errand.objects.filter(kind="campaign_print").order_by("id")[0]
    return Told(campaign, task, str(work.ref))


def _people(campaign: Any, which: range) -> list[Any]:
    from shoumi.chapters.consent.models import Invitation

    found = Invitation.objects.filter(campaign__ref=campaign, lane="SELF").order_by("id")
    return [
        ref_of(ref) for ref in found.values_list("subject", flat=True)[which.start : which.stop]
    ]


def _written(place: Place, campaign: Any, task: str, which: range, way: str) -> None:
    from django.db import transaction

    from shoumi.base.correspondence import batches
    from shoumi.base.correspondence.rules import Occasion
    from shoumi.base.correspondence.rules import Way as By

    wish = batches.Wish(campaign, place.deal, Occasion.NOTICE, ref_of(task), [By(way)])
    people = _people(campaign, which)
    with transaction.atomic():
        assert batches.queue(wish=wish, people=people, actor=place[cast().SERVICE], at=place.at)


def _carried(campaign: Any) -> None:
    """By a worker, batch after batch."""
    from shoumi.base.correspondence import carriage
    from shoumi.base.correspondence.models import Batch
    from shoumi.chapters.consent import jobs

    for batch in Batch.objects.filter(about=campaign).order_by("position"):
        carriage.carry(ref_of(batch.ref), jobs.WRITER)


def _minute(place: Place, told: Told) -> None:
    """The worker's next minute; what it stops is told on the page of the letters.  What it stopped
    before is taken up by a person first.

    Raises:
        Refusal: letters stay where they are.
    """
    from shoumi.base.correspondence.models import Batch, Letter
    from shoumi.base.jobs import backend
    from shoumi.chapters.consent import jobs

    stopped = Batch.objects.filter(about=told.campaign).exclude(held={})
    if stopped.exists():
        _page(place, told, verb="dispatch", way="sms")
    backend.insert(jobs.outgoing_letters, [])
    place.work_on()
    if stopped.exists():
        shown = place.look(cast().DPO, f"/campaigns/{told.campaign}/letters")
        _, is_told, why = shown.partition("停下了")
        assert is_told
        raise Refusal(why.partition("逐封列出")[0])
    assert not Letter.objects.filter(about=told.campaign, state="queued").exists()


def _plan(told: Told, *ways: str) -> Any:
    from shoumi.base.correspondence.rules import Way as By
    from shoumi.chapters.consent.services.letter_writer import Plan

    return Plan(ref_of(told.campaign), ref_of(told.task), [By(way) for way in ways])


def _service(place: Place, told: Told, *, verb: str, way: str, **more: Any) -> None:
    from shoumi.chapters.consent.documents import letter_text
    from shoumi.chapters.consent.services import letter_writer

    getattr(letter_writer, verb)(
        plan=_plan(told, way), text=letter_text.of, actor=place[cast().DPO], at=place.at, **more
    )


def _command(place: Place, told: Told, *, verb: str, way: str) -> None:
    given = ("--task", told.task, f"--{way}")
    place.shoumi("campaign", verb, told.campaign, *given, as_=cast().DPO)


def _page(place: Place, told: Told, *, verb: str, way: str) -> None:
    given = {"campaign": told.campaign, "task": told.task, way: "on", "is_sure": "on"}
    place.page(cast().DPO, f"/deals/{place.deal}/do/campaign-{verb}", **given)
    if verb == "dispatch":
        place.work()


def _operation(place: Place, told: Told, *, verb: str, way: str) -> None:
    place.call(cast().DPO, f"/campaigns/{told.campaign}/{verb}", {"task": told.task, way: True})


def _sending(verb: str, way: str, service: str, **more: Any) -> dict[str, Way]:
    return {
        "service": partial(_service, verb=service, way=way, **more),
        "command": partial(_command, verb=verb, way=way),
        "page": partial(_page, verb=verb, way=way),
        "operation": partial(_operation, verb=verb, way=way),
    }


def _print(place: Place, told: Told) -> None:
    from shoumi.chapters.consent import jobs
    from shoumi.core.errors import DomainError

    kept: list[bytes] = []

    def keep(content: bytes, *, people: Sequence[Any]) -> None:
        kept.append(content)

    try:
        jobs.print_letters(ref_of(told.campaign), place[cast().DPO], keep)
    except DomainError:
        assert not kept
        raise
    assert kept


def _print_command(place: Place, told: Told) -> None:
    """A refused command leaves no letters behind."""
    out = place.folder / "letters.pdf"
    out.unlink(missing_ok=True)
    try:
        place.shoumi("campaign", "print", told.campaign, "--out", out, as_=cast().DPO)
    except Refusal:
        if out.exists():
            raise AssertionError(f"left behind: {out}") from None
        raise


def _print_page(place: Place, told: Told) -> None:
    place.page(cast().DPO, f"/deals/{place.deal}/do/campaign-print", campaign=told.campaign)
    place.work()


def _fetch(place: Place, told: Told) -> None:
    from shoumi.base.operations import made_files

    made = made_files.fetch(work=told.work, actor=place[cast().DPO], at=place.at)
    assert made.content.startswith(b"%PDF-")


def _posted(place: Place, told: Told) -> None:
    from shoumi.chapters.consent import jobs
    from shoumi.chapters.consent.services import letter_writer

    letter_writer.posted(
        campaign=ref_of(told.campaign), writer=jobs.WRITER, actor=place[cast().DPO], at=place.at
    )


def _under_way(name: str, ways: dict[str, Way]) -> Act:
    """An act about letters that are on their way."""
    return Act(name, ("campaign_send",), under_way, ways, apart=_HOME)


LETTERS = (
    Act(
        "letters_dispatch",
        ("campaign_open",),
        _ready,
        _sending("dispatch", "sms", "begin"),
        apart=_HOME,
    ),
    _under_way("letters_carry", {"service": _minute}),
    # Also to whom none was written yet, while the window is open; so does what was held go on.
    _under_way(
        "letters_go_on",
        _sending("dispatch", "sms", "begin"),
    ),
    _under_way(
        "letters_resend",
        _sending("resend", "post", "resend", doubtful=False),
    ),
    _under_way(
        "letters_remind",
        _sending("remind-letters", "sms", "remind"),
    ),
    _under_way(
        "letters_print",
        {"service": _print, "command": _print_command, "page": _print_page},
    ),
    _under_way(
        "letters_printed_file",
        {
            "service": _fetch,
            "page": lambda place, told: place.look(cast().DPO, f"/errands/{told.work}/file"),
        },
    ),
    _under_way(
        "letters_posted",
        {
            "service": _posted,
            "command": lambda place, told: place.shoumi(
                "campaign", "posted", told.campaign, as_=cast().DPO
            ),
            "page": lambda place, told: place.page(
                cast().DPO, f"/deals/{place.deal}/do/campaign-posted", campaign=told.campaign,
                is_sure="on",
            ),
            "operation": lambda place, told: place.call(
                cast().DPO, f"/campaigns/{told.campaign}/posted"
            ),
        },
    ),
)  # fmt: skip
