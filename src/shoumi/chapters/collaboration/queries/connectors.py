"""Reads of robots and of what they have to tell."""

from __future__ import annotations

from django.db.models import QuerySet

from shoumi.base.row_authentication import verification
from shoumi.chapters.collaboration.connector_models import Connector, ConnectorNotice
from shoumi.chapters.collaboration.rules.robots import NoticeState
from shoumi.core.errors import Missing
from shoumi.core.refs import Ref


class NoSuchConnector(Missing):
    code = "robot.no_such"


def get(connector: Ref) -> Connector:
    """
    Raises:
        NoSuchConnector
    """
    found = Connector.objects.filter(ref=connector).first()
    if found is None:
        raise NoSuchConnector(connector=connector)
    return found


def listed() -> QuerySet[Connector]:
    return Connector.objects.order_by("-number")


def running() -> list[Connector]:
    """Those that are as the house left them: no other is told anything."""
    return verification.authentic(Connector.objects.filter(ended_at=None).order_by("number"))


def waiting(connector: Ref) -> QuerySet[ConnectorNotice]:
    return ConnectorNotice.objects.filter(connector=connector, state=NoticeState.WAITING).order_by(
        "id"
    )
