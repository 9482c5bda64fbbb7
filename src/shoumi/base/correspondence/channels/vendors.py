"""The vendors of text messages whose requests the house can sign."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Vendor(StrEnum):
    """Stored values: changing one needs a migration."""

    ALIYUN = "aliyun"
    TENCENT = "tencent"


# Whom the house calls for it; two people let the host on the list of calls out.
HOSTS: Mapping[Vendor, str] = {
    Vendor.ALIYUN: "dysmsapi.aliyuncs.com",
    Vendor.TENCENT: "sms.tencentcloudapi.com",
}
