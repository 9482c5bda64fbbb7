"""Whether a paper that was brought back is the one that the house made, with signatures added.

It has to begin with the very bytes; what follows may fill signature fields and nothing else, and
each signature has to cover all that stands before it.  Whose certificates they are is not asked:
a person of the house who signs elsewhere may have one of any authority.
"""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    DiffResult,
    FormUpdatingRule,
    ModificationLevel,
    StandardDiffPolicy,
)

from shoumi.base.documents.validation import validate

_USUAL = DEFAULT_DIFF_POLICY.form_rule
assert _USUAL is not None
# As after a signature; but the first one sets the flag that a paper has any (ISO 32000-1 12.7.2).
_BEFORE_SIGNATURES = StandardDiffPolicy(
    global_rules=DEFAULT_DIFF_POLICY.global_rules,
    form_rule=FormUpdatingRule(
        field_rules=_USUAL.field_rules,
        ignored_acroform_keys={*_USUAL.ignored_acroform_keys, "/SigFlags"},
    ),
)
_TRUST = frozenset({"untrusted", "timestamp_untrusted"})


def is_signed_copy(brought: bytes, made: bytes) -> bool:
    """``made``  the paper with its fields still empty"""
    if sha256(brought[: len(made)]).digest() != sha256(made).digest():
        return False
    told = validate(brought, [])
    wrong = {one.rpartition(": ")[2] for one in told.problems} - _TRUST
    return bool(told.signatures) and not wrong and _adds_signatures_alone(brought, made)


def _adds_signatures_alone(brought: bytes, made: bytes) -> bool:
    """Also what stands between the paper and its first signature, which no signature speaks of."""
    try:
        last = PdfFileReader(BytesIO(made)).xrefs.total_revisions - 1
        reader = PdfFileReader(BytesIO(brought))
        found = _BEFORE_SIGNATURES.review_file(reader, last)
    except (PdfError, ValueError):
        return False
    if not isinstance(found, DiffResult):
        return False
    return bool(found.modification_level <= ModificationLevel.FORM_FILLING)
