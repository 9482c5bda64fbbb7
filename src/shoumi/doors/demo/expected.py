"""What the story must come to, worked out apart from the product: the oracle of the demo.

Nothing here asks the database.  The shares are those of the worked example of a thousand people;
for another size they are scaled and rounded down, the smallest slices keeping at least one.
"""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.base.registry.story import Answers
from shoumi.doors.demo.sample_customers import sizes

EQUITY, MERGER, ASSET = VARIANTS = ("equity", "merger", "asset")

# Of 988 asked: the four that are counted, and the children inside two of them.
_ASKED = 988
CONSENT, REFUSE, UNREACHED = 412, 131, 25
WITHDRAW = 3
CHILDREN_CONSENT = 4  # of six
# With fewer people than this the smallest slices may be empty.
_SMALLEST = 50
EXCLUDED, MARKETING_OFF, SEALED = 9, 11, 5


def answers(customers: int) -> Answers:
    """How the made-up company's customers answer."""
    size = sizes(customers)
    return answers_of(size.total - size.closed, size.children)


def answers_of(asked: int, children: int) -> Answers:
    """The shares of the worked example for ``asked`` people, ``children`` of them under 14."""

    def share(count: int) -> int:
        return max(1, asked * count // _ASKED) if asked >= _SMALLEST else asked * count // _ASKED

    consent, refuse, unreached = share(CONSENT), share(REFUSE), share(UNREACHED)
    return Answers(
        consent=consent,
        refuse=refuse,
        silent=asked - consent - refuse - unreached,
        unreached=unreached,
        withdraw=min(consent, share(WITHDRAW)),
        children_consent=min(consent, children * CHILDREN_CONSENT // 6),
        excluded=share(EXCLUDED),
        marketing_off=share(MARKETING_OFF),
        sealed=share(SEALED),
    )


def counts(variant: str, customers: int) -> Mapping[str, int]:
    """The counts that ``shoumi demo --json`` must give."""
    size, said = sizes(customers), answers(customers)
    transferable = size.total - size.closed
    common = {
        "found": size.total,
        "expired_destroyed": size.closed,
        "transferable": transferable,
        "consented": said.consent,
        "refused": said.refuse,
        "no_reply": said.silent,
        "undeliverable": said.unreached,
        "withdrawn": said.withdraw,
    }
    sent = said.consent - said.withdraw
    if variant == EQUITY:
        return {**common, "exported": sent, "stays": transferable}
    if variant == ASSET:
        return {**common, "exported": sent, "stays": transferable - sent}
    return {
        **common,
        "objected": said.excluded + said.marketing_off + said.sealed,
        "excluded": said.excluded,
        "sealed": said.sealed,
        "marketing_off": said.marketing_off,
        "active_after_transfer": transferable - said.unreached - said.excluded,
    }


DEADLINES: Mapping[str, str] = {
    "rofr_reply": "2026-09-30",
    "rofr_reply_holiday_case": "2026-10-08",
    "tax_report": "2026-09-24",
    "campaign_end": "2026-10-19",
    "dsr_0007": "2026-10-22",
    "samr_filing": "2026-11-09",
    "bank_change": "2026-10-30",
    "publicity": "2026-11-20",
    "incident_report_drill": "2026-10-13T01:40+08:00",
    "destruction_certificates": "2026-12-04",
}
