"""The companies of the walk, and who is invited; all made up, and none of them in the demo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tests.web.set_up_journey import COMPANY, Person
from tests.web.story.cast import DPO, HOUSE, OPERATIONS, STATED, Companies

from shoumi.chapters.policies.texts import HandlerFact
from shoumi.core.scan.recognisers.uscc import check_digit


def _code(first: str) -> str:
    """A company's code of a region that does not exist, its last character reckoned."""
    return first + check_digit(first + "0")


COMPANIES = Companies(
    target="松涛虚构琴行有限公司",
    target_code=_code("91990000MA0QHA001"),
    buyer="长笛虚构艺术培训有限公司",
    buyer_code=_code("91990000MA0QHA002"),
    vendor="邮鸽虚构短信服务有限公司",
    vendor_code=_code("91990000MA0QHA003"),
    trade="器乐培训",
)
OF_ONE_OWNER = replace(
    COMPANIES, target="独奏虚构乐谱有限公司", target_code=_code("91990000MA0QHA004")
)
BROKEN_OFF = replace(
    COMPANIES, target="休止虚构音响有限公司", target_code=_code("91990000MA0QHA005")
)
# Who comes in the place of the buyer of the company of one owner.
SECOND_BUYER, SECOND_CODE = "双簧虚构文化有限公司", _code("91990000MA0QHA006")
# The name that letters carry; the browser has no name server, and knows the place by its port.
SITE = "rules.example"
HEAD_MAIL = "head@house.example"
INVITED: Sequence[Person] = tuple(
    (name, f"{role.lower()}@house.example", role) for name, role in HOUSE.items()
)
PASSWORD = "nine wooden flutes rest beside the window"

# What is printed of the house in its policy: what the set-up page was told.
HANDLER: Mapping[HandlerFact, str] = {
    fact: COMPANY[fact] for fact in HandlerFact if fact in COMPANY
}
# A real home checks its copies itself; a demo has them stated.  Channels and requests are stated
# here until customers ask.
TO_STATE: Mapping[str, Sequence[str]] = {
    **{who: duties for who, duties in STATED.items() if who != OPERATIONS},
    DPO: ("10.1", "10.2", "10.3", *STATED[DPO]),
}
