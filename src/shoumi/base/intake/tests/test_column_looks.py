"""A heading that speaks of somebody's health, faith, ways or body is told; others are not."""

from __future__ import annotations

from shoumi.base.intake.column_looks import Sensitive, sensitive
from shoumi.core.tests.cases import each

TOLD = {
    Sensitive.HEALTH: "病历号 就诊科室 医保号 心率 血脂 手术记录 "
    "住院号 BMI 处方 症状 疫苗 生理期 体重 慢病 体脂率 过敏史 "
    "孕周 药品名称 BloodType heart_rate allergies Diagnosis",
    Sensitive.FAITH: "宗教信仰 佛教 教会 信徒 受洗日期 法名 清真 religion church_name",
    Sensitive.TRACKS: "行程 出行记录 基站 打卡地点 "
    "常去地点 住宿 航班 lat lng route trip lastLocation GPS 行踪轨迹 经纬度 "
    "上车点 flight_no",
    Sensitive.BIOMETRIC: "指纹 人脸照片 虹膜 声纹 基因检测 faceId fingerprint 掌静脉",
    Sensitive.IDENTITY: "性取向 犯罪记录 前科 政治面貌 低保户 criminal_record",
}
EVERYDAY = (
    "客户编号 姓名 手机号 联系电话 家庭地址 区县 小区 开户日期 到期日 余额 套餐 次数 渠道 门店 "
    "顾问 "
    "等级 积分 "
    "备注 来源 状态 "
    "折扣 押金 合同号 课时 上次到店 年消费 投诉 评分 标签 生日 会员卡 推荐人 车位 性别 年龄 "
    "公司 职务 "
    "邮箱 微信 服务 金额 "
    "产品定位 教练 教育程度 教师 年级 学校 学号 班级 课程 血统书编号 "
    "allocation plate template latest translation related platform customer_no "
    "full_name phone routeCode "
    "entrip face_value storeLocation weight islands relation flat colon"
)


@each(("kind", "heading"), [(kind, word) for kind, words in TOLD.items() for word in words.split()])
def test_a_heading_of_a_sensitive_kind_is_told(kind, heading):
    assert sensitive(heading) is kind


@each("heading", EVERYDAY.split())
def test_an_everyday_heading_raises_no_alarm(heading):
    assert sensitive(heading) is None


def test_every_kind_has_words_in_both_languages():
    assert set(TOLD) == set(Sensitive)
    for words in TOLD.values():
        assert any(word.isascii() for word in words.split())
