"""Texts of vault: refusals and names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    # What the live check leaves out of the handbook's rule: told in tables, so half a sentence.
    "vault.missing_3_1": Message(
        zh="还缺：传输所用的算法没有核对",
        en="the algorithms on the wire are not checked",
    ),
    "vault.missing_3_3": Message(
        zh="还缺：默认配置下密钥与数据放在同一文件夹",
        en="by default keys and data lie in one folder",
    ),
    "vault.moved_on": Message(
        zh="密钥轮换期间，这份内容刚刚被重新加密。",
        en="This was sealed anew a moment ago by a rotation of keys.",
        remedy_zh="请再试一次。",
        remedy_en="Try again.",
    ),
    "vault.not_set_up": Message(
        zh="此数据目录还没有建立密钥库。",
        en="This data folder has no keyring yet.",
        remedy_zh="请先完成初始化。",
        remedy_en="Set it up first.",
    ),
    "vault.no_row_key": Message(
        zh="密钥库里没有核对数据行的密钥。",
        en="The keyring has no key to authenticate rows with.",
        remedy_zh="运行 `shoumi home upgrade`；之前有过的，请恢复密钥库的备份。",
        remedy_en="Run `shoumi home upgrade`; if there was one before, restore the keyring.",
    ),
    "vault.already_set_up": Message(
        zh="密钥库已经建立，不能再建一次。",
        en="The keyring is there already and cannot be made a second time.",
        remedy_zh="如需另建，请换一个数据目录。",
        remedy_en="Use another data folder to make a new one.",
    ),
    "vault.origin_malformed": Message(
        zh="该名称不能用作账本的名称。",
        en="This cannot be the name of a ledger.",
        remedy_zh="请使用不超过 80 个字符、不含空格和加号的名称，例如 example.com/shoumi。",
        remedy_en="Use at most 80 characters without spaces and plus signs, "
        "such as example.com/shoumi.",
    ),
    "vault.root_file_missing": Message(
        zh="找不到根密钥文件或口令文件，或者它不是普通文件。",
        en="The root key or passphrase file is missing or is not a plain file.",
        remedy_zh="请把文件放回原处；不支持符号链接。口令由人输入的，打开 /unlock。",
        remedy_en="Put the file back in its place; links are not followed. Where somebody types "
        "the passphrase, open /unlock.",
    ),
    "vault.not_locked": Message(
        zh="密钥已就位，或者根密钥不是口令。",
        en="The key is in its place already, or the root key is none of a passphrase.",
        remedy_zh="不用输入。",
        remedy_en="Nothing is to be typed.",
    ),
    "vault.nowhere_to_keep": Message(
        zh="没有为口令指定内存里的文件。",
        en="No file in memory was named for the passphrase.",
        remedy_zh="请运行服务器的人设 SHOUMI_PASSPHRASE_FILE，指向 tmpfs 里的文件，"
        "例如 /run/shoumi 之下。",
        remedy_en="Whoever runs the server sets SHOUMI_PASSPHRASE_FILE to a file on a tmpfs, such "
        "as below /run/shoumi.",
    ),
    "vault.root_file_exposed": Message(
        zh="根密钥文件的权限为 {mode}，或者属于其他用户，因此拒绝使用。",
        en="The root key file has mode {mode} or belongs to somebody else, so it is not used.",
        remedy_zh="请将文件归运行系统的用户所有，并执行 chmod 600;若他人可能读过，请更换密钥。",
        remedy_en="Give it to the user who runs the system and chmod 600 it; "
        "if others may have read it, replace the key.",
    ),
    "vault.home_exposed": Message(
        zh="数据目录的权限为 {mode}，或者属于其他用户，因此拒绝使用。",
        en="The data folder has mode {mode} or belongs to somebody else, so it is not used.",
        remedy_zh="请将目录归运行系统的用户所有，并执行 chmod 700。",
        remedy_en="Give it to the user who runs the system and chmod 700 it.",
    ),
    "vault.passphrase_beside_data": Message(
        zh="口令文件在数据目录里：拿走目录，就拿走了一切。",
        en="The passphrase lies in the data folder: who takes the folder has everything.",
        remedy_zh="放到数据目录以外，最好在内存里，或由 systemd 交给服务；见 docs/operating.md。",
        remedy_en="Put it outside the data folder, best in memory, or let systemd hand it to the "
        "service; see docs/operating.md.",
    ),
    "vault.wrong_root": Message(
        zh="根密钥或口令与此密钥库不符。",
        en="The root key or passphrase is not the one this keyring was made with.",
        remedy_zh="请检查是否用了另一个数据目录的文件，或口令是否输入有误。",
        remedy_en="Check for a file from another data folder or a mistyped passphrase.",
    ),
    "vault.no_key": Message(
        zh="{subject} 没有密钥：此人从未录入，或其信息已被销毁。",
        en="{subject} has no key: the person was never taken in, or the data is destroyed.",
        remedy_zh="已销毁的信息无法恢复；请核对编号。",
        remedy_en="Destroyed data cannot be brought back; check the reference.",
    ),
    "vault.already_keyed": Message(
        zh="{deal} 的名单中有人已有密钥，或者重复出现。",
        en="In the list for {deal}, somebody has a key already or appears twice.",
        remedy_zh="请去掉重复的人员后重试；已有密钥的人员无需再建。",
        remedy_en="Take out the repeated people and try again; one key a person is enough.",
    ),
    "vault.no_index_key": Message(
        zh="字段 {field} 没有检索索引。",
        en="The field {field} has no search index.",
        remedy_zh="只能用已登记为可检索的字段查找。",
        remedy_en="Search by a field that is registered as indexed.",
    ),
    "vault.no_signing_key": Message(
        zh="没有名为 {name} 的签名密钥。",
        en="There is no signing key named {name}.",
        remedy_zh="请先为该签署人建立密钥。",
        remedy_en="Make a key for this signer first.",
    ),
    "vault.signing_key_exists": Message(
        zh="名为 {name} 的签名密钥已经存在。",
        en="A signing key named {name} is there already.",
        remedy_zh="请使用已有的密钥。",
        remedy_en="Use the key that is there.",
    ),
    "vault.weak_key": Message(
        zh="签名密钥的算法或长度不在允许清单中。",
        en="The signing key's algorithm or length is not on the allow-list.",
        remedy_zh="请使用 Ed25519、P-256、P-384 或至少 3072 位的 RSA。",
        remedy_en="Use Ed25519, P-256, P-384 or RSA of at least 3072 bits.",
    ),
    "vault.inside_transaction": Message(
        zh="销毁密钥不能在未提交的事务中进行。",
        en="Keys cannot be erased inside a transaction that is still open.",
        remedy_zh="请先提交销毁意图的记录，再执行销毁。",
        remedy_en="Commit the record of the intent first, then erase.",
    ),
    "vault.still_on_disk": Message(
        zh="密钥已删除，但其字节暂时还留在磁盘文件中(原因：{cause}),不能出具销毁证明。",
        en="The keys are deleted, but their bytes are still in the files ({cause}), "
        "so no destruction can be certified yet.",
        remedy_zh="请结束仍在读写密钥库的程序(reader、writer)或让其账号有权整理数据表(vacuum),然后重试。",
        remedy_en="End the program that still uses the keyring (reader, writer) or give the role "
        "the right to rewrite the table (vacuum), then erase again.",
    ),
    "vault.still_opens": Message(
        zh="更换之后，旧密钥({what})仍能打开在用的内容；旧密钥未销毁。",
        en="After the rotation the old key ({what}) still opens what is in use; "
        "it was not destroyed.",
        remedy_zh="停止操作并告知信息安全负责人；请保全密钥库以供查明。",
        remedy_en="Stop, tell the security officer, and keep the keyring as it is for the inquiry.",
    ),
    "vault.suite_not_allowed": Message(
        zh="密钥库中有密钥使用了允许清单以外的算法。",
        en="A key in the keyring uses an algorithm that is not on the allow-list.",
        remedy_zh="检索密钥在“密钥”页更换，换后改用允许清单中的算法；其余的从备份恢复密钥库。",
        remedy_en="Replace a search key on the page Keys; of any other restore the keyring.",
    ),
    "vault.key_not_wrapped": Message(
        zh="密钥库中有密钥未按规定加密保存。",
        en="A key in the keyring is not stored in its wrapped form.",
        remedy_zh="停止操作并告知信息安全负责人。",
        remedy_en="Stop and tell the security officer.",
    ),
    "vault.keyring_not_apart": Message(
        zh="密钥库与数据在同一个数据库中。",
        en="The keyring is in the same database as the data.",
        remedy_zh="请在 KEYRING_URL 中指定另一个数据库。",
        remedy_en="Name another database in KEYRING_URL.",
    ),
    "vault.key_over": Message(
        zh="有密钥已超过使用期限。",
        en="A key is past its period of use.",
        remedy_zh="请更换：“密钥”页，或 `shoumi keys rotate`；更换前不能写入新数据。",
        remedy_en="Replace it, on the page Keys or by `shoumi keys rotate`; "
        "nothing new may be written until then.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "vault.Grade": {
        "weak": ("弱", "weak"),
        "fair": ("够用", "fair"),
        "good": ("强", "strong"),
    },
    "vault.ProviderKind": {
        "keyfile": ("密钥文件", "key file"),
        "passphrase": ("口令", "passphrase"),
    },
    "vault.Residue": {
        "keyring_backups": ("密钥库的备份", "backups of the keyring"),
        "write_ahead_log": ("数据库的预写日志", "the database's write-ahead log"),
    },
}
