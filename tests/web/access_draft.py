"""A line of ``tests/access.toml`` for an address that has none, as it answers now.

What a role may is read off the answers to OPTIONS: no page has it, so who is let in gets 405.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.web import access_table, samples
from tests.web.visitors import ELSEWHERE

from shoumi.base.accounts.rules import Kind
from shoumi.base.pages.access import Who, access_of

Asked = dict[str, dict[str, str]]  # visitor, method: answer


def lines(sweep: Any) -> Iterator[str]:
    said = access_table.rows() if access_table.FILE.exists() else {}
    for route in sweep.routes:
        if route.name in said:
            continue
        access = access_of(route.view)
        if access is not None and access.who is Who.BEARER:
            yield f'{route.name} = {{ at = "{route.address}", who = "{Who.BEARER}" }}'
            continue
        try:
            path = route.at(**samples.there(route))
        except samples.NoSample as error:
            yield f"# {route.name}: nothing in the home is a {error}"
            continue
        yield _line(sweep, route, path)


def _line(sweep: Any, route: Any, path: str) -> str:
    wrote: set[str] = set()
    found: Asked = {}
    for one in sweep.visitors:
        for method in access_table.METHODS:
            answer, _, written = sweep.ask(one.fresh, method, path)
            found.setdefault(one.name, {})[method] = answer
            if written and method in access_table.READS:
                wrote.add(method)
    probe = {one.name: found[one.name]["OPTIONS"] for one in sweep.visitors}
    who = _who(sweep, probe)
    let = [one for one in sweep.visitors if probe[one.name] not in ("door", "403", "404")]
    out = [one for one in sweep.visitors if probe[one.name] == "403"]
    parts = [f'at = "{route.address}"', f'who = "{who}"']
    if out:
        roles = sorted({role for one in let if one.name != ELSEWHERE for role in one.roles})
        parts.append(f"roles = {_listed(roles)}")
    proving = (sweep.ask(one.stale, "OPTIONS", path)[0] for one in let if one.kind)
    if "step-up" in proving:
        parts.append("fresh = true")
    parts += _answers(found, [one.name for one in let])
    if wrote:
        parts.append(f"records = {_listed(sorted(wrote))}")
    name = route.name if route.name.replace("-", "").replace("_", "").isalnum() else None
    return f"{name or repr(route.name)} = {{ {', '.join(parts)} }}"


def _who(sweep: Any, probe: dict[str, str]) -> str:
    if "door" not in probe.values():
        return Who.PUBLIC.value
    parties = [probe[one.name] for one in sweep.visitors if one.kind is Kind.PARTY]
    return (Who.STAFF if set(parties) == {"404"} else Who.SIGNED_IN).value


def _answers(found: Asked, let: list[str]) -> Iterator[str]:
    but: dict[str, dict[str, str]] = {}
    methods = 0
    for method in access_table.METHODS:
        answers = Counter(found[name][method] for name in let)
        if method == "HEAD" or not answers or set(answers) == {access_table.NO_METHOD}:
            continue
        methods += 1
        usual = answers.most_common(1)[0][0]
        yield f"{method} = {_value(usual)}"
        for name in let:
            if found[name][method] != usual:
                but.setdefault(name, {})[method] = found[name][method]
    if but:
        told = ", ".join(f"{name} = {_others(others, methods)}" for name, others in but.items())
        yield f"but = {{ {told} }}"


def _others(others: dict[str, str], methods: int) -> str:
    if len(others) == methods and len(set(others.values())) == 1:
        return _value(next(iter(others.values())))
    return f"{{ {', '.join(f'{method} = {_value(answer)}' for method, answer in others.items())} }}"


def _value(answer: str) -> str:
    return answer if answer.isdigit() else f'"{answer}"'


def _listed(words: list[Any]) -> str:
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"
