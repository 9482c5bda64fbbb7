"""25 August: the target's files are taken in, the expired are destroyed and certified."""

from __future__ import annotations

from pathlib import Path

from tests.web.story.browser_user import Reader
from tests.web.story.cast import DPO, LEGAL, OPERATIONS, SECURITY
from tests.web.story.walk import Tale

from shoumi.doors.demo import sample_files
from shoumi.doors.demo.sample_customers import stream

CUSTOMERS, EXPIRED = 1000, 12
_READ = "main form[data-once] button[type=submit]:not([formaction])"


def tell(tale: Tale) -> None:
    begins(tale)
    paths = tuple(sample_files.write(tale.downloads / "company", stream(CUSTOMERS)))
    _doubt(tale, paths)
    _store(tale, paths)
    destroys_expired(tale, EXPIRED)


def begins(tale: Tale) -> None:
    """The milestone opens, and what is kept about customers is described."""
    tale.go(8, 25)
    tale.file(LEGAL, "dpa")
    tale.opens(DPO, "inventory")
    done = tale.act(
        DPO,
        tale.deal,
        "deal-dataset",
        code="customers",
        name="客户服务档案",
        recipient_kind="other",
        has_sensitive=True,
        has_children=True,
        notice=tale.paper("notice-at-collection"),
        used_from="2021-11-01",
        shown="form",
    )
    tale.stage("登记数据集，判定法律手段", done, "单独同意")
    _reads_the_notice(tale, done)


def _reads_the_notice(tale: Tale, named: Reader) -> None:
    """Files come no earlier than somebody has said what people were told when it was collected."""
    named.follows("main a[href*='/datasets/']")
    dataset = tale.here(named)
    done = tale.act(
        LEGAL,
        dataset,
        "dataset-judge",
        purposes="whole",
        categories="whole",
        handing_on="not",
        missing="没有写公司转让时会提供给受让方",
    )
    tale.stage("判断目标公司收集时的告知", done, "目的和种类都告知了")


def brings(tale: Tale, paths: tuple[Path, ...]) -> Reader:
    keeper = tale.act(OPERATIONS, tale.deal, "intake-bring", files=paths)
    tale.stage("交来目标公司的文件", keeper, "文件密封着", f"{len(paths)} 份")
    reads_files(keeper)
    return keeper


def reads_files(keeper: Reader) -> None:
    """The page comes again by itself once the files are read."""
    keeper.presses(_READ)
    keeper.page.wait_for_selector("[data-work]", state="detached")
    keeper.page.wait_for_selector("#columns-name")


def _doubt(tale: Tale, paths: tuple[Path, ...]) -> None:
    """A list too many: one column that nobody knows, one number that somebody else has.

    The column is settled by hand; the doubt is asked back, and the list is not taken in.
    """
    stray = tale.downloads / "预约表.csv"
    stray.write_text("姓名,手机号,暗号\n范样疑,15400001000,芝麻开门\n", "utf-8")
    keeper = brings(tale, (*paths, stray))
    tale.stage("读一遍：有一列认不出", keeper, "还导入不了")
    (number,) = columns(keeper, "暗号")
    keeper.fills({f"to-{number}": "舍去"})
    reads_files(keeper)
    tale.stage("舍去那一列，存疑的一对留给人判断", keeper, "可能是同一人")
    keeper.presses("main form[action$='/drop'] button")
    tale.stage("不导入，请目标公司更正", keeper, "进入“")


def columns(keeper: Reader, heading: str) -> list[str]:
    """The numbers of the rows of columns with that heading."""
    labels = keeper.page.locator("main label.unseen", has_text=heading).all()
    return [str(label.get_attribute("for")).removeprefix("to-") for label in labels]


def _store(tale: Tale, paths: tuple[Path, ...]) -> None:
    keeper = brings(tale, paths)
    tale.stage("再读：可以导入", keeper, "可以导入", f"{CUSTOMERS} 人")
    takes_in(tale, keeper, CUSTOMERS)


def takes_in(tale: Tale, keeper: Reader, count: int) -> None:
    keeper.presses("main form button[formaction$='/take-in']")
    assert not (said := keeper.waits()), said
    tale.stage("密封入库，全部或全不", keeper, f"新增 {count} 人")


def destroys_expired(tale: Tale, count: int) -> None:
    tale.go(8, 25, 14)
    made = tale.act(DPO, tale.deal, "destroy-propose", basis="EXPIRED")
    tale.stage("到期客户列入销毁单", made, f"{count} 人")
    order = made.page.url.removeprefix(tale.served.site).partition("?")[0]
    tale.found["order"] = order
    early = tale.by(OPERATIONS)
    early.goes(f"{order}/do/destroy-run")
    tale.does(early, "destroy-run", {}, refused="两人见证")
    tale.stage("无人见证，销毁被拒", early, "见证")
    for witness in (OPERATIONS, SECURITY):
        done = tale.act(witness, order, "destroy-witness")
    tale.stage("两人见证", done, "已见证")
    done = tale.act(OPERATIONS, order, "destroy-run")
    tale.stage("销毁密钥、记录、索引", done, f"{count} 把钥匙")
    done = tale.act(DPO, order, "destroy-certify")
    tale.stage("销毁证明第一阶段", done, "证明已签发")
    saved = done.takes(done.link("/certificate"), tale.downloads)
    assert saved.read_bytes().startswith(b"%PDF-"), "the certificate is no PDF"
    done = tale.finishes(DPO, "inventory")
    tale.stage("个人信息盘点完成", done, "里程碑已完成")
