"""Advisories in the form of OSV, about packages that are made up."""

from __future__ import annotations

import json


def advisory(
    package="sample-lib", severity="CRITICAL", modified="2026-08-25T00:00:00Z", **affected
):
    told = {"package": {"ecosystem": "PyPI", "name": package}, **affected}
    told.setdefault("ranges", [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}])
    return {
        "id": f"MADE-UP-{package}",
        "modified": modified,
        "affected": [told],
        "database_specific": {"severity": severity},
    }


def brought(*records):
    return json.dumps([*records] or [advisory("not-installed")]).encode()


def events(*those):
    return {"ranges": [{"type": "ECOSYSTEM", "events": [dict([one]) for one in those]}]}
