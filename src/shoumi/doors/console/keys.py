"""The keyring: suites, how long each key may still be used, and its rotation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.deals import queries as deals
from shoumi.base.jobs.backend import insert
from shoumi.base.messages import names
from shoumi.base.pages import choices, clocks, figures, scoping, second_person
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.content_page import ContentPage, button, show
from shoumi.base.pages.forms import Field, Kind, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table, entry
from shoumi.base.rotation import jobs, plans, queries, services
from shoumi.base.rotation.events import What
from shoumi.base.rotation.models import Rotation
from shoumi.base.vault import queries as vault
from shoumi.base.vault.queries import KeyAge
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.core.vault.cryptoperiods import Age, add_months
from shoumi.core.vault.suites import NAMES, named
from shoumi.doors.console import algorithm_reviews, key_duties

KEEPERS = (Role.AUD, Role.DPO, Role.HEAD, Role.OPS, Role.SEC, Role.SUP)
_TITLE: Both = ("密钥", "Keys")
_KINDS: Mapping[str, Both] = {
    "root": ("根密钥", "root"),
    "kek": ("密钥加密密钥", "key-encryption key"),
    "deal": ("转让密钥中最旧的", "oldest of the deal keys"),
    "subject": ("个人密钥中最旧的", "oldest of the personal keys"),
    "index": ("检索密钥", "search key"),
    "signing": ("签名密钥", "signing key"),
}
_FOR: Mapping[str, Both] = {
    "oldest": ("", ""),
    "subjects": ("个人", "persons"),
    "index": ("检索", "search"),
    "signing": ("签名", "signatures"),
    "log": ("账本", "ledger"),
    "document-root": ("文件根证书", "root of documents"),
}
_COLUMNS = (
    Column(("种类", "Kind")),
    Column(("套件", "Suite"), "ref"),
    Column(("状态", "State")),
    Column(("到期", "Over at")),
    Column(("仍在旧密钥上", "On old keys"), "number"),
)
_TURNS = (
    Column(("更换什么", "What")),
    Column(("状态", "State")),
    Column(("已移动", "Moved"), "number"),
    Column(("共", "Of"), "number"),
    Column(("开始", "Begun")),
    Column(("账本", "Entry"), "number"),
)
_LATEST = 12


@open_to(Who.STAFF, *KEEPERS)
@require_http_methods(["GET", "HEAD"])
def keys(request: PageRequest) -> HttpResponse:
    """The next to lapse first."""
    stands = queries.standing()
    ages = vault.ages(request.at)
    known = scoping.people([one.name.partition(".")[0] for one in ages if one.what == "signing"])
    table = Table(
        _COLUMNS,
        [_row(request, one, stands[one.what], known) for one in ages],
        _TITLE,
        ("密钥库尚未建立。", "There is no keyring yet."),
    )
    latest = Rotation.objects.filter(parent="").order_by("-id")[:_LATEST]
    turns = Table(
        _TURNS,
        [_turn(request, one) for one in latest],
        ("最近的更换", "Latest rotations"),
        ("还没有更换过。", "Nothing was rotated yet."),
    )
    lead = request.say(
        (
            "“仍在旧密钥上”是更换还要移动的数量；移完旧密钥就销毁。",
            "“On old keys” is what a rotation still has to move; then the old key is destroyed.",
        )
    )
    shown = ContentPage(
        _TITLE,
        [
            table,
            *key_duties.at_once(request),
            turns,
            algorithm_reviews.in_use(request),
            algorithm_reviews.reviews(request),
        ],
        lead,
        links=button(request, "rotate-keys") + button(request, "keys-review"),
        pairs=algorithm_reviews.due(request),
    )
    return show(request, shown, "keys")


def _row(
    request: PageRequest, one: KeyAge, stands: queries.Standing, known: Mapping[str, str]
) -> tuple[Any, ...]:
    begun = add_months(one.over_at, -one.months)
    several = len(stands.suites) > 1
    suites = [f"{name} {count}" if several else name for name, count in stands.suites.items()]
    return (
        Cell(request.say(_KINDS[one.what]), note=_whose(request, one, known)),
        suites,
        names.of(Age(one.age), request.lang),
        figures.clock(clocks.until(begun, one.over_at, request.at), request.lang),
        stands.left,
    )


def _whose(request: PageRequest, key: KeyAge, known: Mapping[str, str]) -> str:
    """What the key is for, or whose it is and of which year; nothing where its kind says it."""
    name = key.name
    if key.what == "root":
        return ""
    if key.what == "index":
        return names.field(name, request.lang)
    owner, _, year = name.partition(".")
    if owner in known:
        return f"{known[owner]} {year}".strip()
    return request.say(_FOR[name]) if name in _FOR else name


def _turn(request: PageRequest, one: Rotation) -> tuple[Any, ...]:
    number = deals.numbers([one.target]).get(one.target, one.target) if one.target else ""
    return (
        Cell(names.of(What(one.what), request.lang), note=number),
        names.of_code("rotation.State", one.state, request.lang),
        one.done,
        one.total,
        one.begun_at,
        entry(request, one.position),
    )


def _whats(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """A root that is a passphrase is replaced on the server, where its file is."""
    for what in What:
        if what is not What.ROOT or plans.replaces_root():
            yield what.value, names.pair(what)


def _suites(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    for name in NAMES:
        yield name, choices.plain(name)


def _rotate(request: PageRequest, given: dict[str, Any]) -> Done:
    """Begun here, so that it stands in the ledger under the actor's name; moved by a worker."""
    what: What = given["what"]
    suite = named(given["suite"]) if what is What.SUITE and given["suite"] else None
    one_deal = given["deal"] if what in (What.DEAL, What.DATA) else None
    targets = [one_deal] if one_deal else plans.targets(what)

    def begin() -> Done:
        services.start_all(
            what=what, targets=targets, suite=suite, actor=request.who(), at=request.at
        )
        insert(jobs.resume)
        return Done(reverse("keys"))

    return second_person.asking(request, begin)


ACTS = (
    Act(
        slug="rotate-keys",
        place="keys",
        title=("更换密钥", "Rotate keys"),
        done=("更换已开始，后台在移动", "Begun; a worker is moving what is sealed"),
        do=_rotate,
        roles=(Role.SEC,),
        fields=(
            Field("what", ("更换哪一种", "Which kind"), Kind.ONE, options=_whats, of=What),
            Field(
                "deal",
                ("只限一笔转让", "Of one deal only"),
                Kind.ONE,
                ("只用于转让密钥和数据密钥。", "For the keys of deals and of their data."),
                options=choices.all_deals,
                of=Ref,
                is_needed=False,
            ),
            Field(
                "suite",
                ("换成哪个套件", "Into which suite"),
                Kind.ONE,
                (
                    "只用于换套件；不选就是现在的。",
                    "For another suite; none chosen: the present one.",
                ),
                options=_suites,
                is_needed=False,
            ),
        ),
        help=(
            "要两个人：先申请，另一人批准后再办理一次。大家照常工作；旧密钥移空后销毁。",
            "Takes two: ask, and do it again once approved. Everybody goes on working meanwhile.",
        ),
        button=("开始更换", "Begin"),
        is_fresh=True,
        back="keys",
    ),
)
