"""What is done to hand data over: seal, release by another, void, take the receipt."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.urls import reverse

from shoumi.base import registry
from shoumi.base.gate import queries as tasks
from shoumi.base.handover import recipient_keys, record, release_checks, rules, services
from shoumi.base.handover.operations import Long
from shoumi.base.pages import choices, operations, scoping
from shoumi.base.pages.access import Who
from shoumi.base.pages.act_groups import Group
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.forms import Field, Kind, Option, from_query
from shoumi.base.pages.request import PageRequest
from shoumi.core.gate import Act as Verb
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose
from shoumi.doors.console import deals as deal_pages
from shoumi.doors.console import handover, package_in_browser

Place = Mapping[str, Any]
_HEX = 64
_COMPARE: Both = ("核对公钥", "To compare")
_BEFORE: Both = (
    "公钥已填在下面。先打电话与接收方核对指纹，对得上再封包",
    "it is filled in below; compare the fingerprint with the recipient by telephone first",
)
_SEVERAL: Both = (
    "受让方不止一个，公钥没有自动填。先打电话核对指纹，再把所选接收方的公钥抄到下面",
    (
        "there are several buyers, so none is filled in; compare the fingerprint by telephone, then"
        " copy the key of the recipient you choose"
    ),
)
_LOST: Both = (
    "公钥的原文已不在，或者被改动过，不能用；请接收方在自己的“交接”页上再交一次",
    (
        "the key itself is gone or was changed, and is not used; let the recipient hand it in again"
        " on its Hand-over page"
    ),
)
_NONE: Both = (
    "接收方还没有交公钥；请它在自己的“交接”页上交",
    "the recipient has handed no key in; it does so on its Hand-over page",
)


def _tasks(request: PageRequest, place: Place) -> Iterator[Option]:
    """The open tasks of this person to export for the hand-over of this deal."""
    for one in tasks.open_for(request.who(), request.at):
        is_of = one.deal == place["deal"] and one.purpose == Purpose.HANDOVER
        if is_of and Verb.EXPORT in one.acts:
            words = choices.purpose_of(request, one)
            yield one.ref, (words, words)


def _seal(request: PageRequest, given: dict[str, Any], *, deal: str) -> Done:
    ref = scoping.seen(request, deal)
    said = {"recipient": given["recipient"], "task": given["task"], "key": given["key"].strip()}
    return operations.ask(request, Long.SEAL, about=ref, deal=ref, given=said)


def _release(request: PageRequest, given: dict[str, Any], *, package: str) -> Done:
    found = handover.own(request, package)
    services.release(package=Ref(found.ref), actor=request.who(), at=request.at)
    return _to(package)


def _void(request: PageRequest, given: dict[str, Any], *, package: str) -> Done:
    found = handover.own(request, package)
    services.void(package=Ref(found.ref), actor=request.who(), at=request.at)
    return _to(package)


def _receive(request: PageRequest, given: dict[str, Any], *, package: str) -> Done:
    found = handover.own(request, package)
    held = given["file"]
    digest = _digest(held.chunks()) if held else given["sha256"].strip().lower()
    services.receive(
        package=Ref(found.ref),
        sha256=digest,
        record=lambda: record.record_of(found, request.who(), request.at),
        actor=request.who(),
        at=request.at,
    )
    return _to(package)


def _digest(chunks: Iterable[bytes]) -> str:
    running = hashlib.sha256()
    for chunk in chunks:
        running.update(chunk)
    return running.hexdigest()


def _to(package: str) -> Done:
    return Done(reverse("package", kwargs={"package": package}))


def _proposed(name: str) -> Callable[[PageRequest, Place], str]:
    """What the form is filled with, where the only buyer handed its key in."""

    def found(request: PageRequest, place: Place) -> str:
        given = recipient_keys.proposed(scoping.seen(request, place["deal"]))
        return str(getattr(given, name)) if given else ""

    return found


def _given_keys(request: PageRequest, deal: Ref) -> Iterable[tuple[Both, object]]:
    """Whose key was handed in, by whom and when; the person who seals compares it first."""
    found = recipient_keys.of_deal(deal)
    known = scoping.people([given.by for _, given in found if given])
    for party, given in found:
        yield ("接收方", "Recipient"), party.name
        if given is None:
            yield _COMPARE, request.say(_NONE)
            continue
        yield ("交公钥的人", "Handed its key in"), known.get(given.by, given.by)
        yield ("交的时间", "When"), given.at
        yield ("公钥指纹", "Fingerprint of that key"), given.fingerprint
        if given.key and len(found) > 1:
            yield ("公钥", "Public key"), given.key
            yield _COMPARE, request.say(_SEVERAL)
        else:
            yield _COMPARE, request.say(_BEFORE if given.key else _LOST)


def _is_open(request: PageRequest, *, deal: str) -> None:
    """
    Raises:
        StageNotOpen, NothingAgreed, NobodyAgreed
    """
    ref = scoping.seen(request, deal)
    release_checks.require_open(ref)
    services.require_agreed(ref)


def _of_deal(request: PageRequest, *, deal: str) -> Iterable[tuple[Both, object]]:
    """What the numbers are before anything is sealed."""
    ref = scoping.seen(request, deal)
    agreed = registry.agreed(ref)
    if agreed is None:
        yield ("本人的答复", "People's answers"), request.say(("还没有问过", "nobody was asked"))
    else:
        yield ("同意", "Agreed"), agreed.consented
        yield ("撤回", "Withdrawn"), agreed.withdrawn
        yield ("可以交出", "May be sent"), agreed.consented - agreed.withdrawn
    yield from _given_keys(request, ref)


def _of_package(request: PageRequest, *, package: str) -> Iterable[tuple[Both, object]]:
    found = handover.own(request, package)
    yield (
        ("交出 = 同意 − 撤回", "sent = agreed − withdrawn"),
        (f"{found.rows} = {found.consented} − {found.withdrawn}"),
    )
    if found.minors is not None:
        yield ("其中未成年人", "Minors among them"), found.minors
    yield ("SHA-256", "SHA-256"), found.sha256
    if found.fingerprint:
        yield ("收件公钥指纹", "Fingerprint of the recipient's key"), found.fingerprint
    if later := package_in_browser.other_key(found):
        yield ("接收方后来交的是另一把", "It handed another key in since"), later


ACTS = [
    Act(
        slug="handover-seal",
        place=deal_pages.PLACE,
        title=("封包", "Seal the package"),
        done=("已封包，等另一人放行", "Sealed; another person releases it"),
        do=_seal,
        roles=rules.SEALERS,
        help=(
            "只封闸门放行的人；数目对不上就不封。只有接收方的钥匙打得开。",
            (
                "Only those the gate lets out; numbers that do not add up seal nothing. "
                "Only the recipient's key opens it."
            ),
        ),
        fields=(
            Field(
                "recipient",
                ("接收方", "Recipient"),
                Kind.ONE,
                options=choices.parties,
                of=Ref,
                initial=_proposed("party"),
            ),
            Field(
                "task",
                ("任务", "Task"),
                Kind.ONE,
                help=("目的是交接、能导出的任务。", "A task of handing over that may export."),
                options=_tasks,
                of=Ref,
                empty=(
                    "先在这笔转让的页上“开出任务”：目的选资料交接，勾上导出，由另一人确认。",
                    (
                        "Open a task on the deal's page first: for handing over, with export, and "
                        "confirmed by another person."
                    ),
                ),
            ),
            Field(
                "key",
                ("接收方的公钥", "The recipient's public key"),
                Kind.LONG,
                help=(
                    (
                        "受让方在自己的“交接”页上交来的已经填好，也可以换成别的："
                        "age 公钥（age1…），或 RSA 证书（PEM）。先打电话核对指纹，再封包。"
                    ),
                    (
                        "What the buyer handed in on its Hand-over page is filled in; it may be"
                        " replaced by another age key (age1…) or RSA certificate (PEM). Compare"
                        " the fingerprint by telephone, then seal."
                    ),
                ),
                most=recipient_keys.MOST,
                is_once=True,  # somebody pastes the private half
                initial=_proposed("key"),
            ),
        ),
        is_fresh=True,
        requires=_is_open,
        back="deal",
        facts=_of_deal,
        group=Group.CUSTOMERS,
    ),
    Act(
        slug="handover-release",
        place=handover.PLACE,
        title=("放行", "Release"),
        done=("已放行，可以下载交给接收方", "Released; it can be downloaded for the recipient"),
        do=_release,
        roles=rules.RELEASERS,
        help=("封包人不能放行。", "Not by who sealed it."),
        is_final=True,
        is_fresh=True,
        back="package",
        facts=_of_package,
    ),
    Act(
        slug="handover-void",
        place=handover.PLACE,
        title=("作废", "Void"),
        done=("已作废，文件删了", "Void; the file is gone"),
        do=_void,
        roles=tuple(dict.fromkeys((*rules.SEALERS, *rules.RELEASERS))),
        is_final=True,
        is_fresh=True,
        back="package",
        facts=_of_package,
    ),
    Act(
        slug="handover-receive",
        place=handover.PLACE,
        title=("回执", "Take the receipt"),
        done=("回执相符，已签收", "The receipt is equal; received"),
        do=_receive,
        roles=rules.RECEIVERS,
        help=(
            "填接收方所持文件的哈希，或直接选那个文件。交接单由你签。",
            "The hash of the file the recipient holds, or the file. You sign the record.",
        ),
        fields=(
            Field(
                "sha256",
                ("SHA-256", "SHA-256"),
                help=(
                    "在交接包页面上打开核对过的，已经填好。",
                    "Filled in where you opened and checked it on the package's page.",
                ),
                most=_HEX,
                is_needed=False,
                hints={"autocomplete": "off"},
                initial=from_query("sha256"),
            ),
            Field(
                "file",
                ("接收方所持的文件", "The recipient's file"),
                Kind.FILE,
                is_needed=False,
            ),
        ),
        satisfies=frozenset({"handover.reconciled"}),
        is_fresh=True,
        who=Who.SIGNED_IN,
        back="package",
        facts=_of_package,
    ),
]
