"""24 August: everybody gets a place and a role, demands are stated, the policy is published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib import resources

from tests.web.story import requests
from tests.web.story.cast import (
    DPO,
    HEAD,
    HOUSE,
    LEGAL,
    PARTIES,
    STATED,
    SUPERVISOR,
)
from tests.web.story.walk import Tale

from shoumi.chapters.policies import texts


def tell(tale: Tale) -> None:
    tale.by(DPO)
    people = {
        **dict.fromkeys(HOUSE, "内部人员"),
        **dict.fromkeys(PARTIES, "当事方"),
        SUPERVISOR: "外部人员",
    }
    for name, kind in people.items():
        enrols(tale, name, kind)
    for name, role in {**HOUSE, SUPERVISOR: "SUP"}.items():
        asks(tale, name, role)
    grants(tale, len(HOUSE) + 1)
    states(tale, STATED)
    requests.lists_channels(tale)
    publishes(tale, writes(tale))


def enrols(tale: Tale, name: str, kind: str) -> None:
    done = tale.act(DPO, "/people", "enrol", name=name, kind=kind)
    tale.found[f"person {name}"] = done.page.url.removeprefix(tale.served.site).partition("?")[0]
    if name == SUPERVISOR:
        tale.stage("登记所有的人", done, "已登记，还没有岗位")


def asks(tale: Tale, name: str, role: str, **more: str) -> None:
    """The protection officer asks for a role."""
    tale.act(DPO, tale.found[f"person {name}"], "request-role", role=role, **more)


def grants(tale: Tale, count: int) -> None:
    """The head grants what waits, one after the other."""
    head = tale.by(HEAD)
    for _ in range(count):
        head.goes("/")
        head.follows("main .task-name a:has-text('批准岗位')")
        head.follows(head.link("do/approve-role"))
        tale.does(head, "approve-role", {})
    tale.stage("两人授予岗位", head, "岗位已授予", f"{count}")


def states(tale: Tale, stated: Mapping[str, Sequence[str]]) -> None:
    """Who answers for a demand whose chapter is not built states that it is kept."""
    for who, duties in stated.items():
        done = tale.states_all(who, duties)
    tale.stage("负责人声明", done, "声明", f"{sum(map(len, stated.values()))}")


Handler = Mapping[texts.HandlerFact, str]


def _text(handler: Handler | None) -> texts.PolicyText:
    """As the demo has it; the walk stands outside of any home, so the file is read here."""
    folder = resources.files("shoumi.chapters.policies") / "data"
    text = texts.read((folder / "story.toml").read_text("utf-8"))
    return text if handler is None else replace(text, handler=handler)


def _write(tale: Tale, text: texts.PolicyText) -> str:
    """A draft from a file of passages; the company's own facts are filled in by page."""
    file = texts.write(replace(text, handler={})).encode()
    brought = {"name": "policy.toml", "mimeType": "application/toml", "buffer": file}
    done = tale.act(DPO, "/policies", "policy-draft", text=brought)
    policy = tale.here(done)
    done.follows(done.link(f"{policy}/text"))
    done.fills({f"handler-{fact}": value for fact, value in text.handler.items()})
    done.presses("main form button[value=save]")
    tale.stage("政策正文：填上处理者，保存", done, "已保存，写全了")
    return policy


def writes(tale: Tale, handler: Handler | None = None) -> str:
    """Drawn up by page; returns the address of the draft.

    ``handler``  what is printed of the house; by default what the demo says.
    """
    return _write(tale, _text(handler))


def publishes(tale: Tale, policy: str, handler: Handler | None = None) -> None:
    """Approved by two in two roles, published; the portal shows it to everybody."""
    for who, role in ((DPO, "DPO"), (LEGAL, "LEG")):
        tale.act(who, policy, "policy-approve", role=role)
    done = tale.act(DPO, policy, "policy-publish")
    tale.stage("处理规则：两人批准，发布", done, "已发布，马上施行")
    reader = tale.customer("读者")
    reader.goes("/rules")
    tale.stage("处理规则，人人可读", reader, _text(handler).handler[texts.HandlerFact.NAME])
