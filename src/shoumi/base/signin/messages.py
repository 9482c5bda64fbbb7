"""Texts of signin: refusals and names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "signin.not_let_in": Message(
        zh="无法登录：所填内容不符。",
        en="You were not let in: something of what you gave does not fit.",
        remedy_zh="核对后重试；也可改用通行密钥或恢复码。",
        remedy_en="Check it and try again, or use a passkey or a recovery code.",
    ),
    "signin.throttled": Message(
        zh="失败次数较多，请等待 {seconds} 秒后再试。",
        en="There were several failures; the next try is looked at in {seconds} seconds.",
        remedy_zh="等待后重试。用通行密钥登录无需等待。",
        remedy_en="Wait and try again. Signing in by passkey does not wait.",
    ),
    "signin.passwords_busy": Message(
        zh="同时用密码登录的人太多，这一次没有核对，也不计为失败。",
        en="Too many people sign in by password at once; this try was not looked at and is no "
        "failure.",
        remedy_zh="等 {seconds} 秒再试。用通行密钥登录无需等待。",
        remedy_en="Try again in {seconds} seconds. Signing in by passkey does not wait.",
    ),
    "signin.no_session": Message(
        zh="登录已失效。",
        en="You are not signed in, or no longer.",
        remedy_zh="请重新登录。",
        remedy_en="Sign in again.",
    ),
    "signin.step_up_needed": Message(
        zh="此操作需要再次验证身份，验证后五分钟内有效。",
        en="This takes a proof of who you are that is younger than five minutes.",
        remedy_zh="用通行密钥，或用密码加动态码，再验证一次。",
        remedy_en="Prove it again by passkey, or by password and one-time code.",
    ),
    "signin.token_spent": Message(
        zh="链接或代码无效、已用过或已过期。",
        en="The link or code is unknown, used or over.",
        remedy_zh="请给你发链接的人再发一次，或换一个恢复码。",
        remedy_en="Ask whoever sent it for another, or use another recovery code.",
    ),
    "signin.already_set_up": Message(
        zh="平台已有人能登录，不再发放初始化令牌。",
        en="Somebody can sign in, so no set-up token is made any more.",
        remedy_zh="由能登录的人邀请其他人。",
        remedy_en="Whoever can sign in invites the others.",
    ),
    "signin.not_founding": Message(
        zh="初始化令牌只用于平台最初登记的两个人。",
        en="The set-up token lets in the two founding people only.",
        remedy_zh="其他人请由已能登录的人邀请。",
        remedy_en="Everybody else is invited by someone who can sign in.",
    ),
    "signin.already_enrolled": Message(
        zh="此人曾能登录；重新开通需要两个人。",
        en="This person could sign in before; letting in again takes two people.",
        remedy_zh="先提出重新开通申请，再由另一人批准。",
        remedy_en="Ask for it, and have another person approve it.",
    ),
    "signin.not_enrolled": Message(
        zh="此人从未开通登录。",
        en="This person never could sign in.",
        remedy_zh="直接发出邀请即可。",
        remedy_en="An invitation is enough.",
    ),
    "signin.no_such_request": Message(
        zh="没有这份重新开通申请。",
        en="There is no such request to let somebody in again.",
        remedy_zh="核对申请编号，或重新申请。",
        remedy_en="Check its reference, or ask again.",
    ),
    "signin.request_spent": Message(
        zh="这份重新开通申请已用过或已过 24 小时。",
        en="The request was approved already or is older than 24 hours.",
        remedy_zh="重新提出申请。",
        remedy_en="Ask again.",
    ),
    "signin.two_people_needed": Message(
        zh="申请人和本人都不能办理这一步。",
        en="Neither who asked for it nor the person it is for may do this.",
        remedy_zh="请另一位负责人或个人信息保护负责人办理。",
        remedy_en="Have the other of head and protection officer do it.",
    ),
    "signin.login_malformed": Message(
        zh="登录名为空、超过 {most} 个字符、含有看不见的字符，或没有字母、汉字、数字。",
        en="The name to sign in with is empty, longer than {most} characters, has characters "
        "nobody can see, or holds no letter and no digit.",
        remedy_zh="填写姓名或其他容易记住的名字，首尾不留空格。",
        remedy_en="Use your name or another that you remember, without spaces at the ends.",
    ),
    "signin.login_is_role": Message(
        zh="登录名不能是岗位或系统的名称（如 head、admin），猜登录名的人会先试这些。",
        en="The name of a role or of the system (head, admin) cannot be a name to sign in with: "
        "whoever guesses tries those first.",
        remedy_zh="换成姓名拼音或别的名字。",
        remedy_en="Use your own name or another that you remember.",
    ),
    "signin.login_taken": Message(
        zh="这个登录名与已有的相同或看起来相同。",
        en="Somebody signs in with this name or one that looks the same.",
        remedy_zh="在名字后加上部门或数字。",
        remedy_en="Add a department or a number to it.",
    ),
    "signin.password_too_short": Message(
        zh="密码少于 {least} 个字符。",
        en="The password has fewer than {least} characters.",
        remedy_zh="用几个互不相关的词组成一句话。",
        remedy_en="Put a few unrelated words together.",
    ),
    "signin.password_too_long": Message(
        zh="密码超过 {most} 个字符。",
        en="The password has more than {most} characters.",
        remedy_zh="缩短密码。",
        remedy_en="Use a shorter one.",
    ),
    "signin.password_guessable": Message(
        zh="这个密码容易猜到：常见、重复，或按键盘顺序。",
        en="The password is easy to guess: common, repeated or a row of keys.",
        remedy_zh="用几个互不相关的词组成一句话。",
        remedy_en="Put a few unrelated words together.",
    ),
    "signin.password_has_name": Message(
        zh="密码里含有登录名、本人姓名或“守密”。",
        en="The password contains the name to sign in with, your own name or “Shoumi”.",
        remedy_zh="去掉名字，用几个互不相关的词组成一句话。",
        remedy_en="Leave the name out; put a few unrelated words together.",
    ),
    "signin.code_wrong": Message(
        zh="动态码不正确。",
        en="The one-time code is not right.",
        remedy_zh="核对手机时间，填写当前显示的六位数字。",
        remedy_en="Check the clock of your phone and give the six digits it shows now.",
    ),
    "signin.ceremony_over": Message(
        zh="这次通行密钥验证已用过或已超过两分钟。",
        en="This request to your passkey was answered already or is older than two minutes.",
        remedy_zh="重新开始。",
        remedy_en="Begin again.",
    ),
    "signin.passkey_refused": Message(
        zh="设备的回答不符合要求，通行密钥未添加。",
        en="What your device answered does not fit; the passkey was not added.",
        remedy_zh="使用能以指纹、面容或密码验证本人的设备重试。",
        remedy_en="Try again with a device that verifies you by finger, face or PIN.",
    ),
    "signin.passkey_known": Message(
        zh="这个通行密钥已添加过。",
        en="This passkey was added before.",
        remedy_zh="使用另一台设备，或保留现有的。",
        remedy_en="Use another device, or keep the one you have.",
    ),
    "signin.passkey_copied": Message(
        zh="这个通行密钥的计数没有前进，可能被复制过。",
        en="The counter of this passkey did not go forward; there may be a copy of it.",
        remedy_zh="用其他方式登录，移除它并报告安全人员。",
        remedy_en="Sign in another way, remove it and tell security.",
    ),
    "signin.passkey_altered": Message(
        zh="存储的通行密钥与账本记录不一致。",
        en="The stored passkey is not the one that the ledger says was added.",
        remedy_zh="立即报告安全人员，用其他方式登录。",
        remedy_en="Tell security at once, and sign in another way.",
    ),
    "signin.passkey_name_malformed": Message(
        zh="通行密钥的名称为空、超过 {most} 个字符，或含有看不见的字符。",
        en="The passkey's name is empty, longer than {most} characters, or not readable.",
        remedy_zh="填写便于辨认的名称，例如“办公室电脑”。",
        remedy_en="Give it a name you know it by, such as “office computer”.",
    ),
    "signin.no_such_passkey": Message(
        zh="没有这个通行密钥。",
        en="There is no such passkey.",
        remedy_zh="刷新列表后再选。",
        remedy_en="Reload the list and choose again.",
    ),
    "signin.no_password": Message(
        zh="没有设置密码。",
        en="There is no password.",
        remedy_zh="无需移除。",
        remedy_en="There is nothing to remove.",
    ),
    "signin.last_way_in": Message(
        zh="这是最后一种登录方式。",
        en="Nothing would be left to sign in with.",
        remedy_zh="先添加另一种登录方式。",
        remedy_en="Add another way to sign in first.",
    ),
    "signin.nothing_enrolled": Message(
        zh="还没有添加登录方式。",
        en="No way to sign in was added yet.",
        remedy_zh="添加通行密钥，或设置密码和动态码。",
        remedy_en="Add a passkey, or a password with one-time codes.",
    ),
    "signin.no_such_session": Message(
        zh="没有这个会话。",
        en="There is no such session.",
        remedy_zh="刷新列表后再选。",
        remedy_en="Reload the list and choose again.",
    ),
    "signin.no_provider": Message(
        zh="没有配置公司的身份系统。",
        en="No identity provider of the company is configured.",
        remedy_zh="用通行密钥或密码登录。",
        remedy_en="Sign in with a passkey or a password.",
    ),
    "signin.provider_unfit": Message(
        zh="身份系统的配置文件 oidc.toml 不能用。",
        en="The identity provider's file oidc.toml cannot be used.",
        remedy_zh="须属运行本系统的用户、权限 0600，各项齐全，见 docs/sign-in-by-provider.md。",
        remedy_en="It is to be ours, of mode 0600, and whole: see docs/sign-in-by-provider.md.",
    ),
    "signin.provider_silent": Message(
        zh="公司的身份系统没有给出可用的答复。",
        en="The company's identity provider gives no answer that can be used.",
        remedy_zh="先用通行密钥或密码登录；请管理员核对出站白名单和身份系统。",
        remedy_en="Use a passkey or a password; have the list of calls out and the provider "
        "checked.",
    ),
    "signin.flow_over": Message(
        zh="这次登录不是从这个浏览器开始的，或者已经过时。",
        en="This sign-in was not begun in this browser, or it is over.",
        remedy_zh="回到登录页重新开始，五分钟内完成。",
        remedy_en="Begin again from the sign-in page, and finish within five minutes.",
    ),
    "signin.provider_account_taken": Message(
        zh="这个公司账号已经绑定。",
        en="This company account is bound already.",
        remedy_zh="用自己的公司账号；绑错了，先在原处移除。",
        remedy_en="Use your own; if it was bound in error, remove it there first.",
    ),
    "signin.no_such_binding": Message(
        zh="没有绑定这个公司账号。",
        en="No such company account is bound.",
        remedy_zh="刷新页面看现有的登录方式。",
        remedy_en="Load the page again to see the ways there are.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "signin.Access": {
        "can": ("能登录", "can sign in"),
        "invited": ("已邀请，等其登录", "invited, not signed in yet"),
        "lapsed": ("邀请过期了", "the invitation is over"),
        "none": ("还没有邀请", "not invited"),
        "lost": ("没有自己的登录方式了", "no way of one's own left"),
    },
    "signin.By": {
        "passkey": ("通行密钥", "passkey"),
        "password": ("密码和动态码", "password and code"),
        "link": ("邀请链接", "invitation link"),
        "recovery": ("恢复码", "recovery code"),
        "provider": ("公司账号", "company account"),
    },
    "signin.Factor": {
        "passkey": ("通行密钥", "passkey"),
        "password": ("密码", "password"),
        "totp": ("动态码", "one-time codes"),
        "recovery": ("恢复码", "recovery codes"),
        "provider": ("公司账号", "company account"),
    },
    "signin.Scope": {
        "full": ("办理业务", "act in the house"),
        "enrol": ("只能登记登录方式", "enrol and nothing else"),
    },
}
