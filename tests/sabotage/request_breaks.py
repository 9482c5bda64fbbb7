"""Promises about requests: channels that were tried, requests that somebody answers, whole records.

Each case begins with channels that were tried just now and a request that is somebody's; a house
that has listed none until then lists them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.sabotage.break_case import SQL, Break, cast
from tests.sabotage.house_breaks import first_person
from tests.sabotage.place import Place

_WORDS = "请把我的地址改过来"
# The rows that were deleted last.
_taken: list[Any] = []


def begin(place: Place) -> None:
    """Three channels are listed and work; one request was taken in and is somebody's."""
    from shoumi.chapters.feedback import queries
    from shoumi.chapters.feedback.rules import Way
    from shoumi.chapters.feedback.rules.channel_trials import Back
    from shoumi.chapters.feedback.services import channels, progress
    from shoumi.core.refs import Ref

    officer = place[cast().DPO]
    told = {one.way for one in queries.channels()}
    for way in (Way.PHONE, Way.MAIL, Way.PORTAL):
        if way not in told:
            given = {"contact": "154 0000 0100", "actor": officer, "at": place.at}
            channels.list_channel(way=way, **given)
    for one in queries.channels():
        tried = {"back": Back.ANSWERED, "actor": officer, "at": place.at}
        channels.record_trial(channel=Ref(one.ref), **tried)
    clerk = place[cast().SERVICE]
    progress.assign(request=asked(place), to=clerk, actor=clerk, at=place.at)


def asked(place: Place, kind: Any = None) -> Any:
    """By somebody who is known by name to nobody."""
    from shoumi.chapters.feedback.rules import Kind, Way
    from shoumi.chapters.feedback.services import intake
    from shoumi.chapters.feedback.services.intake import Told
    from shoumi.core.refs import Ref

    told = Told(kind=kind or Kind.CORRECT, way=Way.PORTAL, text=_WORDS, received_at=place.at)
    made, _ = intake.take_in_from_portal(told=told, customer=None, at=place.at)
    return Ref(made.ref)


def asked_and_left(place: Place) -> None:
    """Another asks, and nobody is assigned."""
    asked(place)
    place.a_minute_later()


def take_it_on(place: Place) -> None:
    place.page(cast().SERVICE, f"/requests/{_newest()}/do/request-take")


def objected(place: Place) -> None:
    from shoumi.chapters.feedback.rules import Kind

    _proved(place, Kind.OBJECT)


def wants_to_withdraw(place: Place) -> None:
    from shoumi.chapters.feedback.rules import Kind

    _proved(place, Kind.WITHDRAW)


def _proved(place: Place, kind: Any) -> None:
    """The first of the people asks and proves who that is; it is in hand, and not decided."""
    from shoumi.chapters.feedback.rules import Proof
    from shoumi.chapters.feedback.services import progress
    from shoumi.core.refs import Ref

    clerk, request = place[cast().SERVICE], asked(place, kind)
    progress.assign(request=request, to=clerk, actor=clerk, at=place.at)
    subject = Ref(first_person(place))
    given = {"subject": subject, "actor": clerk, "at": place.at}
    progress.prove(request=request, proof=Proof.IN_PERSON, **given)
    place.a_minute_later()


def recipient_is_late(place: Place) -> None:
    """The first of the people asks for deletion; whom the data went to has not confirmed, and the
    last day for that is over.  Nothing else has aged."""
    from shoumi.base.tests import authenticated
    from shoumi.chapters.feedback.models import RecipientNotice
    from shoumi.chapters.feedback.rules import Kind, Proof
    from shoumi.chapters.feedback.services import deletion, progress
    from shoumi.core.refs import Ref

    clerk, request = place[cast().SERVICE], asked(place, Kind.DELETE)
    progress.assign(request=request, to=clerk, actor=clerk, at=place.at)
    given = {"subject": Ref(first_person(place)), "actor": clerk, "at": place.at}
    progress.prove(request=request, proof=Proof.IN_PERSON, **given)
    assert deletion.order(request=request, actor=place[cast().DPO], at=place.at).told
    long_ago = (place.at - timedelta(days=1)).date()
    assert authenticated.change(RecipientNotice.objects.all(), until=long_ago)
    place.a_minute_later()


def write_why(place: Place) -> None:
    from shoumi.chapters.feedback.models import RecipientNotice

    for one in RecipientNotice.objects.filter(answer="", let_go_at=None):
        given = {"recipient": one.ref, "text": "催过三次，没有回音"}
        place.page(cast().DPO, f"/requests/{one.request}/do/request-let-go", **given)


def refuse_it(place: Place) -> None:
    given = {"ground": "NOT_FEASIBLE", "text": "合同仍在履行", "appeal": "可以投诉", "way": "PHONE"}
    place.page(cast().LEGAL, f"/requests/{_newest()}/do/request-refuse", **given)


def _newest() -> str:
    from shoumi.chapters.feedback.models import Request

    return str(Request.objects.order_by("-number")[0].ref)


def untried_for_a_month(place: Place) -> None:
    """As time alone would leave it, and nothing else has aged."""
    from shoumi.base.tests import authenticated
    from shoumi.chapters.feedback.models import Channel

    long_ago = place.at - timedelta(days=40)
    assert authenticated.change(Channel.objects.filter(ended_at=None), tried_at=long_ago)
    place.a_minute_later()


def try_again(place: Place) -> None:
    from shoumi.chapters.feedback.models import Channel

    for one in Channel.objects.filter(ended_at=None):
        address = f"/contacts/{one.ref}/do/contact-try"
        place.page(cast().DPO, address, back="ANSWERED")


def line_taken_away(place: Place) -> None:
    """What somebody asked is deleted from the record."""
    from shoumi.chapters.feedback.models import Communication

    _taken[:] = Communication.objects.all()
    assert Communication.objects.all().delete()[0]
    place.a_minute_later()


def put_it_back(place: Place) -> None:
    """No page does: whoever deleted the rows has them, as a copy of the home has."""
    from shoumi.chapters.feedback.models import Communication

    assert Communication.objects.bulk_create(_taken)
    place.a_minute_later()


# -- chats: one as a channel that nobody tried, one of another ---------------------------------


def begin_with_chat(place: Place) -> None:
    """The same, and a chat is listed that works."""
    from shoumi.chapters.feedback.rules import Way
    from shoumi.chapters.feedback.rules.channel_trials import Back
    from shoumi.chapters.feedback.services import channels
    from shoumi.core.refs import Ref

    begin(place)
    officer = place[cast().DPO]
    made = channels.list_channel(way=Way.CHAT, contact="/ask/chat", actor=officer, at=place.at)
    channels.record_trial(channel=Ref(made.ref), back=Back.ANSWERED, actor=officer, at=place.at)


def begin_with_visitor(place: Place) -> None:
    """The same; a visitor came in while it was staffed, and customer service took the chat."""
    from shoumi.chapters.feedback.queries import chats as found
    from shoumi.chapters.feedback.services import chats
    from shoumi.chapters.feedback.services.texts import Asker
    from shoumi.core.refs import Ref

    begin_with_chat(place)
    came = place.at
    while not found.is_open(came):
        came -= timedelta(hours=1)
    made, _ = chats.open_chat(text=_WORDS, who=Asker(), lang="zh", at=came)
    chats.take(chat=Ref(made.ref), actor=place[cast().SERVICE], at=came)


def chat_untried_for_a_month(place: Place) -> None:
    """All other channels were tried today."""
    from shoumi.base.tests import authenticated
    from shoumi.chapters.feedback.models import Channel
    from shoumi.chapters.feedback.rules import Way

    own = Channel.objects.filter(way=Way.CHAT, ended_at=None)
    assert authenticated.change(own, tried_at=place.at - timedelta(days=40))
    place.a_minute_later()


def try_the_chat(place: Place) -> None:
    from shoumi.chapters.feedback.models import Channel
    from shoumi.chapters.feedback.rules import Way

    own = Channel.objects.get(way=Way.CHAT, ended_at=None)
    place.page(cast().DPO, f"/contacts/{own.ref}/do/contact-try", back="ANSWERED")


def chat_of_another(place: Place) -> None:
    """Somebody gives a chat to the protection officer past the ledger; neither reads it so."""
    from shoumi.chapters.feedback.models import Chat

    assert Chat.objects.update(assignee=str(place[cast().DPO]))
    place.a_minute_later()


def give_it_back(place: Place) -> None:
    """No page does: whoever edited the row can."""
    from shoumi.chapters.feedback.models import Chat

    assert Chat.objects.update(assignee=str(place[cast().SERVICE]))
    place.a_minute_later()


OF_CHATS = (
    Break(
        ("10.1",),
        SQL,
        chat_untried_for_a_month,
        try_the_chat,
        scene=begin_with_chat,
        at="import",
        why="time does it too; nothing else has aged",
    ),
    Break(
        ("10.3",),
        SQL,
        chat_of_another,
        give_it_back,
        scene=begin_with_visitor,
        at="settled",
        why="it is the forgery that the check is there for",
    ),
)
