"""Files of learning: papers that were made."""

from __future__ import annotations

from django.db import models

_REF = 53


class CertificatePaper(models.Model):
    """A certificate as a paper, made when it was first asked for; it names its holder as of then.

    ``document``  the stored paper, which is one of that kind or is not handed out
    """

    certificate = models.CharField(max_length=_REF, unique=True)
    document = models.CharField(max_length=_REF)

    def __str__(self) -> str:
        return self.certificate
