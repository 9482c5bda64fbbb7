"""What a letter says, for every way it can go.

A text is one for all; of a person there is the code alone, and the link with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import segno
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from shoumi.base.outbox import rules

_SIZE = 4  # of a module of the picture, in points of the screen
_RECOVERY = "m"


@dataclass(frozen=True, slots=True)
class Own:
    """What is one person's: the code, and the address that opens the person's page by it.

    The code stands behind the ``#`` of the link, which is sent to no server.  ``short_link``: the
    same page for a text message, which is paid for by its length.
    """

    code: str
    link: str
    short_link: str = ""

    @property
    def short(self) -> str:
        """The code as one word: what stands between its groups is for those who type it."""
        return self.code.replace("-", "")


@dataclass(frozen=True, slots=True)
class Text:
    """``greeting``, ``lead``  first lines; ``parts``  heading and text of each thing that is told

    ``how``       how to see and answer it; ``code_words`` what stands before the code
    ``closing``   who writes, whom to ask; the last lines
    ``template``  a notice or a reminder, of those that the vendor of text messages has approved
    """

    subject: str
    greeting: str
    lead: str
    parts: Sequence[tuple[str, str]]
    how: str
    code_words: str
    closing: Sequence[str]
    lang: str = "zh-CN"


def require_harmless(text: Text, published: Iterable[str] = ()) -> None:
    """Nothing of grade L3 or L4 leaves in a letter (handbook 3.2); ``published`` are contacts that
    the house gives out.

    Raises:
        SubjectUnfit, BodyUnfit, CarriesIdentifier
    """
    rules.subject_line(text.subject)
    rules.without_identifiers(
        f"{text.subject}\n{rules.body(plain(text, Own('—', '')))}", tuple(published)
    )


def plain(text: Text, own: Own) -> str:
    lines = [text.greeting, "", text.lead, ""]
    for head, told in text.parts:
        lines += [f"{head}：{told}"]
    lines += ["", text.how]
    lines += [own.link] if own.link else []
    lines += [f"{text.code_words}{own.code}", "", *text.closing, ""]
    return "\n".join(lines)


def page(text: Text, own: Own, picture: str) -> str:
    """The same as HTML, without anything to be fetched; ``picture`` is the id of its QR code."""
    rows = format_html_join(
        "",
        '<tr><th style="text-align:left;vertical-align:top;padding:4px 16px 4px 0;'
        'white-space:nowrap">{}</th><td style="padding:4px 0">{}</td></tr>',
        text.parts,
    )
    closing = format_html_join("", "<p>{}</p>", ((line,) for line in text.closing))
    return format_html(
        '<!doctype html><html lang="{}"><meta charset="utf-8"><title>{}</title>'
        '<body style="font-family:sans-serif;line-height:1.6;color:#1a1a1a;max-width:640px">'
        "<p>{}</p><p>{}</p><table>{}</table><p>{}</p>{}"
        '<p>{}<b style="font-family:monospace;font-size:1.1em">{}</b></p>{}</body></html>',
        text.lang,
        text.subject,
        text.greeting,
        text.lead,
        rows,
        text.how,
        _ways_in(own, picture),
        text.code_words,
        own.code,
        closing,
    )


def _ways_in(own: Own, picture: str) -> SafeString | str:
    if not own.link:
        return ""
    return format_html(
        '<p><a href="{}">{}</a></p><p><img src="cid:{}" alt="{}" width="180" height="180"></p>',
        own.link,
        own.link,
        picture,
        own.link,
    )


def picture(link: str) -> bytes:
    """The QR code of a link, as PNG."""
    made = segno.make(link, error=_RECOVERY, micro=False)
    return bytes(_png(made))


def drawing(link: str) -> str:
    """The same as SVG, for paper."""
    made = segno.make(link, error=_RECOVERY, micro=False)
    drawn: str = made.svg_inline(border=0, omitsize=True)
    return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def _png(made: segno.QRCode) -> bytes:
    from io import BytesIO

    held = BytesIO()
    made.save(held, kind="png", scale=_SIZE, border=4)
    return held.getvalue()
