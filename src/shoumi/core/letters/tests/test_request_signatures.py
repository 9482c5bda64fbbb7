"""Signatures against those that the vendors' own SDKs make.

``sdk_vectors.json`` was written by ``alibabacloud-tea-openapi`` 0.4.6 and
``tencentcloud-sdk-python-sms`` 3.1.153 for requests with made-up keys; the last vector of Aliyun is
the one that its documentation prints.  ``scripts/sdk_vectors.py`` has them signed again.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shoumi.core.letters import request_signatures

VECTORS = json.loads(Path(__file__).with_name("sdk_vectors.json").read_text("utf-8"))


@pytest.mark.parametrize("one", VECTORS["aliyun"], ids=lambda one: one["action"])
def test_a_request_to_aliyun_is_signed_as_its_sdk_signs_it(one):
    made = request_signatures.aliyun(
        request_signatures.Keys(one["name"], one["secret"]),
        host="dysmsapi.aliyuncs.com",
        action=one["action"],
        version="2017-05-25",
        parameters=one["parameters"],
        at=datetime.fromisoformat(one["at"]),
        nonce=one["nonce"],
    )
    assert made.headers["authorization"] == one["authorization"]
    assert made.url.startswith("https://dysmsapi.aliyuncs.com/")
    assert bool(made.query) == bool(one["parameters"])
    assert one["secret"] not in f"{made}" or len(one["secret"]) < 3


def test_the_example_that_aliyun_prints_is_met():
    made = request_signatures.aliyun(
        request_signatures.Keys("YourAccessKeyId", "YourAccessKeySecret"),
        host="ecs.cn-shanghai.aliyuncs.com",
        action="RunInstances",
        version="2014-05-26",
        parameters={
            "ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
            "RegionId": "cn-shanghai",
        },
        at=datetime(2023, 10, 26, 10, 22, 32, tzinfo=UTC),
        nonce="3156853299f313e23d1673dc12e1703d",
    )
    wanted = "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    assert made.headers["authorization"].endswith(f"Signature={wanted}")


@pytest.mark.parametrize("one", VECTORS["tencent"], ids=lambda one: one["action"])
def test_a_request_to_tencent_is_signed_as_its_sdk_signs_it(one):
    made = request_signatures.tencent(
        request_signatures.Keys(one["name"], one["secret"]),
        host=one["host"],
        action=one["action"],
        version="2021-01-11",
        region="ap-guangzhou",
        parameters=one["parameters"],
        at=datetime.fromtimestamp(one["at"], UTC),
    )
    assert made.body.decode() == one["body"]
    assert made.headers["content-type"] == one["type"]
    assert made.headers["authorization"] == one["authorization"]
    assert made.url == f"https://{one['host']}/"


def test_what_is_signed_is_what_is_sent():
    keys, at = request_signatures.Keys("k", "s"), datetime(2026, 9, 21, tzinfo=UTC)
    told = {"host": "h.example", "action": "A", "version": "1", "at": at}
    one = request_signatures.aliyun(keys, parameters={"a": "1"}, nonce="n", **told)
    other = request_signatures.aliyun(keys, parameters={"a": "2"}, nonce="n", **told)
    assert one.headers["authorization"] != other.headers["authorization"]
    assert one.headers["x-acs-content-sha256"] == hashlib.sha256(one.body).hexdigest()


def test_a_secret_is_not_shown():
    assert "hidden" not in repr(request_signatures.Keys("k", "hidden"))
