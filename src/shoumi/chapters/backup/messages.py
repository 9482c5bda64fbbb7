"""Texts of chapter 13: refusals, reasons and names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, ConditionText, Message, Parameter

MESSAGES: Mapping[str, Message] = {
    "backup.no_such_target": Message(
        zh="没有这个存放处，或已停用。",
        en="There is no such place, or it was ended.",
        remedy_zh="在“备份”页里找，或用 `shoumi backup list`。",
        remedy_en="Look at the page Backup, or with `shoumi backup list`.",
    ),
    "backup.no_such_recipient": Message(
        zh="没有这把公钥，或已停用。",
        en="There is no such key, or it was ended.",
        remedy_zh="在“备份”页里找。",
        remedy_en="Look at the page Backup.",
    ),
    "backup.already_named": Message(
        zh="已经登记过了。",
        en="It is there already.",
        remedy_zh="在“备份”页里找。",
        remedy_en="Look at the page Backup.",
    ),
    "backup.last_recipient": Message(
        zh="这是最后一把备份公钥，停用后没有人能打开新的副本。",
        en="This is the last key; without it nobody could open what is copied from now on.",
        remedy_zh="先登记另一把，再停用这一把。",
        remedy_en="Name another first, then end this one.",
    ),
    # Why a demand does not hold: told in tables, so half a sentence.
    "backup.no_recipient": Message(
        zh="还没有登记备份公钥",
        en="no key is named that copies are sealed for",
        remedy_zh="安全负责人在“备份”页申请登记一把，另一人批准。",
        remedy_en="The security officer asks to name one on the page Backup, and another approves.",
    ),
    "backup.no_target": Message(
        zh="还没有存放处",
        en="there is no place for copies",
        remedy_zh="在“备份”页添加存放处。",
        remedy_en="Add one at the page Backup.",
    ),
    "backup.too_few": Message(
        zh="算数的副本不够：连正本要三份，都在 24 小时之内",
        en="too few copies count: three with the original, each younger than 24 hours",
        remedy_zh="看“备份”页上每个存放处缺什么，补上后再校验。",
        remedy_en="See on the page Backup what each place lacks, mend it and verify again.",
    ),
    "backup.one_medium": Message(
        zh="副本都在同一种介质上，要两种",
        en="all copies lie on one medium; it takes two",
        remedy_zh="在“备份”页添加另一种介质的存放处。",
        remedy_en="Add a place on another medium at the page Backup.",
    ),
    "backup.none_elsewhere": Message(
        zh="没有一份算数的副本在别处",
        en="no copy that counts lies at another site",
        remedy_zh="在“备份”页添加另一处场所的存放处。",
        remedy_en="Add a place at another site at the page Backup.",
    ),
    "backup.abroad": Message(
        zh="有存放处不在中国大陆境内",
        en="a place for copies is not in mainland China",
        remedy_zh="停用它，另加一处境内的。",
        remedy_en="End it and add one in mainland China.",
    ),
    "backup.unsafe": Message(
        zh="安全的存放处不够两个：要另一处、单独账号、删不掉、密钥一天内清掉、每天校验",
        en="fewer than two places are safe: apart, of another account, nothing deletable, keys"
        " gone within a day, verified daily",
        remedy_zh="看“备份”页上每个存放处缺什么，补上后再校验。",
        remedy_en="See on the page Backup what each place lacks, mend it and verify again.",
    ),
    # What the live check leaves out of the handbook's rule.
    "backup.no_such_drill": Message(
        zh="没有这次演练的证书。",
        en="There is no certificate of such a drill.",
        remedy_zh="看“备份”页上最近的一次，或 `shoumi backup list`。",
        remedy_en="See the newest one on the page of backups.",
    ),
    "backup.no_plan": Message(
        zh="还没有存档恢复方案。",
        en="No recovery plan is filed.",
        remedy_zh="在“备份”页存档，或用 `shoumi backup plan`。",
        remedy_en="File one on the page Backup, or by `shoumi backup plan`.",
    ),
    "backup.missing_plan": Message(
        zh="还缺：书面恢复方案没有存档",
        en="missing: no recovery plan is filed",
        remedy_zh="在“备份”页存档恢复方案（PDF）。",
        remedy_en="File the recovery plan (PDF) on the page Backup.",
    ),
    "backup.missing_rehearsal": Message(
        zh="还缺：一年之内没有由没做过的人凭三张密钥单做过恢复演练",
        en="missing: within a year nobody new has drilled a restore with three printed sheets",
        remedy_zh="由没有做过的人带三张密钥单，在“备份”页做恢复演练。",
        remedy_en="Somebody who never did it drills on the page Backup with three key sheets.",
    ),
    "backup.missing_13_2": Message(
        zh="还缺：书面恢复方案没有存档，一年之内也没有由没做过的人凭三张密钥单演练",
        en="missing: a recovery plan that is filed, and within a year a drill by somebody new with"
        " three printed sheets",
        remedy_zh="在“备份”页存档恢复方案，再由没有做过的人带三张密钥单演练。",
        remedy_en="File the plan on the page Backup; then somebody who never did it drills with"
        " three key sheets.",
    ),
    "backup.missing_server_disk": Message(
        zh="还缺：文件夹存放处是否与数据库服务器在同一块磁盘上，没有检查",
        en="not checked: that no folder for copies is on the disk of the database server",
    ),
    "backup.never_drilled": Message(
        zh="还没有做过恢复演练。",
        en="No copy was ever put back in a drill.",
        remedy_zh="取出离线私钥，在“备份”页做恢复演练。",
        remedy_en="Bring the secret key that is kept offline and drill on the page Backup.",
    ),
    "backup.drill_failed": Message(
        zh="最近一次恢复演练没有通过。",
        en="The newest restore drill did not pass.",
        remedy_zh="看演练证书缺了什么，补上后再演练一次。",
        remedy_en="See in its certificate what was wrong, mend it and drill again.",
    ),
    "backup.drill_of_nobody": Message(
        zh="最近一次恢复演练时还没有客户资料，没有人对得上。",
        en="The newest restore drill was of a home in which nobody was held.",
        remedy_zh="取出离线私钥，在“备份”页再演练一次。",
        remedy_en="Bring the secret key that is kept offline and drill again on the page Backup.",
    ),
    "backup.drill_over": Message(
        zh="恢复演练已过一个季度。",
        en="The newest restore drill is older than a quarter.",
        remedy_zh="取出离线私钥，在“备份”页做恢复演练。",
        remedy_en="Bring the secret key that is kept offline and drill on the page Backup.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "backup.Scope": {"backup:read": ("看备份状态", "see how copies stand")},
    "backup.Medium": {
        "disk": ("本机的另一块磁盘", "another disk of this machine"),
        "nas": ("网络存储", "network storage"),
        "server": ("另一台服务器", "another server"),
        "object": ("对象存储", "object storage"),
        "tape": ("磁带", "tape"),
    },
    "backup.KeyForm": {
        "file": ("私钥文件", "the file of the key"),
        "sheets": ("三张打印的密钥单", "three printed sheets"),
    },
    "backup.Lack": {
        "not_in_china": ("不在中国大陆境内", "not in mainland China"),
        "damaged": ("校验发现损坏或缺失", "found damaged, or gone"),
        "never_copied": ("还没有备份过", "nothing was copied yet"),
        "too_old": ("超过 24 小时没有新的副本", "no new copy for 24 hours"),
        "same_place": ("和正本在同一块磁盘上", "on the very disk of the home"),
        "not_separate": ("没有用单独的账号", "not under an account of its own"),
        "untried": ("还没有试过删不删得掉", "whether it can be deleted was not tried yet"),
        "deletable": (
            "用本系统的账号删得掉，要 7 天不可删",
            "our account can delete there, which it must not for 7 days",
        ),
        "keys_kept": (
            "密钥超过 24 小时没有清掉（先 forget，再 prune）",
            "keys were not taken away after 24 hours (forget, then prune)",
        ),
        "data_short": (
            "不满 7 天的数据副本已被清掉",
            "copies of data younger than 7 days were taken away",
        ),
        "unverified": ("36 小时没有校验", "not verified for 36 hours"),
        "stated_long_ago": ("存放地的声明超过一个季度", "stated more than a quarter ago"),
    },
}

CONDITIONS: Mapping[str, ConditionText] = {}

# What an approver reads of a change beside its values.
PARAMETERS: Mapping[str, Parameter] = {
    "key_name": Parameter(("钥匙存在哪里", "where the key is kept")),
    "public_key": Parameter(("公钥", "public key")),
}
