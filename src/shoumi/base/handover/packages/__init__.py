"""Sealed packages: what leaves the house, in formats that a stranger's own tools open.

A package is a tar with a signed manifest, Parquet, CSV, receipts and instructions, sealed as an age
file or as CMS AuthEnvelopedData.  This is format only: who may send what to whom is decided before.
"""

from shoumi.base.handover.packages.contents import Column, Kind, Making, Part, made
from shoumi.base.handover.packages.encryption import (
    File,
    Sealed,
    age_fingerprint,
    cms_fingerprint,
    pack_age,
    pack_cms,
    written,
)
from shoumi.base.handover.packages.manifest import Label, how_to_open
from shoumi.base.handover.packages.package_reader import Opened, check_age, open_age, open_cms
from shoumi.base.handover.packages.reconciliation import (
    Reconciliation,
    digest_of,
    is_receipt_for,
    reconcile,
)

__all__ = [
    "Column",
    "File",
    "Kind",
    "Label",
    "Making",
    "Opened",
    "Part",
    "Reconciliation",
    "Sealed",
    "age_fingerprint",
    "check_age",
    "cms_fingerprint",
    "digest_of",
    "how_to_open",
    "is_receipt_for",
    "made",
    "open_age",
    "open_cms",
    "pack_age",
    "pack_cms",
    "reconcile",
    "written",
]
