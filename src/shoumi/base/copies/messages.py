"""Texts of copies: refusals and names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "copies.not_on_this_engine": Message(
        zh="数据库是 PostgreSQL，这里还不能为它制作副本。",
        en="The databases are PostgreSQL; copies of them cannot be made here yet.",
        remedy_zh="请用 pg_basebackup 或 pgBackRest 备份数据库，并由负责人声明。",
        remedy_en="Back the databases up with pg_basebackup or pgBackRest, and attest to it.",
    ),
    "copies.no_recipient": Message(
        zh="还没有登记能打开副本的公钥，因此没有制作副本。",
        en="No public key is named that could open the copies, so none was made.",
        remedy_zh="在离线的电脑上运行 age-keygen，只把公钥（age1…）登记在“备份”页。",
        remedy_en="Run age-keygen on a computer that is offline; name its public key (age1…) under "
        "Backup.",
    ),
    "copies.recipient_refused": Message(
        zh="这不是 age 公钥。",
        en="This is no age public key.",
        remedy_zh="公钥以 age1 开头，共 62 个字符。",
        remedy_en="A public key begins with age1 and has 62 characters.",
    ),
    "copies.secret_key_given": Message(
        zh="您填的是私钥。系统没有保存它，但它到过这里，不能再算离线。",
        en="This is a secret key.  It was not kept, but it was here, and is no longer offline.",
        remedy_zh="作废这把钥匙，在离线的电脑上另做一把，只填公钥。",
        remedy_en="Give this key up, make another on a computer that is offline, and fill in its "
        "public key only.",
    ),
    "copies.place_unreachable": Message(
        zh="存放处现在用不了（{step}），副本没有制作。",
        en="The place cannot be used now ({step}); no copy was made.",
        remedy_zh="检查存放处是否挂载、有空间、可写，再试一次。",
        remedy_en="See that it is mounted, has room and can be written to; then try again.",
    ),
    "copies.place_inside": Message(
        zh="这个文件夹在数据文件夹之内，或包含着它；同一处的副本不算副本。",
        en="This folder lies in the data folder, or holds it; what is lost together is no copy.",
        remedy_zh="选另一块磁盘或另一台机器上的文件夹。",
        remedy_en="Choose a folder of another disk or another machine.",
    ),
    "copies.address_unfit": Message(
        zh="地址写得不对：要完整的文件夹路径，或 restic 的 rest:、sftp:、s3: 地址，里面不写密码。",
        en="This address does not do: it takes the whole path of a folder, or a rest:, sftp: or "
        "s3: repository of restic, without a password in it.",
        remedy_zh="密码写在只有本系统能读的文件里（权限 0600），这里填那个文件。",
        remedy_en="Put passwords into a file that only the house reads (mode 0600); name that.",
    ),
    "copies.demo_stays_inside": Message(
        zh="演示环境的副本只能放在它自己的 copies 文件夹里。",
        en="A demo home copies into its own folder named copies only.",
        remedy_zh="在正式安装里添加存放处。",
        remedy_en="Add places in a real home.",
    ),
    "copies.not_made": Message(
        zh="现在做不了副本：数据库正忙，或本机磁盘没有空间。",
        en="No copy can be made now: the databases are busy, or this disk has no room.",
        remedy_zh="本机磁盘要留出一份数据库大小的空间；几分钟后会再试。",
        remedy_en="Keep as much room on this disk as the database takes; it is tried again soon.",
    ),
    "copies.not_read_back": Message(
        zh="写出去的内容读回来对不上，这一份不算数。",
        en="What was written does not read back the same; this copy does not count.",
        remedy_zh="检查存放处的磁盘，再备一次；反复如此就换一处。",
        remedy_en="Check the disk of the place and copy again; if it stays so, use another place.",
    ),
    "copies.not_empty": Message(
        zh="要恢复到的文件夹不是空的。",
        en="The folder to restore into is not empty.",
        remedy_zh="换一个空文件夹。",
        remedy_en="Name an empty folder.",
    ),
    "copies.program_missing": Message(
        zh="这台机器上没有 {program} 程序。",
        en="The program {program} is not on this machine.",
        remedy_zh="安装 {program} 后再试（Debian：apt install {program}）。",
        remedy_en="Install {program}, then try again (Debian: apt install {program}).",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "copies.Kind": {
        "folder": ("文件夹（另一块磁盘或挂载）", "folder (another disk, or a mount)"),
        "restic": ("restic 仓库（REST、SFTP、S3）", "restic repository (REST, SFTP, S3)"),
    },
    "copies.Deletion": {
        "refused": ("删不掉", "refused"),
        "deleted": ("删得掉", "deleted"),
    },
}
