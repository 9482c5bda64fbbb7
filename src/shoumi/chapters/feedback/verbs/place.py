"""What the verbs are done to: the house, one request that somebody may see, one channel."""

from __future__ import annotations

from django.db.models import QuerySet

from shoumi.base.commands import lookup
from shoumi.base.pages import scoping
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Place
from shoumi.chapters.feedback.models import Channel, Request
from shoumi.chapters.feedback.queries import NoSuchChannel, NoSuchRequest
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

# Who keeps the machines that mails come by sees the channels, and no request.
KEEPERS = (Role.OPS, Role.SEC)
READERS = (Role.CS, Role.CON, Role.DPO, Role.LEG, Role.HEAD, Role.SUP)


def mine(request: PageRequest) -> QuerySet[Request]:
    """All of them for who has a role in the house; else those of the reader's deals."""
    if "" in request.reach:
        return Request.objects.all()
    return Request.objects.filter(deal__in=scoping.deals_of(request).values("ref"))


def own(request: PageRequest, asked: str) -> Request:
    """
    Raises:
        NoSuchRequest: there is none, or it is nothing to who asks.
    """
    found = mine(request).filter(ref=asked).first()
    if found is None:
        raise NoSuchRequest(request=asked)
    return found


def channel_of(channel: str) -> Channel:
    """
    Raises:
        NoSuchChannel
    """
    found = Channel.objects.filter(ref=channel).first()
    if found is None:
        raise NoSuchChannel(channel=channel)
    return found


REQUESTS = Place("", "requests")
REQUEST = Place(
    "asked",
    "requests/<str:asked>",
    lambda request, ref: Ref(own(request, ref).ref),
    lookup.numbered(Request, NoSuchRequest),
)
CONTACTS = Place("", "contacts")
CONTACT = Place("contact", "contacts/<str:contact>", lambda request, ref: Ref(channel_of(ref).ref))
