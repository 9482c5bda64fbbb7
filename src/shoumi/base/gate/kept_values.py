"""What was opened before and waits sealed is handed out: read once more, without opening."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.gate import decisions, disclosure
from shoumi.core.gate import Question
from shoumi.core.refs import Ref


def hand_out(question: Question, subjects: Sequence[Ref]) -> Sequence[Ref]:
    """Of those whose values were opened before and wait sealed, who may be handed out now.

    It is a reading like the first: one entry that commits to the list.  Where nobody is in what is
    handed out, the answer to the question alone stands there.

    Raises:
        GateClosed: nobody may be read.
    """
    if not subjects:
        decisions.enter(question)
        return subjects
    return disclosure.entered(question, subjects)[0]
