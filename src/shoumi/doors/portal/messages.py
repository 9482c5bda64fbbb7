"""Texts of the portal: refusals."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "check.too_large": Message(
        zh="文件太大，没有核对。",
        en="The paper is too large and was not checked.",
        remedy_zh="用独立的核验程序在自己的电脑上核对。",
        remedy_en="Check it on your own machine with the stand-alone verifier.",
    ),
    "check.busy": Message(
        zh="正在核对别人的文件，这一次没有看。",
        en="Papers of others are being checked; this one was not looked at.",
        remedy_zh="等 {seconds} 秒再试，或用独立的核验程序在自己的电脑上核对。",
        remedy_en="Try again in {seconds} seconds, or use the stand-alone verifier.",
    ),
    "check.not_a_paper": Message(
        zh="这不是回执、证明或卷宗。",
        en="This is not a receipt, a certificate or a dossier.",
        remedy_zh="选 .jsonld、.pdf 或 .zip 文件。",
        remedy_en="Choose a .jsonld, .pdf or .zip file.",
    ),
}
