"""Files that others made and the browser runs: in a frame whose origin is nobody's.

Such a file says by its own policy that it stands in a sandbox, whoever opens it: its scripts have
no cookie of ours, read no page of ours and call nothing but what lies below their own address.
"""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase

_FRAMES, _FRAMED = "shoumi_frames", "shoumi_framed"
SANDBOX = "allow-scripts allow-forms allow-modals"


def frame(answer: HttpResponse, below: str) -> HttpResponse:
    """The page ``answer`` frames what lies below this address, and nothing else."""
    setattr(answer, _FRAMES, below)
    return answer


def frames(answer: HttpResponseBase) -> str:
    """What the page frames; empty for a page like all others."""
    return str(getattr(answer, _FRAMES, ""))


def framed(answer: HttpResponse, below: str) -> HttpResponse:
    """``answer`` is a file of others, with all its kind below this address."""
    answer["Content-Security-Policy"] = (
        f"sandbox {SANDBOX}; default-src 'none'; "
        f"script-src {below} 'unsafe-inline' 'unsafe-eval'; style-src {below} 'unsafe-inline'; "
        f"img-src {below} data: blob:; media-src {below} data: blob:; font-src {below} data:; "
        f"connect-src {below}; frame-src {below}; worker-src blob:; base-uri {below}; "
        "form-action 'none'; object-src 'none'"
    )
    # Its own scripts and fonts are asked for by an origin that is nobody's; no cookie comes along.
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer["Referrer-Policy"] = "no-referrer"
    setattr(answer, _FRAMED, True)
    return answer


def is_framed(answer: HttpResponseBase) -> bool:
    return bool(getattr(answer, _FRAMED, False))
