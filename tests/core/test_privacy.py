"""Numbers of people are gone before anything else sees the text; everything else stays."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.events import Command, Said, command, said
from bot.core.privacy import LONGEST, folded, mask


@pytest.mark.parametrize(
    ("raw", "text", "hidden"),
    [
        ("身份证440106199001011234填错", "身份证〔证件号〕填错", ("id-number",)),
        ("44010619900101123X", "〔证件号〕", ("id-number",)),
        ("440106 19900101 123x", "〔证件号〕", ("id-number",)),
        ("４４０１０６１９９００１０１１２３４", "〔证件号〕", ("id-number",)),
        ("440106900101123", "〔长号码〕", ("bank-card",)),
        ("11010502030854", "〔长号码〕", ("bank-card",)),
        ("京公网安备6222020200012345678", "京公网安备〔长号码〕", ("bank-card",)),
        ("京公网安备11010502030854 1234", "京公网安备〔长号码〕", ("bank-card",)),
        ("两个人的110101199003077715110101199003077716都不清楚", "两个人的〔长号码〕都不清楚", ("bank-card",)),
        ("张三11010119900307771513800138000", "〔姓名〕〔长号码〕", ("bank-card", "name")),
        ("护照号：EA1234567 过期", "护照〔证件号〕 过期", ("id-number",)),
        ("护照 E12345678，港澳通行证C12345678", "护照〔证件号〕，港澳通行证〔证件号〕", ("id-number",)),
        ("回乡证H12345678001，台胞证 01234567", "回乡证〔证件号〕，台胞证〔证件号〕", ("id-number",)),
        ("护照2026年到期", "护照2026年到期", ()),
        ("信用代码91440101MA59ABCD1X不对", "信用代码〔信用代码〕不对", ("credit-code",)),
        ("打13800138000没人接", "打〔电话〕没人接", ("phone",)),
        ("+86 138-0013-8000", "〔电话〕", ("phone",)),
        ("座机 0757-88886666", "座机 〔电话〕", ("phone",)),
        ("邮箱 zhang.san@example.com.cn 收不到", "邮箱 〔邮箱〕 收不到", ("email",)),
        ("姓名:王小明,证件照模糊", "姓名:〔姓名〕,证件照模糊", ("name",)),
        ("主体负责人：欧阳娜娜 手机无人接听", "主体负责人：〔姓名〕 手机无人接听", ("name",)),
        ("尊敬的李雷先生，您的备案被退回", "尊敬的〔姓名〕先生，您的备案被退回", ("name",)),
        ("尊敬的韩梅梅：您好", "尊敬的〔姓名〕：您好", ("name",)),
        ("陈女士你的域名没实名", "〔姓名〕女士你的域名没实名", ("name",)),
        *(
            (raw.format(name), raw.format("〔姓名〕"), ("name",))
            for raw, name in (
                ("负责人{}的手机号码与他人重复", "李小明"),
                ("主体负责人：{}手机号无法接通", "张三丰"),
                ("网站负责人为{}，人脸没过", "刘德华"),
                ("单位负责人是{}", "赵六"),
                ("负责人({})手机打不通", "张三"),
                ("负责人“{}”电话打不通", "欧阳锋"),
                ("负责人姓名{}，证件过期", "张三"),
                ("负责人姓名为：{}", "张三"),
                ("姓名 {} 有误", "张三"),
                ("姓名：{}", "李　明"),
                ("姓名\n{}\n手机", "张三"),
                ("负责人：{}手机打不通", "买买提·吐尔逊"),
                ("联系人：{} 电话打不通", "Zhang San"),
                ("聯絡人{}電話打不通", "陳小明"),
                ("尊敬的用户{}：您好", "王建国"),
                ("尊敬的阿里云用户{}，您好", "王建国"),
                ("您好，{}，您的备案被驳回", "王建国"),
                ("我叫{},三天了还没好", "王小明"),
                ("我是{}", "王小明"),
                ("My name is {}, it was rejected", "Zhang San"),
                ("我老公{}的身份证能用吗", "张伟"),
                ("网站负责人是{0}，请让{0}自己来扫码", "张三"),
                ("联系人{0} 电话打不通，{0}说没接到，是{0}的错", "王小明"),
                ("法人 {} 身份证过期", "王刚"),
                ("负责人 {}，手机号停机", "王刚"),
                ("{}(法人)没签字", "王建国"),
            )
        ),
        ("住址：广东省深圳市南山区科技园南区", "住址：〔住址〕", ("address",)),
        ("通讯地址 杭州市西湖区文三路 199 号，不全", "通讯地址 〔住址〕，不全", ("address",)),
        (
            "通信地址：广东省佛山市南海区桂城街道南海大道北12号3栋501，不详细",
            "通信地址：〔住址〕，不详细",
            ("address",),
        ),
        ("住在佛山市顺德区容桂街道文华路8号2楼,要填吗", "住在〔住址〕,要填吗", ("address",)),
        ("某某（北京）公司，①名称②㎡", "某某（北京）公司，①名称②㎡", ()),
        ("①１３８００１３８０００②域名", "①〔电话〕②域名", ("phone",)),
        ("打①③⑧⓪⓪①③⑧⓪⓪⓪，急", "打〔电话〕，急", ("phone",)),
        ("１3❽００①38⁰⁰0", "〔电话〕", ("phone",)),
        ("（座机）：（０７５７）８８８８６６６６", "（座机）：〔电话〕", ("phone",)),
        ("张三 13800138000 440106199001011234", "〔姓名〕 〔电话〕 〔证件号〕", ("id-number", "phone", "name")),
        ("1.138.0013.8000", "1.〔电话〕", ("phone",)),
        ("1️⃣138 0013 8000 2️⃣域名", "1️⃣〔电话〕 2️⃣域名", ("phone",)),
        ("端口13800138000", "端口〔电话〕", ("phone",)),
        ("信用代码 9111 0108 MA01 ABCD 2X", "信用代码 〔信用代码〕", ("credit-code",)),
        ("91440101 MA59ABCD1X", "〔信用代码〕", ("credit-code",)),
        ("110101 1990 03 07 8515", "〔证件号〕", ("id-number",)),
        ("110101\n19900307\n8515", "〔证件号〕", ("id-number",)),
        ("6222  0202—0001 2345", "〔长号码〕", ("bank-card",)),
        ("6 2 2 2 0 2 0 2 0 0 0 1 2 3 4 5", "〔长号码〕", ("bank-card",)),
    ],
)
def test_masked(raw: str, text: str, hidden: tuple[str, ...]) -> None:
    assert mask(raw) == (text, hidden)


@pytest.mark.parametrize(
    "phone",
    [
        "1380 0138 000",
        "13800 138000",
        "138-001-38000",
        "138  0013  8000",
        "138.0013.8000",
        "138.001.38000",
        "138–0013–8000",
        "138——0013——8000",
        "138\n0013\n8000",
        "138 00 13 80 00",
        "1 380 013 8000",
        "1 3 8 0 0 1 3 8 0 0 0",
        "1.3.8.0.0.1.3.8.0.0.0",
        "1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣",
        "+86 138-001-38000",
        "01012345678",
        "075588886666",
        "010 1234 5678",
        "0755—12345678",
        "0755——1234567",
        "(0757) 8888 6666",
        "+86 755 8888 6666",
    ],
)
def test_a_phone_number_is_masked_however_it_is_parted(phone: str) -> None:
    assert mask(f"打{phone}，急") == ("打〔电话〕，急", ("phone",))


@pytest.mark.parametrize(
    "text",
    [
        "京ICP备12345678号-1",
        "粤ICP备2023123456号-1",
        "粤ICP备15012345号-12",
        "139.196.100.20",
        "139.196.100.20 443",
        "1.196.100.200 44",
        "10.0.0.15 180.101.50.188",
        "v10.0.19045.3803",
        "端口 1521 3306 443",
        "80 443 8080",
        "1521、3306、443",
        "1 2 3",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14",
        "1 3 5 7 9 11 13 15",
        "13 14 15 16 17 18 19",
        "2026.11.25",
        "1999-12-31 123",
        "2026-11-25 2026-12-01",
        "2026-10 2026-11 2026-12",
        "15:30 16:30 17:30 18:00",
        "199.00 1999.00",
        "1999.00 2999.50",
        "1500-2000元",
        "1️⃣域名2️⃣名称",
        "京公网安备11010502030854号",
        "12381的短信没收到",
        "106开头",
        "IP是 47.104.55.10",
        "2026-11-25 10:30",
        "订单20261125001",
        "33号令",
        "负责人:与身份证不一致",
        "联系人:未填写",
        "主体负责人姓名:填写有误",
        "尊敬的用户:您好",
        "尊敬的阿里云用户，您好",
        "您好，马上给您处理",
        "负责人手机号打不通",
        "负责人是法人",
        "负责人是高管",
        "负责人变更",
        "负责人和域名不一致",
        "负责人马上要换",
        "负责人周末不在",
        "负责人许可证",
        "負責人馬上要換",
        "法人是董事长不是我",
        "法人章不清晰",
        "联系人电话",
        "姓名·身份证号",
        "姓名与证件不一致",
        "姓名有生僻字",
        "域名字段填的域名不对",
        "主办者范围",
        "我是金店",
        "我是武警",
        "我是董秘",
        "我是林农",
        "我是石材厂",
        "我是黄牛",
        "我是高中生",
        "我是周口人",
        "我是马来人",
        "我是罗马人",
        "我是杨树。",
        "我是张家口",
        "我是吴江",
        "我是王经理 帮客户备案",
        "你好，张家口你们能办吗",
        "法人是马来人 备案被退",
        "法人谢绝拍照",
        "法人万科",
        "法人代表任免证件",
        "法人万万没想到",
        "本人白手套",
        "负责人张嘴照片不合格",
        "负责人白背景照片不合格",
        "负责人陈旧照片",
        "负责人雷区信息",
        "负责人许久没来",
        "负责人江浙沪 手机号",
        "负责人 周岁不足18",
        "网站负责人 李娜 没刷脸",
        "同事李明的初审过了",
        "姓名张伟 做网站名行吗",
        "姓名：钱塘江",
        "所有者:万网",
        "联系人：空号",
        "联系人：关机",
        "法人：营业执照·副本",
        "尊敬的金蝶用户",
        "尊敬的白金用户，您好",
        "法人 Hong Kong 备案",
        "负责人 Apple Store 上架",
        "注册人 Redacted For Privacy",
        "我叫客服",
        "我是江苏的",
        "我是唐山",
        "我是程序员，想备案",
        "我是应用商店说的马甲包",
        "住址在广东省可以吗",
        "住在广州市天河区可以在佛山备案吗",
        "地址：广东省佛山市顺德区与执照不一致",
        "注册地址迁到同市另一个区",
        "地址：贵单位所在的县已撤县设区，请在下拉框里选新的区",
        "尊敬的华为云用户,您好",
        "通信地址:请精确到门牌号",
        "地址:与营业执照住所不符",
        "广东省通信管理局退回",
    ],
)
def test_what_is_no_personal_number_stays(text: str) -> None:
    assert mask(text) == (text, ())


@pytest.mark.parametrize("word", ["高峰期", "白班", "黄页", "金牌", "何时"])
def test_a_word_before_a_number_is_no_name(word: str) -> None:
    assert mask(f"{word} 13800138000") == (f"{word} 〔电话〕", ("phone",))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("驳回：法人 王刚 身份证过期；网站负责人：李娜 电话停机", "驳回:法人身份证过期;网站负责人电话停机"),
        ("负责人姓名：张三，证件过期", "负责人,证件过期"),
        ("负责人(张三)的手机打不通", "负责人的手机打不通"),
        ("我叫王小明，备案退了", "我叫〔姓名〕,备案退了"),
    ],
)
def test_what_is_compared_reads_as_if_no_name_stood_behind_whose_it_is(raw: str, text: str) -> None:
    assert said(raw).text == text
    assert "〔姓名〕" in said(raw).verbatim


def test_characters_that_deceive_are_dropped() -> None:
    assert mask("备\u202e案\u200b\x00\ud800要")[0] == "备案要"


def test_what_is_compared_has_one_form_and_what_is_shown_its_own() -> None:
    read = said("某某（北京），①打１３８００１３８０００")
    assert read == Said("某某(北京),(1)打〔电话〕", ("phone",), "某某（北京），①打〔电话〕")
    assert said("备案").verbatim == "备案"


def test_commands_are_masked_too() -> None:
    assert command("/rejected@beian_bot  电话13800138000打不通") == Command("rejected", "电话〔电话〕打不通")


@given(st.text(max_size=400))
def test_no_text_raises_and_masking_twice_changes_nothing(raw: str) -> None:
    once = said(raw)
    assert said(once.text).text == once.text
    assert mask(once.verbatim) == (once.verbatim, ())


@given(st.text("1380０３８⓪①③⑧+-（ ）备\u200b", min_size=8, max_size=60))
def test_no_number_is_left_in_any_form(raw: str) -> None:
    shown, _ = mask(raw)
    digits = "".join(str(unicodedata.digit(c, c)) for c in shown)
    for text in (shown, folded(shown), digits):
        assert mask(text)[1] == (), "hidden in one form, read in another"


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Nd", "No")), max_size=200))
def test_what_hides_nothing_stays_letter_for_letter(raw: str) -> None:
    shown, hidden = mask(raw)
    assert hidden or shown == raw


@given(st.text("甲欧阳王省市区路号护照行证名人者表的址所为是公网安备年月Ab ,.?!;，。？！；、", max_size=40))
def test_words_alone_hide_nothing(text: str) -> None:
    """They are not looked at closely: behind a line break, for which they are, there is nothing to mask, either."""
    assert mask(text) == (text, ())
    assert mask(text + "\n") == (text + "\n", ())


PARTED = ["1   ", "138  ", "1380.", "138.138.1380", "9111  ", "0755——", "1️⃣", f"1{9 * ' '}-{9 * ' '}"]


@pytest.mark.parametrize(
    "unit", ["1", "1 ", "1-", "a.", "a@a.", "0", "+86", "44010619900101", "@", "91440101MA", *PARTED]
)
def test_hostile_repetition_is_cut_and_quick(unit: str) -> None:
    raw = unit * (4_000_000 // len(unit))
    began = time.process_time()
    text, _ = mask(raw)
    assert len(text) <= 2 * LONGEST
    assert time.process_time() - began < 1, "a pattern backtracks"
