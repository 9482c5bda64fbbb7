"""An act that takes two persons, on a page: it is asked for, and the reader goes to the request."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from shoumi.base.approvals import services
from shoumi.base.approvals.errors import NeedsApproval, Pending
from shoumi.base.pages.acts import ASKED, Done
from shoumi.base.pages.request import PageRequest


def asking(request: PageRequest, act: Callable[[], Done]) -> Done:
    """Do ``act``; where it needs a second person, ask for it and go to the request.

    Raises:
        Pending: it was asked for, and nobody has answered.
        everything that ``act`` raises besides
    """
    try:
        return act()
    except Pending:
        raise
    except NeedsApproval as refusal:
        made = services.ask(change=refusal.change, actor=request.who(), at=request.at)
        return Done(reverse("approval", kwargs={"approval": made.ref}), told=ASKED)
