"""Sign the requests of ``sdk_vectors.json`` with the vendors' own SDKs, and say what differs.

The SDKs are forty packages for two signatures, so they are in no lock.  Where they are installed
somewhere else (the versions are those below):

    pip install --target FOLDER alibabacloud-tea-openapi==0.4.6 tencentcloud-sdk-python-sms==3.1.153
    PYTHONPATH=FOLDER python scripts/sdk_vectors.py           # exit 1 where a signature differs
    PYTHONPATH=FOLDER python scripts/sdk_vectors.py --write   # put the SDKs' answers in the file
"""

from __future__ import annotations

import hashlib
import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any
from unittest import mock

FILE = Path(__file__).parents[1] / "src/shoumi/core/letters/tests/sdk_vectors.json"
SDKS = {"alibabacloud-tea-openapi": "0.4.6", "tencentcloud-sdk-python-sms": "3.1.153"}
ALIYUN_HOST, ALIYUN_VERSION = "dysmsapi.aliyuncs.com", "2017-05-25"
TENCENT_VERSION, TENCENT_REGION = "2021-01-11", "ap-guangzhou"
ALIYUN_METHOD = "ACS3-HMAC-SHA256"


def of_aliyun(one: dict[str, Any]) -> dict[str, Any]:
    """What its SDK puts in the header ``authorization`` of a call by query."""
    from alibabacloud_tea_openapi.utils import Utils
    from darabonba.request import DaraRequest

    request = DaraRequest()
    request.method, request.pathname, request.query = "POST", "/", one["parameters"]
    payload = hashlib.sha256(b"").hexdigest()
    request.headers = {
        "host": ALIYUN_HOST,
        "x-acs-action": one["action"],
        "x-acs-version": ALIYUN_VERSION,
        "x-acs-date": one["at"],
        "x-acs-signature-nonce": one["nonce"],
        "x-acs-content-sha256": payload,
    }
    given = (ALIYUN_METHOD, payload, one["name"], one["secret"])
    return {**one, "authorization": Utils.get_authorization(request, *given)}


def of_tencent(one: dict[str, Any]) -> dict[str, Any]:
    """Body and headers as its SDK builds them at that second."""
    from tencentcloud.common import abstract_client
    from tencentcloud.common.credential import Credential
    from tencentcloud.common.http.request import RequestInternal
    from tencentcloud.common.profile.client_profile import ClientProfile
    from tencentcloud.common.profile.http_profile import HttpProfile

    profile = ClientProfile(httpProfile=HttpProfile(endpoint=one["host"]))
    client = abstract_client.AbstractClient(
        Credential(one["name"], one["secret"]), TENCENT_REGION, profile
    )
    client._apiVersion, client._service = TENCENT_VERSION, one["host"].partition(".")[0]
    request = RequestInternal(one["host"], "POST", "/", {})
    with mock.patch.object(abstract_client.time, "time", lambda: one["at"]):
        client._build_req_with_tc3_signature(one["action"], one["parameters"], request)
    return {
        **one,
        "body": request.data,
        "type": request.header["Content-Type"],
        "authorization": request.header["Authorization"],
    }


def main(*, writes: bool) -> int:
    for name, wanted in SDKS.items():
        if version(name) != wanted:
            print(f"note: {name} is {version(name)}, the vectors name {wanted}")
    kept = json.loads(FILE.read_text("utf-8"))
    made = {
        "aliyun": [of_aliyun(one) for one in kept["aliyun"]],
        "tencent": [of_tencent(one) for one in kept["tencent"]],
    }
    wrong = [
        f"{vendor} {one['action']}"
        for vendor, several in made.items()
        for one, before in zip(several, kept[vendor], strict=True)
        if one != before
    ]
    print(f"vectors={sum(map(len, made.values()))} different={len(wrong)}", *wrong)
    if writes:
        FILE.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 1 if wrong and not writes else 0


if __name__ == "__main__":
    sys.exit(main(writes="--write" in sys.argv[1:]))
