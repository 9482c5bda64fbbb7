"""What a page of settings asks, and the page that makes a home."""

from __future__ import annotations

from shoumi.base.correspondence.channels.vendors import Vendor
from shoumi.base.outbox.relay_settings import Encryption
from shoumi.base.pages.forms import Field, Kind, words_of

_MOST_PORT = 65_535
NO_ECHO = {"autocomplete": "off", "spellcheck": "false"}
COMPANY: tuple[Field, ...] = (
    Field(
        "name",
        ("公司全称", "Name of the company"),
        help=("与营业执照一致", "As on the business licence"),
        hints={"autocomplete": "organization"},
    ),
    Field("name_en", ("英文名称", "Name in English"), is_needed=False),
    Field(
        "code",
        ("统一社会信用代码", "Unified social credit code"),
        help=("十八位，最后一位是校验码", "18 signs, the last one a check"),
        most=18,
        hints={"autocomplete": "off", "spellcheck": "false"},
    ),
    Field("address", ("地址", "Address"), hints={"autocomplete": "street-address"}),
    Field(
        "contact",
        ("联系方式", "Contact"),
        help=(
            "客户找得到的电话或邮箱，会写进隐私政策",
            "A telephone or mail address for customers; it stands in the privacy policy",
        ),
    ),
    Field("officer", ("个人信息保护负责人", "Protection officer"), most=80),
    Field(
        "officer_contact",
        ("负责人联系方式", "How to reach the officer"),
        help=("电话或邮箱", "A telephone or a mail address"),
    ),
)
LOGO: tuple[Field, ...] = (
    Field(
        "picture",
        ("标志图片", "Picture"),
        Kind.FILE,
        help=(
            "PNG 或 JPEG，不超过 2 MB；不收 SVG，因为里面可以藏脚本。会重新绘制，不保留原文件。",
            (
                "PNG or JPEG of 2 MB at most; no SVG, as it may hold scripts. It is drawn anew and "
                "the file is not kept."
            ),
        ),
        hints={"accept": "image/png,image/jpeg"},
    ),
)
# Of a relay and of a mailbox.
_PASSWORD = Field(
    "password",
    ("密码", "Password"),
    Kind.HIDDEN,
    (
        "不回显；不改就留空。加密存放在密钥库里。",
        "It does not come back; leave it empty to keep it. Sealed in the keyring.",
    ),
    is_needed=False,
    hints={"autocomplete": "off"},
)
UNTRIED = Field(
    "is_untried",
    ("不试，直接保存", "Save it without a trial"),
    Kind.TICK,
    is_needed=False,
)
RELAY: tuple[Field, ...] = (
    Field(
        "host",
        ("主机", "Host"),
        help=("如 smtp.example.com", "Such as smtp.example.com"),
        hints={"autocomplete": "off", "spellcheck": "false", "inputmode": "url"},
    ),
    Field("port", ("端口", "Port"), Kind.WHOLE, least=1, most=_MOST_PORT, initial=587),
    Field(
        "encryption",
        ("加密", "Encryption"),
        Kind.ONE,
        (
            "这台机器上的发件服务不加密也可以；别处的必须加密。",
            "A relay on this machine may do without; one elsewhere may not.",
        ),
        options=words_of(Encryption),
        of=Encryption,
        initial=Encryption.STARTTLS.value,
    ),
    Field(
        "sender",
        ("发件地址", "Sender"),
        most=254,
        hints={"autocomplete": "off", "inputmode": "email", "spellcheck": "false"},
    ),
    Field(
        "user",
        ("用户名", "User"),
        is_needed=False,
        hints={"autocomplete": "off", "spellcheck": "false"},
    ),
    _PASSWORD,
    Field(
        "to",
        ("试发一封到", "Send a trial to"),
        help=("您自己的邮箱；保存之前真的寄出一封", "Your own address; a real mail goes out first"),
        is_needed=False,
        most=254,
        hints={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"},
    ),
    UNTRIED,
)
MAILBOX: tuple[Field, ...] = (
    Field(
        "host",
        ("主机", "Host"),
        help=(
            "如 imap.example.com；别处的信箱一律经 TLS",
            "Such as imap.example.com; one elsewhere is reached by TLS alone",
        ),
        hints={"autocomplete": "off", "spellcheck": "false", "inputmode": "url"},
    ),
    Field("port", ("端口", "Port"), Kind.WHOLE, least=1, most=_MOST_PORT, initial=993),
    Field(
        "user",
        ("用户名", "User"),
        help=("发件地址的那个信箱", "Of the mailbox that letters name as their sender"),
        most=254,
        hints={"autocomplete": "off", "spellcheck": "false"},
    ),
    Field("folder", ("文件夹", "Folder"), most=60, initial="INBOX"),
    _PASSWORD,
    UNTRIED,
)
STAMPS: tuple[Field, ...] = (
    Field(
        "url",
        ("时间戳服务的网址", "Address of the authority"),
        help=(
            "RFC 3161。盖了时间戳，多年以后也能证明文书当时就在；保存之前真的请求一次。",
            (
                "RFC 3161. A stamp proves years later that a paper was there at the time; one real "
                "request is made before it is saved."
            ),
        ),
        hints={"autocomplete": "off", "spellcheck": "false", "inputmode": "url"},
    ),
    UNTRIED,
)
SITE: tuple[Field, ...] = (
    Field(
        "name",
        ("对外网址", "Public name"),
        help=(
            "客户和员工打开的域名，如 shoumi.example.com",
            "The name people open, such as shoumi.example.com",
        ),
        hints={"autocomplete": "off", "spellcheck": "false", "inputmode": "url"},
    ),
    Field(
        "proxies",
        ("前面代理的 IP 地址", "Addresses of the proxy before it"),
        help=(
            "多个用空格隔开；代理在同一台机器上就写 127.0.0.1",
            "With spaces between; 127.0.0.1 where it runs on this machine",
        ),
        is_needed=False,
        initial="127.0.0.1",
        hints={"autocomplete": "off", "spellcheck": "false"},
    ),
)
SMS_ACCOUNT: tuple[Field, ...] = (
    Field("vendor", ("服务商", "Vendor"), Kind.ONE, options=words_of(Vendor), of=Vendor),
    Field("sign_name", ("短信签名", "Sign"), most=20),
    Field(
        "notice_template",
        ("告知模板编号", "Template of the notice"),
        help=(
            (
                "模板只有一个变量 code，放在链接的 # 后面："
                "请打开 https://您的域名/n#${code} 查看并答复。code 是二十四个字母和数字；"
                "审核过的 /notice#${code} 照样能用。"
            ),
            (
                "With one variable, code, behind the # of the link: …open "
                "https://your.name/n#${code} to see it and answer. It is 24 letters and "
                "digits; a template with /notice#${code} works as before."
            ),
        ),
        most=40,
    ),
    Field("reminder_template", ("提醒模板编号", "Template of the reminder"), most=40),
    Field(
        "incident_template",
        ("安全事件模板编号", "Template of incidents"),
        help=(
            (
                "给没有邮箱和地址的人发事件告知用，可以以后再填。同样只有一个变量 code："
                "……发生个人信息安全事件，详见 https://您的域名/incident-status#${code}。"
            ),
            (
                "To tell people of an incident who have neither mail nor address; may come later. "
                "With the one variable code as well: …see "
                "https://your.name/incident-status#${code}."
            ),
        ),
        is_needed=False,
        most=40,
        default="",
    ),
    Field(
        "app",
        ("应用编号（腾讯云 SdkAppId）", "Application (Tencent Cloud's SdkAppId)"),
        is_needed=False,
        most=20,
        default="",
    ),
)
SMS_KEYS: tuple[Field, ...] = (
    Field(
        "key_name",
        ("AccessKey ID / SecretId", "AccessKey ID or SecretId"),
        Kind.HIDDEN,
        most=80,
        hints=NO_ECHO,
        is_once=True,
    ),
    Field(
        "key_secret",
        ("AccessKey Secret / SecretKey", "AccessKey secret or SecretKey"),
        Kind.HIDDEN,
        (
            "密封在密钥库里，以后不再显示；换的时候重新填。只给它发短信的权限。",
            "Sealed in the keyring and never shown again. Give it the right to send only.",
        ),
        most=80,
        hints=NO_ECHO,
        is_once=True,
    ),
)
