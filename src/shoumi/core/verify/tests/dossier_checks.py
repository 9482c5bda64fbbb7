"""Dossiers, changed and signed anew or not, and what the check says of them."""

from __future__ import annotations

from functools import partial

from shoumi.core.verify.dossier import check_dossier
from shoumi.core.verify.log import Trust, key_of
from shoumi.core.verify.report import Report
from shoumi.core.verify.tests import evidence

TRUST = Trust(key_of(evidence.vkey()))
ENTRIES = "ledger/entries.jsonl"
LEAVES = [evidence.leaf(each) for each in evidence.bodies()]
PEM = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"


def checked(files, trust=TRUST):
    report = Report("dossier")
    check_dossier(report, {name: partial(bytes, data) for name, data in files.items()}, trust)
    return report


def failures(report):
    return [(each["place"], each["detail"]) for each in report.checks if not each["ok"]]


def resigned(changes, *, entries=None, key=evidence.KEY, without=()):
    """A dossier changed by somebody who holds the log's key and signs it anew."""
    entries = entries or evidence.bodies()
    files = evidence.dossier(entries) | changes
    files = {name: data for name, data in files.items() if name not in without}
    return evidence.signed(files, [evidence.leaf(each) for each in entries], key=key)


def wrong(report):
    return [(each["place"], each["detail"]) for each in report.checks if not each["ok"]]
