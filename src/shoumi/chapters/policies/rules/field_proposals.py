"""Fields that a register could have because a file brought a column of their kind.

A kind is a word of the scan (``core.scan.labels``) or of the list of sensitive headings; neither
says anything of anybody, so it may stand in a proposal, and the heading of the column may not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from importlib import resources

from shoumi.chapters.policies import rules
from shoumi.core.fields import FieldRule

# The field of each kind; several kinds are one field.
_FIELD_OF = {
    "RESIDENT_ID": "id_number",
    "PASSPORT": "id_number",
    "HK_MACAU_PERMIT": "id_number",
    "TAIWAN_PERMIT": "id_number",
    "USCC": "company_uscc",
    "BANK_CARD": "bank_account",
    "BANK_ACCOUNT": "bank_account",
    "EMAIL": "email",
    "MOBILE": "mobile",
    "LANDLINE": "landline",
    "WECHAT": "wechat",
    "QQ": "qq",
    "DATE_OF_BIRTH": "birth_on",
    "ADDRESS": "address",
    "PERSON": "name",
    "PLATE": "plate",
    "IMEI": "device_number",
    "MAC": "network_address",
    "IP": "network_address",
    "health": "health",
    "faith": "faith",
    "tracks": "tracks",
    "biometric": "biometric",
    "identity": "special_identity",
}


@cache
def _known() -> dict[str, FieldRule]:
    more = resources.files("shoumi.chapters.policies") / "data" / "proposed_fields.toml"
    own = rules.read_register(rules.built_in_register())
    return {**rules.read_register(more.read_text("utf-8")), **own}


def proposed(code: str) -> FieldRule:
    """What is proposed of the field ``code``, which is one of ``wanted``."""
    return _known()[code]


def wanted(kinds: Iterable[str], registered: Collection[str]) -> list[str]:
    """The fields that ``kinds`` ask for and the register does not name, each once."""
    found = {_FIELD_OF[kind] for kind in kinds if kind in _FIELD_OF}
    return sorted(found.difference(registered))
