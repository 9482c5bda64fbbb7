"""A stored paper as it is handed out by a page: with its proof inside, under a name of its own.

Where no proof can be made a page says so first, and why; the paper goes out without one only to who
asks for it then, under a name that says it too.
"""

from __future__ import annotations

import logging

from django.http import Http404, HttpResponse

from shoumi.base.dossier import proofs
from shoumi.base.pages import content_page
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.request import PageRequest
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

log = logging.getLogger(__name__)
AS_IT_IS = "without-proof"
_TITLE: Both = ("这份文件现在没有证明", "This paper has no proof now")
_LEAD: Both = (
    (
        "证明文件现在做不出来：{why}文件本身没有变，但是离开这里以后，凭它自己核对不了。"
        "等修好再下载，里面就带着证明；也可以现在先下载没有证明的。"
    ),
    (
        "Its proof cannot be made now: {why} The paper is unchanged, but by itself it cannot be "
        "checked elsewhere. Fetched once that is mended it carries its proof; it can be had "
        "without one now."
    ),
)


def handed_out(request: PageRequest, document: str, name: str) -> HttpResponse:
    """
    Args:
        document: empty where there is none yet
        name: of the file, without its ending

    Raises:
        Http404, NoSuchDocument, DocumentDamaged, NoKey
    """
    if not document:
        raise Http404
    left = proofs.issued(Ref(document))
    if left.refused is not None:
        log.warning("%s is asked for and no proof can be made: %s", document, left.refused.code)
        if AS_IT_IS not in request.GET:
            return _without(request, left.refused)
        name = f"{name}.{AS_IT_IS}"
    answer = HttpResponse(left.content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer


def _without(request: PageRequest, refused: DomainError) -> HttpResponse:
    why, mend = request.tell(refused)[:2]
    said = (f"{why} {mend} " if request.lang == "en" else f"{why}{mend}").rstrip()
    shown = ContentPage(
        _TITLE,
        lead=request.say(_LEAD, why=said),
        links=[
            (request.say(("再试一次", "Try again")), request.path),
            (
                request.say(("下载没有证明的", "Fetch it without a proof")),
                f"{request.path}?{AS_IT_IS}=yes",
            ),
        ],
    )
    return content_page.show(request, shown)
