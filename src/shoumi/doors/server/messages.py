"""Texts of the server: refusals before a page is asked."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "server.body_slow": Message(
        zh="请求的内容没有按时送到，没有处理。",
        en="The body of the request did not come in time; nothing was done.",
        remedy_zh="换一个网络再试；大文件分几次发送。",
        remedy_en="Try again from a better network; send large files in parts.",
    ),
    "server.body_large": Message(
        zh="请求的内容超过 {most} MB，没有读。",
        en="The body of the request is over {most} MB and was not read.",
        remedy_zh="分几次发送。",
        remedy_en="Send it in parts.",
    ),
    "server.body_broken": Message(
        zh="请求的 Content-Length 不是数字。",
        en="The Content-Length of the request is no number.",
        remedy_zh="重新发送。",
        remedy_en="Send it again.",
    ),
    "server.too_many_bodies": Message(
        zh="您的网络地址同时发来的请求太多。",
        en="Too many requests are on their way from your address at once.",
        remedy_zh="稍等几秒再试。",
        remedy_en="Try again in a few seconds.",
    ),
    "server.failed": Message(
        zh="程序出错。",
        en="The program failed.",
        remedy_zh="已记下，编号 {number}，可以再试一次。",
        remedy_en="It was noted as {number}; you may try again.",
    ),
    "server.busy": Message(
        zh="服务器正忙，这次没有处理。",
        en="The server is busy; this request was not looked at.",
        remedy_zh="稍等几秒再试。",
        remedy_en="Try again in a few seconds.",
    ),
}
