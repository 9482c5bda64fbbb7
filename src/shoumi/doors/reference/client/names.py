"""What things of the description are called in the client, where a rule does not tell it."""

from __future__ import annotations

import keyword
from collections.abc import Container, Mapping

# By operation id.  Without an entry: a read is called what is read, an act ``verb_noun``.
METHODS: Mapping[str, str] = {
    "approvals_approve": "approve",
    "approvals_turn_down": "turn_down",
    "approvals_withdraw": "withdraw",
    "attestations_attest": "attest",
    "attestations_evidence": "statement_evidence",
    "attestations_revoke": "revoke",
    "collection_notices_notices": "collection_notices",
    "customers_reveal": "reveal",
    "datasets_hand_in_notice": "hand_in_collection_notice",
    "datasets_judge_notice": "judge_collection_notice",
    "datasets_state_no_notice": "state_no_collection_notice",
    "deal_acts_advance": "open_milestone",
    "deal_acts_finish": "finish_milestone",
    "deal_acts_make": "make_deal",
    "deal_acts_resume": "resume",
    "deal_acts_suspend": "suspend",
    "deal_acts_terminate": "terminate",
    "deal_acts_turn_down": "turn_down_milestone",
    "deal_acts_waive": "waive_milestone",
    "deal_parts_datasets": "datasets",
    "deal_parts_name_dataset": "name_dataset",
    "deal_parts_name_party": "name_party",
    "deal_parts_parties": "parties",
    "description_openapi": "description",
    "evidence_evidence": "entries",
    "filings_file": "file",
    "holdings_certify": "certify_destruction",
    "holdings_propose": "propose_destruction",
    "holdings_release": "release",
    "holdings_run": "run_destruction",
    "holdings_seal": "seal",
    "holdings_witness": "witness",
    "holds_place": "hold_deal",
    "holds_place_one": "hold_customer",
    "intake_report": "report_files",
    "intake_take_in": "take_files_in",
    "jobs_redeliver": "redeliver",
    "keys_rotate": "rotate_keys",
}
# By operation id and name of the field.
ARGUMENTS: Mapping[tuple[str, str], str] = {("holdings_seal", "key"): "public_key"}
# By schema.
TYPES: Mapping[str, str] = {"SetLine": "DataSet"}
KEY = "key"  # of every act: what repeats it
_LINE, _WHOLE = "Line", "Whole"


def method(operation_id: str, *, is_act: bool) -> str:
    if operation_id in METHODS:
        return METHODS[operation_id]
    noun, _, verb = operation_id.partition("_")
    verb = verb.strip("_")
    if is_act:
        return f"{verb}_{_one(noun)}"
    return noun if verb == "list" else verb


def argument(operation_id: str, name: str, taken: Container[str]) -> str:
    found = ARGUMENTS.get((operation_id, name), name)
    return f"{found}_" if keyword.iskeyword(found) or found in taken else found


def field(name: str) -> str:
    """A property as an attribute: a word of the language gets an underscore."""
    return f"{name}_" if keyword.iskeyword(name) else name


def response(schema: str) -> str:
    """``DealLine`` is a ``Deal``, ``DealWhole`` a ``WholeDeal``."""
    if schema in TYPES:
        return TYPES[schema]
    if schema.endswith(_WHOLE):
        return f"{_WHOLE}{schema.removesuffix(_WHOLE)}"
    return schema.removesuffix(_LINE)


def shorter(schema: str) -> str:
    """What lists show of the things that ``schema`` shows whole, empty where it does not."""
    return f"{schema.removesuffix(_WHOLE)}{_LINE}" if schema.endswith(_WHOLE) else ""


def _one(noun: str) -> str:
    return f"{noun.removesuffix('ies')}y" if noun.endswith("ies") else noun.removesuffix("s")
