"""The public summary of a deal: written in a form, scanned as read, told where it errs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from shoumi.base.deals import queries as deals
from shoumi.base.deals.rules import PartyRole
from shoumi.base.messages import names
from shoumi.base.pages.act_groups import Group
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.form_submission import FieldErrors
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import about, seen
from shoumi.base.rooms import materials, queries, teasers
from shoumi.base.rooms.errors import TeaserNamesSomeone
from shoumi.base.viewer import summaries
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.scan import Label
from shoumi.core.terms import Role
from shoumi.doors.console.deals import PLACE

# The fields in the order in which the summary's text has them, a line each.
_LINES = ("headline", "contact", "region")
_NO_NUMBERS = frozenset({Label.PERSON, Label.ADDRESS})
_OUT: Both = (
    "删去，或改成看不出是谁的说法。",
    "take it out, or write so that nobody is known.",
)
_OR_ELSE: Both = (
    "若是金额或编号，写明是什么。",
    " If it is an amount or a reference, say which.",
)


def _publish(request: PageRequest, given: dict[str, Any], deal: str) -> Done:
    """Make the paper and scan it."""
    ref = seen(request, deal)
    said = {name: " ".join(given[name].split()) for name in _LINES}
    paper, text, suppressed = materials.teaser(ref, **said, at=request.at)
    return _scan(
        request, ref, paper, text, lambda unnamed: _points(ref, said, text, unnamed), suppressed
    )


def _bring(request: PageRequest, given: dict[str, Any], deal: str) -> Done:
    """Scan a paper of one's own, as everybody would get it."""
    ref = seen(request, deal)
    paper: bytes = given["paper"].read()
    brought = summaries.read(paper, given["paper"].name, "pdf")
    return _scan(
        request,
        ref,
        paper,
        brought.text,
        lambda unnamed: {"paper": _on_pages(ref, brought, unnamed)},
    )


def _scan(
    request: PageRequest,
    deal: Ref,
    paper: bytes,
    text: str,
    points: Callable[[tuple[str, ...]], dict[str, list[Both]]],
    suppressed: int = 0,
) -> Done:
    """A summary that names somebody is kept as refused, not listed; ``points`` says where."""
    unnamed = materials.unnamed(deal)
    try:
        teasers.scan(
            deal=deal,
            text=text,
            unnamed=unnamed,
            suppressed=suppressed,
            paper=paper,
            actor=request.who(),
            at=request.at,
        )
    except TeaserNamesSomeone as refused:
        raise FieldErrors(refused, points(unnamed)) from refused
    return Done()


def _points(
    deal: Ref, said: Mapping[str, str], text: str, unnamed: tuple[str, ...]
) -> dict[str, list[Both]]:
    """What was found, at the field that has it, counted as it was typed."""
    roles = _roles(deal)
    lines = text.split("\n")
    points: dict[str, list[Both]] = {}
    for one in teasers.findings(text, unnamed):
        if one.line is None or one.line >= len(_LINES):
            points.setdefault(_LINES[0], []).append(_together(one, roles))
            continue
        field = _LINES[one.line]
        before = len(lines[one.line]) - len(said[field])  # a heading of the paper
        points.setdefault(field, []).append(_here(one, roles, before))
    return points


def _roles(deal: Ref) -> dict[str, PartyRole]:
    return {party.name: PartyRole(party.role) for party in deals.parties(deal)}


def _here(one: teasers.Finding, roles: Mapping[str, PartyRole], before: int) -> Both:
    if isinstance(one.what, Label) and one.place is not None:
        zh, en = names.pair(one.what)
        first, last = (max(place - before, 1) for place in one.place)
        other_zh, other_en = _or_else(one)
        return (
            f"第 {first} 到 {last} 个字是{zh}；{_OUT[0]}{other_zh}",
            f"Characters {first} to {last}: {en}; {_OUT[1]}{other_en}",
        )
    zh, en = names.pair(roles[str(one.what)])
    return (
        f"写了{zh}的名称，不写“公司”二字也算；换成行业与地区。",
        f"Names the {en}, with or without its legal form; say the trade and region instead.",
    )


def _or_else(one: teasers.Finding) -> Both:
    """A number that only looks like it may be another one; a word beside it settles that."""
    return ("", "") if one.is_sure or one.what in _NO_NUMBERS else _OR_ELSE


def _together(one: teasers.Finding, roles: Mapping[str, PartyRole]) -> Both:
    """What no field has alone."""
    if isinstance(one.what, Label):
        zh, en = names.pair(one.what)
        return f"几项连起来读，有{zh}；改写。", f"Read together, the fields have: {en}; write anew."
    zh, en = names.pair(roles[str(one.what)])
    return (
        f"几项连起来读，是{zh}的名称；换成行业与地区。",
        f"Read together, the fields name the {en}; say the trade and region instead.",
    )


def _on_pages(deal: Ref, brought: summaries.Brought, unnamed: tuple[str, ...]) -> list[Both]:
    """What was found in a paper that somebody brought, each once."""
    roles = _roles(deal)
    found = teasers.findings(brought.text, unnamed)
    return list(dict.fromkeys(_on_page(one, roles, brought.places) for one in found))


def _on_page(
    one: teasers.Finding, roles: Mapping[str, PartyRole], places: Sequence[tuple[int, int]]
) -> Both:
    """What was found on which page of a paper that somebody brought."""
    if isinstance(one.what, Label):
        zh, en = names.pair(one.what)
    else:
        zh, en = names.pair(roles[one.what])
        zh, en = f"{zh}的名称", f"the name of the {en}"
    page, line = places[one.line] if one.line is not None else (0, 0)
    if one.line is None:
        where = ("几行连起来读", "Read together, several lines")
    elif page:
        where = (f"第 {page} 页第 {line} 行", f"Page {page}, line {line}")
    else:
        where = ("文件的属性里", "The file's own properties")
    other = _or_else(one)
    return (
        f"{where[0]}有{zh}；改好再附上。{other[0]}",
        f"{where[1]}: {en}; mend the file and bring it again.{other[1]}",
    )


def _facts(request: PageRequest, deal: str) -> Iterator[tuple[Both, object]]:
    """What else will stand in the summary, what may not, and how the last one fared."""
    yield from about(request, deal)
    for kind, count in materials.teaser_counts(seen(request, deal)).items():
        yield (kind, f"<{teasers.smallest()}") if count is None else (kind, count)
    yield from _bounds(request, deal)


def _about_own(request: PageRequest, deal: str) -> Iterator[tuple[Both, object]]:
    yield from about(request, deal)
    yield ("不能写到的人数", "Counts that may not stand in it"), f"<{teasers.smallest()}"
    yield from _bounds(request, deal)


def _bounds(request: PageRequest, deal: str) -> Iterator[tuple[Both, object]]:
    ref = seen(request, deal)
    yield (
        ("不能写到的名称", "Names that may not stand in it"),
        [one.name for one in deals.parties(ref) if one.name],
    )
    last = queries.last_teaser(ref)
    if last is None:
        yield ("上一次扫描", "The last scan"), request.say(("还没有", "none yet"))
    else:
        words: Both = ("扫描为零", "nobody is named")
        if last.hits:
            words = (f"发现 {last.hits} 处", f"found: {last.hits}")
        yield ("上一次扫描", "The last scan"), [request.say(words), last.scanned_at]


_DONE: Both = ("公开摘要扫描为零，可以挂牌", "The summary names nobody and may be listed")
_BUTTON: Both = ("扫描并收存", "Scan and keep")


def _act(slug: str, **more: Any) -> Act:
    return Act(
        slug=slug,
        place=PLACE,
        done=_DONE,
        roles=(Role.MKT, Role.CON),
        button=_BUTTON,
        satisfies=frozenset({"listing.clean"}),
        back="deal",
        group=Group.ROOMS,
        **more,
    )


ACTS = (
    _act(
        "room-teaser",
        title=("写公开摘要", "Write the public summary"),
        do=_publish,
        facts=_facts,
        help=(
            (
                "挂牌时人人可读（L0）。不写公司、股东和任何人；人数少于下限的只写“少于”。"
                "每次扫描都记入账本，最近一次为零才能挂牌。"
            ),
            (
                "Everybody reads it once listed (L0). It names no company, holder or person; "
                "small counts are only “under”. Every scan is in the ledger, and the latest has "
                "to find nothing."
            ),
        ),
        fields=(
            Field(
                "headline",
                ("标题", "Headline"),
                help=("如：家政服务公司转让", "As: a home-care company for sale"),
            ),
            Field("region", ("地区", "Region"), help=("如：东部某市", "As: a city in the east")),
            Field("contact", ("联系处", "Whom to ask"), initial="平台顾问"),
        ),
    ),
    _act(
        "room-teaser-paper",
        title=("用自己的 PDF 作公开摘要", "Bring a public summary of your own"),
        do=_bring,
        facts=_about_own,
        help=(
            (
                "和写出来的一样扫描：正文和文件属性里都不能有公司、股东和任何人。"
                "人数少于下限的不要写。最近一次扫描为零才能挂牌。"
            ),
            (
                "Scanned as one that is written here: neither its text nor its properties may name "
                "a company, holder or person. Leave small counts out. The latest scan has to find "
                "nothing."
            ),
        ),
        fields=(
            Field(
                "paper",
                ("PDF 文件", "PDF file"),
                Kind.FILE,
                (
                    "全是文字的 PDF，不带附件和表单；图像里的字查不到。",
                    "Text alone, without attachments or forms; words in pictures are not found.",
                ),
                hints={"accept": "application/pdf,.pdf"},
            ),
        ),
    ),
)
