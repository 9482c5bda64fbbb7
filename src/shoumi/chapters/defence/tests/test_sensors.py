"""What Suricata and fail2ban write becomes a case within the minute, each line once."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from shoumi.base import clock
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.ledger import reader
from shoumi.base.tests import authenticated
from shoumi.base.tests.memories import forget
from shoumi.chapters.defence import health, jobs
from shoumi.chapters.defence.events import Tag
from shoumi.chapters.defence.models import SecurityCase
from shoumi.chapters.defence.pages.urls import console
from shoumi.chapters.defence.queries import blocks, detection
from shoumi.chapters.defence.rules.detection import Code
from shoumi.chapters.defence.rules.sensors import SensorKind, Sighting, sightings
from shoumi.chapters.defence.sensor_models import SensedAddress, Sensor
from shoumi.chapters.defence.services import detection as watch
from shoumi.chapters.defence.services import sensors
from shoumi.chapters.defence.services.errors import LogUnfit, SensorAdded, SensorOver
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
PAGES = {one.name: one.callback for one in console}
ATTACKER = "198.51.100.7"


def alert(address=ATTACKER, severity=1, words="ET SCAN Suspicious inbound to mySQL port 3306"):
    told = {"signature_id": 2010937, "signature": words, "severity": severity}
    return json.dumps({"event_type": "alert", "src_ip": address, "alert": told})


BAN = f"2026-08-26 10:00:01,123 fail2ban.actions        [812]: NOTICE  [sshd] Ban {ATTACKER}"


class Log:
    def __init__(self, desk, path, kind):
        self.desk, self.path = desk, path
        path.write_text("before it was switched on\n")
        self.sensor = sensors.add(kind=kind, path=str(path), actor=desk.security, at=desk.at)

    def says(self, *lines, end="\n"):
        with self.path.open("a") as file:
            file.write("\n".join(lines) + end)

    def looked(self):
        """As the worker does, half a minute later."""
        self.desk.go(seconds=30)
        forget()
        sensors.read(at=self.desk.at)
        return watch.look(at=self.desk.at)


@pytest.fixture
def log(desk, tmp_path):
    watch.begin(actor=desk.security, at=desk.at)
    return Log(desk, tmp_path / "eve.json", SensorKind.SURICATA)


@pytest.mark.parametrize(
    ("kind", "line", "found"),
    [
        (SensorKind.SURICATA, alert(), (ATTACKER, "ET SCAN Suspicious inbound to mySQL port 3306")),
        (SensorKind.SURICATA, alert(severity=3), None),
        (SensorKind.SURICATA, alert("no address"), None),
        (SensorKind.SURICATA, '{"event_type": "flow", "src_ip": "198.51.100.7"}', None),
        (SensorKind.SURICATA, alert()[:-9], None),
        (SensorKind.SURICATA, "[" * 3000, None),
        (SensorKind.SURICATA, alert(words="a\x1b[31mb"), (ATTACKER, "a [31mb")),
        (SensorKind.FAIL2BAN, BAN, (ATTACKER, "sshd")),
        (SensorKind.FAIL2BAN, BAN.replace("Ban", "Unban"), None),
        (SensorKind.FAIL2BAN, BAN.replace("Ban", "Restore Ban"), None),
        (SensorKind.FAIL2BAN, BAN.replace("NOTICE  [sshd] Ban", "INFO    [sshd] Found"), None),
    ],
)
def test_a_line_raises_what_is_grave_and_nothing_else(kind, line, found):
    assert list(sightings(kind, [line.encode()])) == ([Sighting(*found)] if found else [])


def test_an_alert_of_suricata_is_a_case_within_the_minute_whose_address_can_be_shut_out(desk, log):
    assert log.looked() == []
    log.says(alert(), alert(), alert(severity=3))
    written = desk.at
    (case,) = log.looked()
    assert (case.rule, case.opened_at - written) == (Code.SENSOR_ALERT, timedelta(seconds=30))
    source = SensedAddress.objects.get()
    assert (case.who, source.address) == (source.ref, ATTACKER)
    assert blocks.addresses(case) == [ATTACKER]
    entry = reader.latest(1, tag=Tag.SENSOR_RAISED)[0].line()
    assert entry.facts["count"] == 2
    assert ATTACKER not in str([one.line() for one in reader.entries(0)])
    for lang, words in (("zh", "传感器怎么说"), ("en", "What the sensor calls it")):
        shown = PAGES["securitycase"](desk.request(lang=lang), securitycase=case.ref)
        text = shown.content.decode()
        assert words in text
        assert "ET SCAN" in text
        assert "/do/detection-block-address" in text


def test_one_address_is_one_case_and_another_is_another(desk, log):
    log.says(alert())
    assert len(log.looked()) == 1
    log.says(alert(), alert("203.0.113.9"))
    (case,) = log.looked()
    assert SensedAddress.objects.get(ref=case.who).address == "203.0.113.9"
    assert SecurityCase.objects.count() == 2


def test_whoever_takes_ever_new_addresses_of_one_64_is_one_case(desk, log):
    log.says(*(alert(f"2001:db8:0:7::{number:x}") for number in range(1, 40)))
    (case,) = log.looked()
    assert blocks.addresses(case) == ["2001:db8:0:7::/64"]
    (entry,) = reader.latest(9, tag=Tag.SENSOR_RAISED)
    assert entry.line().facts["count"] == 39
    log.says(alert("2001:db8:0:8::1"))
    assert len(log.looked()) == 1


def test_half_a_line_and_a_rotation_lose_nothing_and_double_nothing(desk, log):
    log.says(alert()[:40], end="")
    assert log.looked() == []
    log.says(alert()[40:])
    log.says(alert("203.0.113.9"))
    log.path.rename(log.path.with_name("eve.json.1"))
    log.path.write_text(alert("203.0.113.10") + "\n")
    assert len(log.looked()) == 3
    assert log.looked() == []
    counts = [one.line().facts["count"] for one in reader.entries(0, tag=Tag.SENSOR_RAISED)]
    assert counts == [1, 1, 1]
    found = Sensor.objects.get()
    assert (found.lines, found.gaps) == (3, 0)


def test_a_reading_that_broke_off_is_made_again_whole(desk, log, monkeypatch):
    log.says(alert())
    with monkeypatch.context() as patch:
        patch.setattr(sensors, "_raise", lambda *told: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            log.looked()
    assert Sensor.objects.get().lines == 0
    assert len(log.looked()) == 1


def test_a_log_that_cannot_be_read_shuts_after_ten_minutes(desk, log):
    log.path.unlink()
    for _ in range(20):
        log.looked()
    forget()
    assert detection.check_detection(desk.at).holds
    log.looked()
    forget()
    assert detection.check_detection(desk.at).reason == "sensor.silent"
    shown = PAGES["sensor"](desk.request(), sensor=log.sensor.ref).content.decode()
    assert "读不到它的日志" in shown
    sensors.drop(sensor=Ref(log.sensor.ref), actor=desk.security, at=desk.at)
    forget()
    assert detection.check_detection(desk.at).holds
    with pytest.raises(SensorOver):
        sensors.drop(sensor=Ref(log.sensor.ref), actor=desk.security, at=desk.at)


def test_only_a_log_of_another_program_is_read_and_one_of_each_kind(desk, log, tmp_path, settings):
    with pytest.raises(NotPermitted):
        sensors.add(kind=SensorKind.FAIL2BAN, path="x", actor=desk.operations, at=desk.at)
    own = settings.SHOUMI_HOME / "own.log"
    own.write_text("")
    for path in (tmp_path / "gone.log", tmp_path, own, "eve.json", "/etc/passwd", "\0.log"):
        with pytest.raises(LogUnfit):
            sensors.add(kind=SensorKind.FAIL2BAN, path=str(path), actor=desk.security, at=desk.at)
    with pytest.raises(SensorAdded):
        Log(desk, tmp_path / "other.json", SensorKind.SURICATA)


def test_pages_switch_it_on_and_off(desk, tmp_path):
    watch.begin(actor=desk.security, at=desk.at)
    path = tmp_path / "fail2ban.log"
    path.write_text("")
    for lang, words in (("zh", "网络流量和主机登录没有人看"), ("en", "nobody looks at packets")):
        assert words in PAGES["detection"](desk.request(lang=lang)).content.decode()
    PAGES["act-sensor-add"](desk.request(sent={"kind": "FAIL2BAN", "path": str(path)}))
    one = Sensor.objects.get()
    assert f"/sensors/{one.ref}" in PAGES["detection"](desk.request()).content.decode()
    path.write_text(BAN + "\n")
    desk.go(seconds=30)
    sensors.read(at=desk.at)
    assert len(watch.look(at=desk.at)) == 1
    PAGES["act-sensor-drop"](desk.request(sent={"is_sure": "on"}), sensor=one.ref)
    shown = PAGES["sensor"](desk.request(lang="en"), sensor=one.ref).content.decode()
    assert "Switched off" in shown


def test_the_job_reads_sensors_before_it_looks(desk, log, monkeypatch):
    log.says(alert())
    monkeypatch.setattr(clock, "now", lambda: desk.at)
    jobs.watch_due.func()
    assert SecurityCase.objects.count() == 1


def test_the_ledger_agrees_with_the_rows(desk, log):
    log.says(alert())
    log.looked()
    for table in (Sensor, SensedAddress):
        agreed = next(one.agreed for one in health.guarded if one.table is table)
        rows = list(table.objects.all())
        assert agreed(rows) == [rows[0].entry_position]
    authenticated.change(SensedAddress.objects, address="203.0.113.99")
    agreed = next(one.agreed for one in health.guarded if one.table is SensedAddress)
    assert agreed(list(SensedAddress.objects.all())) == [None]
