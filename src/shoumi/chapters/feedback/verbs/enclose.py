"""The verb by which a file comes into a record: a recording, a letter, papers of an agent."""

from __future__ import annotations

from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, words_of
from shoumi.base.verbs import Call, OnTerminal, Verb
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.rules.enclosures import Enclosure
from shoumi.chapters.feedback.services import enclosures, progress
from shoumi.chapters.feedback.verbs.place import REQUEST
from shoumi.chapters.feedback.verbs.told import ON_PAGE, operation, told


def _enclose(call: Call) -> Request:
    given = call.given
    return enclosures.enclose(
        request=call.on,
        file=given["file"],
        name=given["content"].name,
        content=given["content"],
        is_told=bool(given["is_told"]),
        actor=call.actor,
        at=call.at,
    )


ENCLOSE = Verb(
    noun="request",
    name="enclose",
    on=REQUEST,
    do=_enclose,
    tells=told,
    title=("放进记录", "Put a file in the record"),
    done=("已密封，放进记录", "It is sealed and in the record"),
    roles=progress.HANDLERS,
    fields=(
        Field(
            "file",
            ("是什么", "What it is"),
            forms.Kind.ONE,
            options=words_of(Enclosure),
            of=Enclosure,
        ),
        Field(
            "content",
            ("文件", "File"),
            forms.Kind.FILE,
            (
                "录音：WAV、MP3、M4A、AMR、OGG、FLAC，最大 40 MB；其余：PDF、PNG、JPEG。",
                (
                    "A recording: WAV, MP3, M4A, AMR, OGG, FLAC, 40 MB at most; anything else: "
                    "PDF, PNG, JPEG."
                ),
            ),
        ),
        Field(
            "is_told",
            ("录音：开头说过要录音", "A recording: the person was told so at the beginning"),
            forms.Kind.TICK,
            ("没说过的不能留，请删掉。", "One made without that is not kept: delete it."),
            is_needed=False,
            default=False,
        ),
    ),
    help=(
        "密封保存，和记录一起销毁；打开一次记一次。证明只看不另存：看完放在这里。",
        (
            "It lies sealed and goes with the record; each opening is recorded. Papers that show "
            "who asks belong here and nowhere else."
        ),
    ),
    button=("放进去", "Put it in"),
    page=ON_PAGE,
    command=OnTerminal(values=("file", "content")),
    operation=operation("Put a file in the record of a request."),
)
VERBS = (ENCLOSE,)
