"""What every answer says to the browser: nothing runs, loads or frames but what is ours."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from shoumi.base.pages import framed_files

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), "
        "publickey-credentials-get=(self), publickey-credentials-create=(self)"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_NO_FRAME = "X-Frame-Options"
_NOT_KEPT = "no-store"
# Who came by a certificate once comes no other way for a year.
_SECURE_ONLY = "max-age=31536000"

Answer = Callable[[HttpRequest], HttpResponseBase]


def headers(get_response: Answer) -> Answer:
    """Outermost: errors carry the headers too.  Our own assets are the only thing kept."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        found = get_response(request)
        if below := framed_files.frames(found):
            found.headers["Content-Security-Policy"] = f"{POLICY}; frame-src {below}"
        for name, value in HEADERS.items():
            if name != _NO_FRAME or not framed_files.is_framed(found):
                found.headers.setdefault(name, value)
        found.headers.setdefault("Cache-Control", _NOT_KEPT)
        if request.is_secure():
            found.headers.setdefault("Strict-Transport-Security", _SECURE_ONLY)
        return found

    return answer
