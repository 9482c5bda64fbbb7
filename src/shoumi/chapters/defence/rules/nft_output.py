"""What ``nft -j list table`` says, rule by rule, and how it differs from what was approved.

Only the words that our own rule sets are made of are put in nftables' words; any other rule stands
as its JSON, and so differs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shoumi.chapters.defence.rules import firewall
from shoumi.chapters.defence.rules.firewall import Opening

_HOOK = {"type": "filter", "prio": 0, "policy": "drop"}
# The second of IPv6 is of an older version's file, which lets in nothing besides.
_SETS = (
    {"name": "blocked4", "type": "ipv4_addr", "flags": ["timeout"]},
    {"name": "blocked6", "type": "ipv6_addr", "flags": ["interval", "timeout"]},
    {"name": "blocked6", "type": "ipv6_addr", "flags": ["timeout"]},
)
# Who is blocked for a while changes by the minute and opens nothing; counters are no rule.
_PASSED_OVER = frozenset({"metainfo", "table", "element"})


class NoListing(ValueError):
    """It is not what nft answers."""


def lines(listed: str) -> dict[str, list[str]]:
    """Chain -> its rules in order; what is no chain of ours stands under an empty name.

    Raises:
        NoListing
    """
    found: dict[str, list[str]] = {}
    other: list[str] = []
    try:
        for what, one in _objects(listed):
            if what == "chain":
                found.setdefault(str(one["name"]), [])
                if not _is_hooked(one):
                    other.append(f"chain {one['name']} {_json(_own(one))}")
            elif what == "rule":
                found.setdefault(str(one["chain"]), []).append(_rule(one["expr"]))
            elif what == "set":
                if {key: one.get(key) for key in ("name", "type", "flags")} not in _SETS:
                    other.append(f"set {one['name']}")
            elif what not in _PASSED_OVER:
                other.append(f"{what} {_json(_own(one))}")
    except (ValueError, TypeError, KeyError, AttributeError):
        raise NoListing from None
    return {**found, "": other} if other else found


def _objects(listed: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for one in json.loads(listed)["nftables"]:
        yield from one.items()


def _is_hooked(chain: Mapping[str, Any]) -> bool:
    wanted = {**_HOOK, "hook": chain["name"]}
    return all(chain.get(key) == value for key, value in wanted.items())


def _own(one: Mapping[str, Any]) -> dict[str, Any]:
    """Without what nft numbers by itself."""
    return {key: value for key, value in one.items() if key not in ("handle", "table", "family")}


def _rule(expressions: Sequence[Mapping[str, Any]]) -> str:
    return " ".join(_expression(one) for one in expressions)


def _expression(one: Mapping[str, Any]) -> str:
    match one:
        case {"accept": None}:
            return "accept"
        case {"drop": None}:
            return "drop"
        case {"match": {"op": op, "left": left, "right": right}}:
            return _match(op, left, right) or _json(one)
    return _json(one)


def _match(op: str, left: Any, right: Any) -> str:
    match op, left, right:
        case "==", {"meta": {"key": "iif"}}, str(name):
            return f'iif "{name}"'
        case "in", {"ct": {"key": "state"}}, [*states]:
            return f"ct state {','.join(map(str, states))}"
        case "in", {"ct": {"key": "state"}}, str(state):
            return f"ct state {state}"
        case "==", {"meta": {"key": "l4proto"}}, {"set": [*protocols]}:
            return f"meta l4proto {{ {', '.join(map(str, protocols))} }}"
        case "==", {"payload": {"protocol": str(of), "field": "dport"}}, int(port):
            return f"{of} dport {port}"
        case "==", {"payload": {"protocol": str(of), "field": "saddr"}}, str(address):
            return f"{of} saddr {address}"
        case (
            "==",
            {"payload": {"protocol": str(of), "field": "saddr"}},
            {"prefix": {"addr": str(address), "len": int(length)}},
        ):
            return f"{of} saddr {address}/{length}"
    return ""


def _json(one: object) -> str:
    return json.dumps(one, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def differences(
    listed: Mapping[str, Sequence[str]], opened: Sequence[Opening], *, is_routing: bool
) -> list[str]:
    """``+`` what the host lets in or does besides, ``-`` what it lacks; the order of rules counts,
    as the first that fits decides."""
    wanted = firewall.rules(opened, is_routing=is_routing)
    found: list[str] = []
    for chain in sorted({*wanted, *listed}):
        is_, want = list(listed.get(chain, [])), list(wanted.get(chain, []))
        if chain and chain not in listed:
            found.append(f"- chain {chain}")
        elif chain and chain not in wanted:
            found.append(f"+ chain {chain}")
        found += [f"+ {rule}" for rule in is_ if is_.count(rule) > want.count(rule)]
        found += [f"- {rule}" for rule in want if want.count(rule) > is_.count(rule)]
        if sorted(is_) == sorted(want) and is_ != want:
            found.append(f"~ chain {chain}")
    return list(dict.fromkeys(found))
