"""Texts of files in a record and of what a person adds by the receipt."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "feedback.no_recording": Message(
        zh="这个文件不是录音。",
        en="That file is no recording.",
        remedy_zh="交 WAV、MP3、M4A、AMR、OGG 或 FLAC；纸质材料选“来信”或“证明”。",
        remedy_en="Bring WAV, MP3, M4A, AMR, OGG or FLAC; of paper choose a letter or papers.",
    ),
    "feedback.recording_too_large": Message(
        zh="录音超过 {most} MB。",
        en="The recording has more than {most} MB.",
        remedy_zh="用电话的音质存一遍，或者分成几段。",
        remedy_en="Save it in the quality of a telephone, or in parts.",
    ),
    "feedback.paper_missing": Message(
        zh="代理人要有委托书，近亲属要有证明；记录里还没有。",
        en="An agent shows a power of attorney, a relative papers; none is in the record.",
        remedy_zh="请对方补充，或者用“放进记录”把看过的证明放进来，再核实。",
        remedy_en="Ask for it, or put what you were shown in the record, and prove it then.",
    ),
    "feedback.proof_unfit": Message(
        zh="近亲属只能为已故的人提出；为已故的人提出的，只能是近亲属。",
        en="Relatives ask for somebody who died; nobody else does.",
        remedy_zh="先说明请求要的是什么，再选怎样核实。",
        remedy_en="Say first what it asks for, then how it was proved.",
    ),
    "feedback.proof_not_seen": Message(
        zh="这一种由系统自己核对，不由人填写。",
        en="The house finds that by itself; nobody states it.",
        remedy_zh="两项登记过的信息，用“核对两项信息”核对；别的情形选怎样核实的。",
        remedy_en=(
            "Use “Hold two values against what is stored” for two registered values, or say how "
            "else it was proved."
        ),
    ),
    "feedback.guardian_needed": Message(
        zh="不满十四岁的，副本只给监护人。",
        en="A copy of what is held of a child under fourteen is for its guardian alone.",
        remedy_zh="请监护人提出，并核实监护关系。",
        remedy_en="Have the guardian ask, and prove that it is one.",
    ),
    "feedback.minor_takes_two": Message(
        zh="未成年人的副本要两个人：核实身份的人不能自己制作，由保护负责人或法务来做。",
        en=(
            "A minor's copy takes two: whoever proved who asks does not make it, the protection "
            "officer or legal does."
        ),
        remedy_zh="请另一位保护负责人或法务制作。",
        remedy_en="Ask another who is protection officer or legal.",
    ),
    "feedback.values_unfit": Message(
        zh="要两项不同的登记信息，其中一项是手机、邮箱或证件号。",
        en=(
            "It takes two values of different fields, one of them a mobile number, mail address "
            "or number of a paper."
        ),
        remedy_zh="请对方再说一项。",
        remedy_en="Ask the person for another.",
    ),
    "feedback.nobody_matches": Message(
        zh="这两项没有核对上。",
        en="The two are not found together.",
        remedy_zh="请对方再说一遍，或换一项；不要告诉对方哪一项不对，也不要说有没有这个人。",
        remedy_en=(
            "Ask once more, or for another; tell the person neither which is wrong nor whether "
            "anybody is known."
        ),
    ),
    "feedback.tried_too_often": Message(
        zh="已经核对了五次，不再核对。",
        en="Values were compared five times: no more are.",
        remedy_zh="请对方到柜台，或以“身份无法核实”拒绝。",
        remedy_en="Ask the person to come to the counter, or refuse as not proved.",
    ),
    "feedback.nothing_added": Message(
        zh="没有写，也没有选文件。",
        en="Nothing is written and no file is chosen.",
        remedy_zh="写一句，或者选一个文件。",
        remedy_en="Write something or choose a file.",
    ),
    "feedback.added_too_often": Message(
        zh="凭这张回执已经补充了很多次。",
        en="This receipt was used to add something many times.",
        remedy_zh="请打电话或者到柜台。",
        remedy_en="Please telephone, or come to the counter.",
    ),
}
NAMES: Mapping[str, Mapping[str, Both]] = {
    "feedback.Enclosure": {
        "RECORDING": ("通话录音", "recording of a call"),
        "LETTER": ("来信或表格", "a letter or form"),
        "AUTHORITY": ("委托书、监护或近亲属的证明", "papers of an agent, guardian or relative"),
        "OTHER": ("别的材料", "something else"),
    },
}
