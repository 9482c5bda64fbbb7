"""The commands of chapter 12."""

from shoumi.chapters.defence.commands.canaries import canary, customer_canary
from shoumi.chapters.defence.commands.firewall import audit, command, detection, sensor

__all__ = ["audit", "canary", "command", "customer_canary", "detection", "sensor"]
