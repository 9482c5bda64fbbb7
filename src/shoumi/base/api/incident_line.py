"""What the API answers where something became an incident."""

from __future__ import annotations

from ninja import Schema


class ReportedIncidentLine(Schema):
    """Which incident it is from now on."""

    ref: str
    number: str
