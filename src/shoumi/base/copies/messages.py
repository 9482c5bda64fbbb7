"""Texts of copies: refusals and names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "copies.not_on_this_engine": Message(
        zh="数据在一种数据库上，密钥库在另一种上，这样的安装不能制作副本。",
        en="The data are on one engine and the keyring on another; such a home is not copied.",
        remedy_zh="把 DATABASE_URL 和 KEYRING_URL 指到同一种数据库。",
        remedy_en="Let DATABASE_URL and KEYRING_URL name the same engine.",
    ),
    "copies.right_missing": Message(
        zh="角色 {role} 读不全数据库 {database}，副本没有制作。",
        en="The role {role} may not read all of the database {database}; no copy was made.",
        remedy_zh="以数据的拥有者执行：GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}；"
        "GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}。",
        remedy_en="As the owner: GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}; "
        "GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}.",
    ),
    "copies.program_too_old": Message(
        zh="这台机器上的 {program} 是 {has} 版，服务器是 {wanted} 版。",
        en="The {program} here is of version {has}, the server of {wanted}.",
        remedy_zh="安装与服务器同版的程序：apt install postgresql-client-{wanted}，演练另需 "
        "postgresql-{wanted}。",
        remedy_en="Install those of the server's version: apt install postgresql-client-{wanted}; "
        "for drills postgresql-{wanted} as well.",
    ),
    "copies.database_refused": Message(
        zh="{program} 没有做完：PostgreSQL 连不上、正忙或中断了。",
        en="{program} did not come to its end: PostgreSQL cannot be reached, is busy or broke off.",
        remedy_zh="看 PostgreSQL 的日志，用 psql 试 DATABASE_URL 和 KEYRING_URL，再试一次。",
        remedy_en="See the log of PostgreSQL, try DATABASE_URL and KEYRING_URL with psql, then try "
        "again.",
    ),
    "copies.replication_refused": Message(
        zh="PostgreSQL 不让角色 {role} 复制整个集群，副本没有制作。",
        en="PostgreSQL does not let the role {role} copy the cluster; no copy was made.",
        remedy_zh="CREATE ROLE {role} LOGIN REPLICATION；pg_hba.conf 加一行 "
        "local replication {role} peer map=shoumi（经网络用 hostssl），再 pg_ctl reload。"
        "不设 SHOUMI_COPY_URL 就改用 pg_dump。",
        remedy_en="CREATE ROLE {role} LOGIN REPLICATION; in pg_hba.conf a line "
        "local replication {role} peer map=shoumi (hostssl over a network), then reload.  Without "
        "SHOUMI_COPY_URL it is dumped instead.",
    ),
    "copies.other_cluster": Message(
        zh="SHOUMI_COPY_URL 指的不是数据所在的集群，副本没有制作。",
        en="SHOUMI_COPY_URL names another cluster than the data are in; no copy was made.",
        remedy_zh="让它与 DATABASE_URL 的主机和端口相同。",
        remedy_en="Give it the host and port of DATABASE_URL.",
    ),
    "copies.keyring_inside": Message(
        zh="密钥库与数据在同一个集群里：整个复制会把钥匙留上几个星期，副本没有制作。",
        en="The keyring is in the cluster of the data: copied whole, keys would lie there for "
        "weeks; no copy was made.",
        remedy_zh="给密钥库另建一个集群（pg_createcluster），或不设 "
        "SHOUMI_COPY_URL，改用 pg_dump。",
        remedy_en="Give the keyring a cluster of its own (pg_createcluster), or set no "
        "SHOUMI_COPY_URL: then it is dumped instead.",
    ),
    "copies.database_not_empty": Message(
        zh="数据库 {database} 里已有表，不能恢复到它上面。",
        en="The database {database} has tables in it; nothing is put back over them.",
        remedy_zh="另建两个空数据库，用 DATABASE_URL 和 KEYRING_URL 指给它，再从空目录开始。",
        remedy_en="Make two empty databases, name them in DATABASE_URL and KEYRING_URL, and begin "
        "again in an empty folder.",
    ),
    "copies.may_not_load": Message(
        zh="角色 {role} 在数据库 {database} 里不能建表，什么也没有装进去。",
        en="The role {role} may make no table in the database {database}; nothing was loaded.",
        remedy_zh="以拥有者恢复：DATABASE_URL=postgresql://shoumi_owner@/shoumi，"
        "KEYRING_URL=postgresql://shoumi_keys@/shoumi_keys。",
        remedy_en="Restore as the owner: DATABASE_URL=postgresql://shoumi_owner@/shoumi and "
        "KEYRING_URL=postgresql://shoumi_keys@/shoumi_keys.",
    ),
    "copies.other_engine": Message(
        zh="副本与设置不是同一种数据库，什么也没有装进去。",
        en="The copy is of another engine than the settings name; nothing was loaded.",
        remedy_zh="副本来自 PostgreSQL 的，用 DATABASE_URL 和 KEYRING_URL 指两个空数据库；来自 "
        "SQLite 的，两项都不设。再从空目录开始。",
        remedy_en="For a copy of PostgreSQL name two empty databases in DATABASE_URL and "
        "KEYRING_URL; for one of SQLite set neither.  Begin again in an empty folder.",
    ),
    "copies.not_as_root": Message(
        zh="PostgreSQL 不能以 root 运行，演练没有开始。",
        en="PostgreSQL does not run as root; the drill did not begin.",
        remedy_zh="以服务的账户运行：runuser -u shoumi -- …",
        remedy_en="Run it as the account of the service: runuser -u shoumi -- …",
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
        zh="存放处现在用不了（{step}）。",
        en="The place cannot be used now ({step}).",
        remedy_zh="检查存放处是否挂载或连得上、有空间、可写；密码文件要归运行本程序的账号、权限 "
        "0600，密码要对。然后再试一次。",
        remedy_en="See that it is mounted or answers, has room and can be written to; that the "
        "file of passwords is of the account that runs this, of mode 0600, and right.  Then try "
        "again.",
    ),
    "copies.place_inside": Message(
        zh="这个文件夹在数据文件夹之内，或包含着它；同一处的副本不算副本。",
        en="This folder lies in the data folder, or holds it; what is lost together is no copy.",
        remedy_zh="选另一块磁盘或另一台机器上的文件夹。",
        remedy_en="Choose a folder of another disk or another machine.",
    ),
    "copies.place_is_here": Message(
        zh="这个服务器就在本机（localhost）：机器坏了，副本跟着没有，不算另一处。",
        en="This server is on the machine itself (localhost): its copies are lost with it.",
        remedy_zh="改用另一台机器的名称或内网地址；本机上的另一块磁盘按文件夹登记。",
        remedy_en="Name another machine or its address in the office's network; register another "
        "disk of this machine as a folder.",
    ),
    "copies.address_unfit": Message(
        zh="地址写得不对：要完整的文件夹路径，或 restic 的 rest:、sftp:、s3: 地址，里面不写密码。",
        en="This address does not do: it takes the whole path of a folder, or a rest:, sftp: or "
        "s3: repository of restic, without a password in it.",
        remedy_zh="密码写在只有本系统能读的文件里（权限 0600），这里填那个文件。",
        remedy_en="Put passwords into a file that only the house reads (mode 0600); name that.",
    ),
    "copies.target_unclear": Message(
        zh="这个仓库里是哪一处的副本不清楚：{targets}。",
        en="It is not clear whose copies in this repository: {targets}.",
        remedy_zh="用 --target 指明；没有，就是地址、密码或仓库不对。",
        remedy_en="Name one with --target; where there is none, address or repository is another.",
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
        remedy_zh="安装后再试（Debian：apt install {package}）。",
        remedy_en="Install it, then try again (Debian: apt install {package}).",
    ),
    "copies.key_not_given": Message(
        zh="没有给私钥，或者文件和密钥单上的词都给了。",
        en="No secret key was given, or both its file and words of sheets.",
        remedy_zh="选私钥文件，或者填三张密钥单上的词，二选一。",
        remedy_en="Choose the file or fill in the words of three sheets, one of the two.",
    ),
    "copies.sheet_length": Message(
        zh="第 {sheet} 张有 {words} 个词，应有 {wanted} 个。",
        en="Sheet {sheet} has {words} words, not {wanted}.",
        remedy_zh="照纸上的编号补上漏掉的词；每张之间空一行。",
        remedy_en="Add what was left out, by the numbers on the paper; an empty line between two "
        "sheets.",
    ),
    "copies.word_unknown": Message(
        zh="第 {sheet} 张的第 {place} 个词不在词表里。",
        en="Word {place} of sheet {sheet} is not in the list.",
        remedy_zh="照纸上再抄一次；只抄前四个字母也可以。",
        remedy_en="Copy it from the paper again; its first four letters are enough.",
    ),
    "copies.sheet_misread": Message(
        zh="第 {sheet} 张对不上校验：有一个词抄成了别的词，或者两个词换了位置。",
        en="The checksum of sheet {sheet} differs: a word is another one, or two changed places.",
        remedy_zh="照纸上的编号把这一张核对一遍。",
        remedy_en="Compare this sheet with the paper, number by number.",
    ),
    "copies.sheets_too_few": Message(
        zh="只有 {have} 张不同的密钥单，要 {need} 张。",
        en="These are {have} different sheets; {need} are needed.",
        remedy_zh="再找保管人取一张。同一张抄两遍只算一张。",
        remedy_en="Ask another keeper for a sheet. One that is given twice counts once.",
    ),
    "copies.sheets_apart": Message(
        zh="这几张不是同一次拆分出来的。",
        en="These sheets were not made together.",
        remedy_zh="看纸上的公钥和日期，取同一把钥匙、同一天的三张。",
        remedy_en="See the public key and the day on the paper: three of one key and one day.",
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
