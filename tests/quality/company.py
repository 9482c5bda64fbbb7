"""A made-up company whose customers stand in three files, spelled as three clerks spell.

``truth[(file, line)]`` is the person of a row.  Some share a name, some a household; nobody shares
an identity number or both name and mobile.
"""

from __future__ import annotations

import csv
from pathlib import Path

from tests.quality.made_up import Maker

PEOPLE = 240
# Namesakes: this share of people bears a name that another has.
_NAMESAKES = 0.15


class Company:
    """``write`` makes the files and fills ``truth``."""

    def __init__(self, seed: int) -> None:
        self.maker = Maker(seed)
        self.truth: dict[tuple[str, int], int] = {}
        self.people = []
        for number in range(PEOPLE):
            name = self.maker.person()
            if self.people and self.maker.rnd.random() < _NAMESAKES:
                name = self.maker.rnd.choice(self.people)["name"]
            self.people.append(
                {
                    "name": name,
                    "mobile": f"1540000{number:04}",
                    "id": self._identity(),
                    "address": self.maker.value("ADDRESS"),
                }
            )

    def _identity(self) -> str:
        """Of a grown-up: children have guardians, who are another test's."""
        while True:
            number = self.maker.identity("990000")
            if int(number[6:10]) < 2006:
                return number

    def write(self, folder: Path) -> list[Path]:
        chance = self.maker.rnd.random
        everybody = list(enumerate(self.people))
        return [
            self._file(
                folder / "客户.csv",
                ["姓名", "手机号", "身份证号", "家庭住址"],
                [
                    (number, [p["name"], p["mobile"], p["id"], p["address"]])
                    for number, p in everybody
                ],
            ),
            self._file(
                folder / "orders.csv",
                ["客户姓名", "联系电话", "服务地址"],
                [
                    (number, [_wide_dot(p["name"]), f"+86 {p['mobile']}", p["address"]])
                    for number, p in everybody
                    if chance() < 0.6
                ],
            ),
            self._file(
                folder / "会员.csv",
                ["XM", "SFZH", "SJH"],
                [
                    (number, [p["name"], p["id"].lower(), _grouped(p["mobile"])])
                    for number, p in everybody
                    if chance() < 0.5
                ],
            ),
        ]

    def _file(self, path: Path, heading: list[str], rows: list[tuple[int, list[str]]]) -> Path:
        self.maker.rnd.shuffle(rows)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(heading)
            for line, (number, cells) in enumerate(rows, start=2):
                writer.writerow(cells)
                self.truth[path.name, line] = number
        return path


def _wide_dot(name: str) -> str:
    return name.replace("·", "•")


def _grouped(mobile: str) -> str:
    return f"{mobile[:3]}-{mobile[3:7]}-{mobile[7:]}"
