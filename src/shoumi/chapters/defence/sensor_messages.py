"""Texts of sensors: refusals, why 12.2 does not hold, names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "sensor.no_such": Message(
        zh="没有这个传感器。",
        en="There is no such sensor.",
        remedy_zh="在“入侵检测”里找，或用 `shoumi sensor list`。",
        remedy_en="Look under Detection, or with `shoumi sensor list`.",
    ),
    "sensor.log_unfit": Message(
        zh="这里读不到这个日志文件。",
        en="That is no log that can be read here.",
        remedy_zh="填 .json 或 .log 文件的完整路径，让服务账号能读；不能是守密自己的文件。",
        remedy_en="Give the whole path of a .json or .log file that the service may read.",
    ),
    "sensor.already_added": Message(
        zh="这种传感器已经打开。",
        en="A sensor of that kind is switched on already.",
        remedy_zh="要换日志，先关掉再打开。",
        remedy_en="To take another log, switch it off first.",
    ),
    "sensor.over": Message(
        zh="这个传感器已经关掉。",
        en="That sensor is switched off already.",
        remedy_zh="没有要做的了。",
        remedy_en="Nothing is left to do.",
    ),
    # Why the demand does not hold: told in tables, so half a sentence.
    "sensor.silent": Message(
        zh="有传感器的日志十分钟读不到",
        en="the log of a sensor could not be read for ten minutes",
        remedy_zh="看日志文件在不在、服务账号能不能读；不用了就关掉这个传感器。",
        remedy_en="See whether the file is there and may be read, or switch that sensor off.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "defence.SensorKind": {
        "SURICATA": ("Suricata（网络流量）", "Suricata (packets)"),
        "FAIL2BAN": ("fail2ban（主机登录）", "fail2ban (sign-in at the host)"),
    },
}
