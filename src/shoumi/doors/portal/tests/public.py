"""What public pages show, and papers brought to be checked."""

from __future__ import annotations

import io
import re
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.doors.tests.visitors import Visitor

HAN = re.compile("[\u4e00-\u9fff]")
QUOTED = re.compile(r'<(\w+)[^>]*\blang="zh"[^>]*>.*?</\1>', re.DOTALL)


def text(answer) -> str:
    return answer.content.decode()


def checked(name, content) -> str:
    return text(Visitor().post("/check", {"document": SimpleUploadedFile(name, content)}))


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, own in parts.items():
            archive.writestr(name, own)
    return out.getvalue()
