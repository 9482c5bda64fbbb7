"""Export a list as a file, with the filter that is in force on its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpResponseRedirect
from django.urls import reverse

from shoumi.base.deals import queries as deals
from shoumi.base.exports import operations
from shoumi.base.exports.events import Format
from shoumi.base.messages import names
from shoumi.base.pages import scoping
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.forms import Field, Kind, Option
from shoumi.base.pages.request import PageRequest
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_EXPORT: Both = ("导出", "Export")
# Of the address, what does not narrow the list.
_NO_FILTER = frozenset({"deal", "format"})


def _deal(request: PageRequest) -> Ref | None:
    wanted = request.GET.get("deal", "")
    return scoping.seen(request, wanted) if wanted else None


def _export(request: PageRequest, given: dict[str, Any], name: str) -> Done:
    made = operations.ask(
        slug=name,
        of=given["format"],
        deal=_deal(request),
        given=request.GET.dict(),
        lang=request.lang,
        actor=request.who(),
        at=request.at,
    )
    href = reverse("work", kwargs={"work": made})
    return Done(answer=HttpResponseRedirect(href, status=303))


def _formats(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    for one in operations.named(place["name"]).formats:
        yield one, names.pair(Format(one))


def _what(request: PageRequest, name: str) -> Iterator[tuple[Both, object]]:
    """
    Raises:
        NoSuchList, NoSuchDeal
    """
    one, deal = operations.named(name), _deal(request)
    yield ("清单", "List"), request.say(one.name)
    if deal is not None:
        yield ("转让", "Deal"), deals.deal(deal).number
    is_narrowed = not request.GET.keys() <= _NO_FILTER
    words: Both = ("与页面上一致", "as on the page") if is_narrowed else ("全部", "all of it")
    yield ("范围", "How much"), request.say(words)
    if one.people is not None:
        told: Both = (
            "只有编号和状态，没有客户的任何一项资料；导出记入账本",
            "References and states alone, nothing a customer told; the export is recorded",
        )
        yield ("里面有", "In it"), request.say(told)


def _format(request: PageRequest, place: Mapping[str, Any]) -> str:
    """The one whose link was followed."""
    return request.GET.get("format", "") or Format.XLSX.value


_FORMAT = Field(
    "format",
    ("格式", "Format"),
    Kind.ONE,
    options=_formats,
    of=Format,
    initial=_format,
)
ACTS = (
    Act(
        slug="export",
        place="exports/<str:name>",
        title=_EXPORT,
        done=("已开始导出", "The export has begun"),
        do=_export,
        fields=(_FORMAT,),
        help=(
            "在后台做成文件，只给您本人取；取的时候再问一次权限。六小时后删除。",
            (
                "A file is made in the background, for you alone; each fetch is asked again. It is "
                "removed after six hours."
            ),
        ),
        button=_EXPORT,
        is_fresh=True,
        facts=_what,
    ),
)
