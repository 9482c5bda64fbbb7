"""What the palette leads to, for tests of what is found."""

from __future__ import annotations

import re

from shoumi.core.refs import Ref
from shoumi.doors.tests.visitors import Visitor, signed_in


def found(person: Ref, typed: str, visitor: Visitor | None = None) -> list[str]:
    """Where each choice of the palette leads."""
    answer = (visitor or signed_in(person)).post("/palette", {"q": typed, "here": "/"}, secure=True)
    assert answer.status_code == 200
    return re.findall(r'<a href="([^"]+)"', answer.content.decode())
