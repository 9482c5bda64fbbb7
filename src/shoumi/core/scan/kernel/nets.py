"""Addresses of machines and mailboxes: MAC, IP, e-mail."""

from __future__ import annotations

from shoumi.core.scan.kernel import primitives
from shoumi.core.scan.kernel.arrays import (
    ALNUM,
    DIGIT,
    FILE_ENDINGS,
    GLUED,
    LETTER,
    Bytes,
    Constants,
    Ints,
    Longs,
)
from shoumi.core.scan.kernel.jit import compiled
from shoumi.core.scan.kernel.primitives import VALID, add, run_of

_COLON, _DASH, _DOT, _AT = (ord(char) for char in ":-.@")
_LONGEST_LOCAL = 64  # RFC 5321, 4.5.3.1.1
_LONGEST_LABEL = 63  # RFC 1035, 2.3.4


@compiled
def is_hex(t: Ints, k: Bytes, at: int) -> bool:
    return k[at] & DIGIT != 0 or 65 <= t[at] <= 70 or 97 <= t[at] <= 102


@compiled
def _are_hex(t: Ints, k: Bytes, start: int, count: int) -> bool:
    for at in range(start, start + count):
        if not is_hex(t, k, at):
            return False
    return True


@compiled
def _mac_end(t: Ints, k: Bytes, start: int) -> int:
    if not _are_hex(t, k, start, 2):
        return 0
    sep = t[start + 2]
    if sep == _COLON or sep == _DASH:
        for at in range(start + 2, start + 17, 3):
            if t[at] != sep or not _are_hex(t, k, at + 1, 2):
                return 0
        return start + 17
    if not _are_hex(t, k, start, 4):
        return 0
    for at in range(start + 4, start + 14, 5):
        if t[at] != _DOT or not _are_hex(t, k, at + 1, 4):
            return 0
    return start + 14


@compiled
def mac(t: Ints, k: Bytes, start: int, end: int, cand: Ints, state: Longs) -> None:
    """From the first of a run of letters and digits that ends at ``end``."""
    before = t[start - 1]
    is_row = before == _COLON or before == _DASH
    is_row = is_row and _are_hex(t, k, start - 3, 2) and not k[start - 4] & ALNUM
    is_row = is_row or (before == _DOT and _are_hex(t, k, start - 5, 4))
    last = 0 if is_row else _mac_end(t, k, start)
    if last and not k[last] & ALNUM:
        goes_on = t[last] == _COLON or t[last] == _DASH or t[last] == _DOT
        if not (goes_on and is_hex(t, k, last + 1)):
            add(cand, state, primitives.MAC, start, last, primitives.L_MAC, True, VALID, False)
    if end - start == 12 and _are_hex(t, k, start, 12):
        kinds = 0
        for at in range(start, end):
            kinds |= k[at]
        if kinds & LETTER != LETTER:
            add(cand, state, primitives.MAC_BARE, start, end, primitives.L_MAC, True, 0, False)


@compiled
def ip_four(t: Ints, k: Bytes, start: int, cand: Ints, state: Longs) -> None:
    """Four octets with dots."""
    if start < state[primitives.FREE + primitives.IP4] or (
        t[start - 1] == _DOT and k[start - 2] & ALNUM
    ):
        return
    at, is_right = start, True
    for octet in range(4):
        if octet:
            if t[at] != _DOT:
                return
            at += 1
        value, begun = 0, at
        while at - begun < 3 and k[at] & DIGIT:
            value, at = value * 10 + t[at] - 48, at + 1
        if at == begun:
            return
        is_right = is_right and value <= 255 and (t[begun] != 48 or at == begun + 1)
    if k[at] & ALNUM or (t[at] == _DOT and k[at + 1] & DIGIT):
        return
    if is_right:
        add(cand, state, primitives.IP4, start, at, primitives.L_IP, True, VALID, False)
    state[primitives.FREE + primitives.IP4] = at


@compiled
def _is_six(t: Ints, k: Bytes, start: int, end: int) -> bool:
    """RFC 4291, 2.2: eight groups, or fewer and one ``::``.

    There are seven colons at the most, and one at an end has its neighbour: both are seen to where
    the end is found.
    """
    colons, gaps, digits = 0, 0, 0
    for at in range(start, end):
        digits += k[at] & DIGIT
        if t[at] == _COLON:
            colons += 1
            gaps += at + 1 < end and t[at + 1] == _COLON
    return digits > 0 and (gaps == 1 or (gaps == 0 and colons == 7))


@compiled
def ip_six(t: Ints, k: Bytes, start: int, cand: Ints, state: Longs) -> None:
    """From the first group, or from ``::``."""
    if (
        start < state[primitives.FREE + primitives.IP6]
        or k[start - 1] & ALNUM
        or t[start - 1] == _DOT
    ):
        return
    if t[start - 1] == _COLON and (t[start - 2] == _COLON or is_hex(t, k, start - 2)):
        return
    at = start
    while at - start < 4 and is_hex(t, k, at):
        at += 1
    if t[at] != _COLON or (at == start and t[at + 1] != _COLON):
        return
    groups = 0
    while groups < 7 and t[at] == _COLON:
        groups, at, begun = groups + 1, at + 1, at + 1
        while at - begun < 4 and is_hex(t, k, at):
            at += 1
    if groups < 2:
        return
    if t[at] == _DOT and k[at + 1] & DIGIT:
        state[primitives.HANDED] = 1  # an address of version 4 inside it
        return
    state[primitives.FREE + primitives.IP6] = at
    end = at
    if t[end - 1] == _COLON and t[end - 2] != _COLON:
        end -= 1
    goes_on = t[end] == _COLON and (t[end + 1] == _COLON or is_hex(t, k, end + 1))
    if k[end] & ALNUM or goes_on or (t[end] == _DOT and k[end + 1] & DIGIT):
        return
    if _is_six(t, k, start, end):
        state[primitives.FREE + primitives.IP6] = start
        add(cand, state, primitives.IP6, start, end, primitives.L_IP, True, VALID, False)
        state[primitives.FREE + primitives.IP6] = at


@compiled
def _is_local(t: Ints, k: Bytes, at: int) -> bool:
    char = t[at]
    return (
        k[at] & ALNUM != 0
        or char == ord("_")
        or char == ord("%")
        or char == ord("+")
        or char == _DASH
    )


@compiled
def _mailbox_start(t: Ints, k: Bytes, at: int) -> int:
    """Where the name before the ``@`` at ``at`` begins; 0: nowhere."""
    start, place = 0, at - 1
    if t[place] == _DOT:
        return 0
    while at - place <= _LONGEST_LOCAL:
        if k[place] & ALNUM:
            start = place
        elif t[place] == _DOT:
            if not _is_local(t, k, place - 1):
                break
        elif not _is_local(t, k, place):
            break
        place -= 1
    return start


@compiled
def _host_end(t: Ints, k: Bytes, at: int) -> int:
    """The end of the longest host name from ``at`` that ends in letters; 0: none."""
    good = 0
    while k[at] & ALNUM:
        end = at
        while k[end] & ALNUM or t[end] == _DASH:
            end += 1
        letters = run_of(k, at, LETTER)
        if letters == end and 2 <= end - at <= 24 and t[at - 1] == _DOT:
            good = end
        if t[end] != _DOT or end - at > _LONGEST_LABEL or t[end - 1] == _DASH:
            break
        at = end + 1
    return good


@compiled
def _is_file(t: Ints, k: Bytes, end: int) -> bool:
    """Is the last part of the host the ending of a file?"""
    start = end
    while k[start - 1] & LETTER:
        start -= 1
    return is_spelt(t, k, start, end, FILE_ENDINGS)


@compiled
def is_spelt(t: Ints, k: Bytes, start: int, end: int, words: Constants) -> bool:
    """Are the letters between two places one of ``words``?"""
    if end - start > 12:
        return False
    value = 0
    for at in range(start, end):
        value = value << 5 | int(t[at] | 32) - 96
    for word in words:
        if word == value:
            return True
    return False


@compiled
def email(t: Ints, k: Bytes, at: int, cand: Ints, state: Longs) -> None:
    """Round an ``@``; one that is found takes nothing from the next."""
    start = _mailbox_start(t, k, at)
    end = _host_end(t, k, at + 1) if start else 0
    if end and not _is_file(t, k, end):
        state[primitives.FREE + primitives.EMAIL] = 0
        add(cand, state, primitives.EMAIL, start, end, primitives.L_EMAIL, True, VALID, False)


@compiled
def is_mailbox(t: Ints, k: Bytes, stops: Ints, count: int, begin: int, stop: int) -> bool:
    """Is a cell an e-mail address and nothing else?

    Nothing in it is longer, so nothing else in it stands.  A word that the reference parts from its
    number (``tel123@``) is none.
    """
    for place in range(count):
        at = stops[place]
        if t[at] == _AT:
            is_whole = _mailbox_start(t, k, at) == begin and _host_end(t, k, at + 1) == stop
            return is_whole and not _is_file(t, k, stop)
        first = run_of(k, at, LETTER)
        if k[first] & DIGIT and first > at and is_spelt(t, k, at, first, GLUED):
            return False
    return False
