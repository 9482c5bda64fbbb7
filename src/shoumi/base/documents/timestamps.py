"""The one client of a time-stamp authority (RFC 3161): for PDF signatures and for any file."""

from __future__ import annotations

import asyncio
from datetime import datetime
from hashlib import sha256
from typing import Any

from asn1crypto import tsp
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError

from shoumi.base.documents.errors import TimestampFailed
from shoumi.base.documents.validation import MALFORMED
from shoumi.core.verify.report import Bad, Report
from shoumi.core.verify.stamp import check_stamp

TIMEOUT = 10  # seconds


class Authority(HTTPTimeStamper):
    """Whatever goes wrong between us and the authority is one refusal."""

    def __init__(self, url: str) -> None:
        super().__init__(url, timeout=TIMEOUT)

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> Any:
        try:
            return await super().async_timestamp(message_digest, md_algorithm)
        except (TimestampRequestError, OSError, *MALFORMED) as error:
            raise TimestampFailed from error


def stamp(content: bytes, url: str) -> bytes:
    """The authority's answer over ``content``, as ``openssl ts -verify -in`` takes it (DER).

    Raises:
        TimestampFailed: there is none, or it is not one of this content.
    """
    asked = Authority(url).async_timestamp(sha256(content).digest(), "sha256")
    token = asyncio.run(asked)
    answer: bytes = tsp.TimeStampResp(
        {"status": {"status": "granted"}, "time_stamp_token": token}
    ).dump()
    try:
        check_stamp(Report("stamp"), answer, of=content, roots=(), place="stamp")
    except Bad as error:
        raise TimestampFailed from error
    return answer


def moment(answer: bytes) -> datetime:
    """When the authority made its ``answer``, by its own clock; it is one that ``stamp`` gave."""
    told = tsp.TimeStampResp.load(answer)["time_stamp_token"]["content"]["encap_content_info"]
    at: datetime = told["content"].parsed["gen_time"].native
    return at
