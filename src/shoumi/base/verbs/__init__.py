"""A verb is declared once: what it is done to, what is filled in, who may, the service behind it.

Its page, its command and its write operation are made from the declaration (``page``, ``command``,
``operation``).  What a door needs of its own stands in the declaration too, short.
"""

from shoumi.base.pages.act_groups import Group
from shoumi.base.verbs.declaration import (
    DEAL,
    Brought,
    Call,
    InApi,
    OnPage,
    OnTerminal,
    Place,
    Verb,
)

__all__ = ["DEAL", "Brought", "Call", "Group", "InApi", "OnPage", "OnTerminal", "Place", "Verb"]
