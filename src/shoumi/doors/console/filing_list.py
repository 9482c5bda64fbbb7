"""Several papers by one press: filed by the house where a deal waits for them, confirmed by a side
on whose behalf they were filed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.urls import reverse

from shoumi.base.deals import rules, services
from shoumi.base.deals.awaited_papers import awaited
from shoumi.base.deals.errors import NoPaperAwaited, NoPaperChosen, PaperNotChosen
from shoumi.base.deals.services import NewPaper
from shoumi.base.messages import names
from shoumi.base.pages import scoping
from shoumi.base.pages.access import Who
from shoumi.base.pages.acts import OF_DEAL, Act, Done
from shoumi.base.pages.form_submission import pointed
from shoumi.base.pages.forms import NO_HELP, Field, Kind
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Brought
from shoumi.core.errors import DomainError
from shoumi.core.milestones import FilingKind
from shoumi.core.refs import Ref
from shoumi.doors.verbs import filings
from shoumi.doors.verbs.filings import DAY, PAPERS, SIDES, new_paper, waiting, which_side

_FILE = Field("document", ("文件本身", "The document"), Kind.FILE, is_needed=False)


def _awaited(request: PageRequest, deal: str) -> list[FilingKind]:
    """Of a deal that who asks may see."""
    return awaited(scoping.seen(request, deal), request.roles, request.at)


def _require_awaited(request: PageRequest, deal: str) -> None:
    """
    Raises:
        NoPaperAwaited
    """
    if not _awaited(request, deal):
        raise NoPaperAwaited


def _rows(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Field]:
    """Of each kind the document, and the day where it is not today."""
    for kind in _awaited(request, place["deal"]):
        yield replace(_FILE, name=f"{kind}-document", row=names.pair(kind))
        yield replace(DAY, name=f"{kind}-on", help=NO_HELP)


def _file(request: PageRequest, given: dict[str, Any], deal: str) -> Done:
    """All that were chosen, or none where one of them is refused."""
    ref = scoping.seen(request, deal)
    listed = _awaited(request, deal)
    chosen = [one for one in listed if given[f"{one}-document"]]
    amiss: dict[str, DomainError] = {
        f"{kind}-document": PaperNotChosen()
        for kind in listed
        if given[f"{kind}-on"] and not given[f"{kind}-document"]
    }
    if not chosen and not amiss:
        raise NoPaperChosen
    brought: dict[FilingKind, NewPaper] = {}
    for kind in chosen:
        file = given[f"{kind}-document"]
        said = {"kind": kind, "on": given[f"{kind}-on"]}
        try:
            brought[kind] = new_paper(Brought(file.read(), file.name or ""), said, request.at)
        except DomainError as error:
            amiss[f"{kind}-document"] = error
    with transaction.atomic():
        # Each is tried, so that all that is wrong is said at once; then nothing of it stays.
        for kind, new in brought.items():
            try:
                services.file_paper(deal=ref, new=new, actor=request.who(), at=request.at)
            except DomainError as error:
                amiss[f"{kind}-{error.field or 'document'}"] = error
        if amiss:
            raise pointed(amiss)
    return Done(reverse("deal", kwargs={"deal": ref}))


def _confirm(request: PageRequest, given: dict[str, Any], deal: str) -> Done:
    """Each stands as its side's own; all or none."""
    ref = scoping.seen(request, deal)
    with transaction.atomic():
        for filing in given["filings"]:
            services.confirm(filing=filing, actor=request.who(), at=request.at)
    return Done(f"{reverse('papers')}?deal={ref}")


_HELP_ZH = "列出的是眼下的里程碑还缺、你能归档的文件。选了的才归档；有一份不合格，就一份也不归档。"
_HELP_EN = (
    "Listed is what the milestones of now still lack and you may file. Those chosen are filed; "
    "where one is refused, none is."
)
ACTS = (
    Act(
        slug="deal-file-list",
        place=OF_DEAL,
        title=("一次归档几份文件", "Put several papers on file"),
        done=("已归档，密封保存", "On file, and kept sealed"),
        do=_file,
        roles=filings.FILE.roles,
        rows=_rows,
        requires=_require_awaited,
        satisfies=frozenset(
            f"filing:{kind.value}" for kind in rules.BY_HAND if kind not in rules.ABOUT_HOLDERS
        ),
        prefill=lambda request, condition, **place: None,
        help=(_HELP_ZH, _HELP_EN),
        button=("归档选了的", "File those chosen"),
        back="deal",
        facts=scoping.about,
    ),
    Act(
        slug="paper-confirm-list",
        place=PAPERS.under,
        title=("一次确认几份代交的文件", "Confirm several papers filed on your behalf"),
        done=("已确认", "Confirmed"),
        do=_confirm,
        roles=SIDES,
        who=Who.SIGNED_IN,
        fields=(
            Field(
                "filings",
                ("哪几份", "Which papers"),
                Kind.MANY,
                (
                    "确认之后，这些文件才算你这一方交的；先打开看过再确认。",
                    "From then on they count as your side's own. Open and read them first.",
                ),
                options=waiting,
                of=Ref,
            ),
        ),
        button=("确认是我方的", "They are ours"),
        facts=which_side,
    ),
)
