"""The bytes of a record's values: canonical JSON of ``{field: text}``.

Names sorted by code point, no spaces, UTF-8, escaped only where JSON demands it.  Equal values
have equal bytes.  People of one file have the same fields, so the form of each set of fields is
made once and only texts are put in; the bytes are those of ``json`` and a test says so.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from json.encoder import encode_basestring
from operator import itemgetter

from shoumi.core.vault.errors import NotSealable

Values = Mapping[str, str]

_decode = json.JSONDecoder().decode


def encode(values: Values) -> bytes:
    """
    Raises:
        NotSealable: a name or value is not text, or has half a character in it.
    """
    try:
        form, texts = _form(tuple(values))
        return (form % tuple(map(encode_basestring, texts(values)))).encode()
    except (TypeError, UnicodeEncodeError):
        pass
    # Outside the except clause: the error carries the text.
    raise NotSealable


def varying(name: str, fixed: Values) -> Callable[[str], bytes]:
    """What encodes ``fixed`` with a text of ``name`` besides, for many texts.

    It raises NotSealable as ``encode`` does, for ``fixed`` at once.
    """
    encode(fixed)
    parts = {own: _part(own, text) for own, text in fixed.items()} | {name: _part(name, "")[:-2]}
    ordered = [parts[own] for own in sorted(parts)]
    at = sorted(parts).index(name) + 1
    before = "{" + ",".join(ordered[:at])
    after = "".join(f",{part}" for part in ordered[at:]) + "}"

    def one(text: str) -> bytes:
        try:
            return (before + encode_basestring(text) + after).encode()
        except (TypeError, UnicodeEncodeError):
            pass
        # As above.
        raise NotSealable

    return one


def _part(name: str, text: str) -> str:
    return f"{encode_basestring(name)}:{encode_basestring(text)}"


def decode(plain: bytes) -> dict[str, str]:
    """The values of bytes that ``encode`` made and that were authenticated since."""
    values: dict[str, str] = _decode(plain.decode())
    return values


@lru_cache(maxsize=1024)
def _form(names: tuple[str, ...]) -> tuple[str, Callable[[Values], tuple[str, ...]]]:
    """A template with a place for each text, and what takes the texts in that order.

    Raises TypeError where a name is not text.
    """
    ordered = sorted(names)
    spelled = [encode_basestring(name).replace("%", "%%") for name in ordered]
    form = "{" + ",".join(f"{name}:%s" for name in spelled) + "}"
    if len(ordered) > 1:
        return form, itemgetter(*ordered)
    return form, lambda values: tuple(values[name] for name in ordered)
