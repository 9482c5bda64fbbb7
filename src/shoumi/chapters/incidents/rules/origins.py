"""Of what kind an incident is taken to be until people know better."""

from __future__ import annotations

from shoumi.chapters.incidents.rules.words import Kind, Source


def kind_of(source: Source, *, is_inside: bool) -> Kind:
    if is_inside:
        return Kind.INSIDER
    return {Source.VENDOR: Kind.VENDOR, Source.MONITORING: Kind.INTRUSION}.get(source, Kind.OTHER)
