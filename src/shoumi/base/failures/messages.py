"""Texts of what a disk or a database cannot do."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "storage.full": Message(
        zh="磁盘已满，什么也没有改动。",
        en="The disk is full; nothing was changed.",
        remedy_zh="请运行服务器的人腾出空间；有了空间，无需重启即可继续。",
        remedy_en="Whoever runs the server makes room; then work goes on without a restart.",
    ),
    "storage.read_only": Message(
        zh="数据只能读，不能写，什么也没有改动。",
        en="The data can be read and not written; nothing was changed.",
        remedy_zh="请运行服务器的人查看数据文件夹和数据库的权限与挂载。",
        remedy_en="Whoever runs the server looks at the rights and mounts of data and database.",
    ),
    "storage.forbidden": Message(
        zh="运行本程序的账号无权读写要用的文件或文件夹，什么也没有改动。",
        en="The account that runs this may not read or write a file or folder that is needed; "
        "nothing was changed.",
        remedy_zh="请运行服务器的人把它交给这个账号，例如 "
        "`install -d -o shoumi -g shoumi -m 0700 文件夹`，再试一次。",
        remedy_en="Whoever runs the server gives it to that account, such as "
        "`install -d -o shoumi -g shoumi -m 0700 FOLDER`; then try again.",
    ),
    "storage.busy": Message(
        zh="数据库一直被占用，这一次没有办成，什么也没有改动。",
        en="The database was held by others all the time; nothing was changed.",
        remedy_zh="稍后再试。",
        remedy_en="Try again a little later.",
    ),
    "storage.lost": Message(
        zh="数据库没有应答，或磁盘出错，什么也没有改动。",
        en="The database does not answer or the disk fails; nothing was changed.",
        remedy_zh="请运行服务器的人查看数据库和磁盘，然后运行 `shoumi doctor`。",
        remedy_en="Whoever runs the server looks at database and disk, then runs `shoumi doctor`.",
    ),
}
