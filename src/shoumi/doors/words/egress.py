"""Words of calls out."""

from shoumi.doors.words.kinds import Words

WORDS = {
    "egress.url_unfit": Words(
        zh="这不是可以外呼的地址。",
        en="This is no address that can be called.",
        mend_zh="写作 https://主机名/路径：小写英文主机名，不带端口、用户名、# 或 IP 地址。",
        mend_en="Write https://host/path: a host in lower-case ASCII; no port, user name, # or IP.",
    ),
    "egress.host_unfit": Words(
        zh="这不是完整的主机名。",
        en="This is no full host name.",
        mend_zh="写作 hooks.example.com：小写英文；中文域名用 xn-- 开头的写法；不能是 IP 地址。",
        mend_en="Write hooks.example.com in lower case; other scripts as xn--…; no IP address.",
    ),
    "egress.host_not_allowed": Words(
        zh="这个主机不在外呼名单上。",
        en="This host is not on the list of calls out.",
        mend_zh="请安全负责人申请加入名单，再由另一人批准。",
        mend_en="Have the security officer ask for it and another person approve.",
    ),
    "egress.demo_calls_nobody": Words(
        zh="演示环境不向外发送任何东西。",
        en="A demo home sends nothing to anybody.",
        mend_zh="在正式环境里办理。",
        mend_en="Do it in a real home.",
    ),
    "egress.request_unfit": Words(
        zh="要发送的内容太长，或请求头含有不允许的字符。",
        en="What is to be sent is too long, or a header has signs in it that it may not have.",
        mend_zh="缩短内容后再试。",
        mend_en="Make it shorter and try again.",
    ),
    "egress.call_failed": Words(
        zh="外呼没有成功。",
        en="The call out failed.",
        mend_zh="稍后再试。",
        mend_en="Try again later.",
    ),
    "egress.not_resolved": Words(
        zh="查不到这个主机的地址。",
        en="The host has no address.",
        mend_zh="核对主机名和本机的 DNS 设置。",
        mend_en="Check the host's name and the DNS of this machine.",
    ),
    "egress.not_public": Words(
        zh="这个主机名指向了内部地址，已拒绝连接。",
        en="The host's name points inside; nothing was connected.",
        mend_zh="核对域名解析；确需内网地址，须在名单里逐个写明并由两人批准。",
        mend_en="Check its DNS; an office address has to be named on the list, by two people.",
    ),
    "egress.not_connected": Words(
        zh="连接不上对方。",
        en="Nobody answers there.",
        mend_zh="核对对方的 443 端口和两边的防火墙。",
        mend_en="Check port 443 of the other side, and both firewalls.",
    ),
    "egress.not_trusted": Words(
        zh="对方的证书不可信，已拒绝连接。",
        en="The other side's certificate does not hold; nothing was sent.",
        mend_zh="请对方换上有效的证书；私有机构签发的，把机构证书写进名单。",
        mend_en="Have it renewed; of a private authority, put that one's certificate on the list.",
    ),
    "egress.too_slow": Words(
        zh="对方十秒内没有答完。",
        en="The other side did not answer within ten seconds.",
        mend_zh="请对方先收下，再慢慢处理。",
        mend_en="Have it take things first and work on them later.",
    ),
    "egress.too_long": Words(
        zh="对方的答复超过 64 KB。",
        en="The other side's answer is longer than 64 KB.",
        mend_zh="请对方只答状态码。",
        mend_en="Have it answer with a status alone.",
    ),
    "egress.garbled": Words(
        zh="对方的答复残缺，或不是 HTTP。",
        en="The other side's answer broke off, or is no HTTP.",
        mend_zh="核对地址是否指向正确的服务。",
        mend_en="Check that the address is that of the right service.",
    ),
    "egress.inside_unfit": Words(
        zh="内网地址只能逐个写明，最多 {most} 个，且须是办公网络的地址。",
        en="Office addresses are named one by one, {most} at most, and are of an office's network.",
        mend_zh="写作 10.0.0.9 或 fd12::1；不能是本机、网段或云平台的元数据地址。",
        mend_en="Write 10.0.0.9 or fd12::1; never this machine, a range, or a cloud's metadata.",
    ),
    "egress.authority_unfit": Words(
        zh="这不是签发机构的证书（PEM）。",
        en="This is no certificate of an authority (PEM).",
        mend_zh="粘贴一至四张机构证书；不要粘贴私钥或网站自己的证书。",
        mend_en="Paste one to four of an authority's certificates; no private key, no site's own.",
    ),
    "egress.already_allowed": Words(
        zh="这个主机已在外呼名单上。",
        en="The host is on the list already.",
        mend_zh="要改它的设置，先移出名单再加入。",
        mend_en="To change how it is called, take it off the list and put it on again.",
    ),
    "egress.no_such_host": Words(
        zh="外呼名单上没有这个主机。",
        en="The list has no such host.",
        mend_zh="在外呼名单里查看。",
        mend_en="See the list of calls out.",
    ),
    "egress.no_such_ask": Words(
        zh="没有这个申请。",
        en="There is no such request.",
        mend_zh="核对编号。",
        mend_en="Check the reference.",
    ),
    "egress.ask_spent": Words(
        zh="申请已经用过，或超过了一天。",
        en="The request was used before, or is older than a day.",
        mend_zh="请安全负责人重新申请。",
        mend_en="Have the security officer ask again.",
    ),
    "egress.two_people_needed": Words(
        zh="自己申请的，自己不能批准。",
        en="Who asked for it does not approve it.",
        mend_zh="请另一人批准。",
        mend_en="Have another person approve it.",
    ),
}
