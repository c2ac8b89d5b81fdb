"""One spelling for many: what people really type comes out as what stands in the index."""

import pytest

from bot.search.normalise import LONGEST_MESSAGE, Normaliser, Wordings
from bot.search.sounds import same, spelled, syllable
from tests.search.corpus import LEXICON

NORMALISE = Normaliser(LEXICON)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("備案要多久", "备案要多久"),
        ("ＩＣＰ备案", "备案"),
        ("我手机号〔电话〕身份证〔证件号〕，备案要多久", "备案要多久"),
        ("我叫〔姓名〕，手机〔电话〕，备案要多久", "备案要多久"),
        ("我的手机〔电话〕打不通", "我的手机打不通"),
        ("我的手机〔电话〕，无法接通", "我的手机无法接通"),
        ("我叫〔姓名〕，手机〔电话〕，一直没人接", "手机一直没人接"),
        ("负责人手机〔电话〕，打不通", "负责人手机打不通"),
        ("Icp 备案", "备案"),
        ("备　案 要 多 久 ！！！", "备案要多久"),
        ("备案要多长时间？？", "备案要多久"),
        ("备案😀要多久🙏", "备案要多久"),
        ("请问一下，备案要多久，谢谢", "备案要多久"),
        ("各位大佬 备案要多久", "备案要多久"),
        ("省通信管理局", "省管局"),
        ("通管局", "管局"),
        ("香港的伺服器", "香港的服务器"),
        ("How long does a FILING take?", "多久备案要"),
        ("见 https://beian.miit.gov.cn/#/Integrated/index 备案", "见备案"),
        ("我的电话〔电话〕打不通", "我的电话打不通"),
        ("订单 2026112500012345 被退", "订单被退"),
        ("其中 a-demo.com 上周过期了", "其中域名上周过期了"),
        ("网站 ab**.com.cn 打不开", "网站打不开"),
        ("粤ICP备20260001号-1 没有挂", "备案号没有挂"),
        ("ip 10.2.3.4 不是本机房的", "ip不是本机房的"),
        ("beian.miit.gov.cn 打不开", "bei'an miit gov cn打不开"),
        ("app store 上线", "app store上线"),
        ("①备案", "1备案"),
        ("备案\u200b要\ufeff多久", "备案要多久"),
        ("阿里云备案要多久阿？急", "阿里云备案要多久啊急"),
        ("BA要多久", "备案要多久"),
        ("app要ba吗", "app要备案吗"),
        ("怎么换sfz", "怎么变更身份证"),
        ("这样也行ba", "这样也行ba"),
        ("叫ba之家行吗", "叫ba之家行吗"),
        ("ba了没", "ba了没"),
        ("vba怎么写", "vba怎么写"),
        ("ba sfz", "ba sfz"),
    ],
)
def test_spellings(written: str, read: str) -> None:
    assert NORMALISE(written) == read


def test_what_is_left_aside_is_kept_where_there_is_nothing_else() -> None:
    assert NORMALISE("请问") == "请问"
    assert NORMALISE("？？！") == ""


def test_the_word_in_use_is_not_taken_apart() -> None:
    assert NORMALISE("整改") == "整改"
    assert NORMALISE("改名字") == "变更名字"


def test_a_latin_word_is_replaced_only_as_a_whole() -> None:
    assert NORMALISE("intake") == "intake"
    assert Wordings.of({"ssl": "ssl"}).found("openssl 备案 ssl") == {"ssl"}
    assert Wordings.of({"ssl": "ssl"}).found("openssl") == frozenset()


def test_the_longest_wording_wins() -> None:
    words = Wordings.of({"备案": "甲", "备案服务": "乙"})
    assert words.replace("备案服务号") == "乙号"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("bei an yao duo jiu", "bei'an'yao'duo'jiu"),
        ("beianyaoduojiu", "bei'an'yao'duo'jiu"),
        ("Bei An yaoduojiu?", "bei'an'yao'duo'jiu"),
        ("beian要多久", "bei'an要多久"),
        ("wordpress", "wordpress"),
        ("wan", "wan"),
        ("domain name", "domain name"),
        ("icp bei an", "icp bei'an"),
        ("nginx beian yao duo jiu", "nginx bei'an'yao'duo'jiu"),
        ("bei an", "bei'an"),
        ("bei4 an4", "bei'an"),
        ("mp3 mp4", "mp3 mp4"),
        ("bèi àn yào", "bei'an'yao"),
    ],
)
def test_pinyin_is_cut_into_syllables_and_english_is_not(typed: str, read: str) -> None:
    assert Normaliser(LEXICON)(typed) == read


def test_sounds() -> None:
    assert syllable("备") == syllable("被") == "bei"
    assert syllable("北") == "bei"
    assert syllable("绿") == "lv"
    assert syllable("x") is None
    assert same("zhang") == same("zan") == "zan"
    assert spelled("guanju") == ("guan", "ju")
    assert spelled("xyz") == ()
    assert spelled("a" * 5000) == ()


def test_a_long_text_is_cut_before_any_work_is_done() -> None:
    assert len(NORMALISE("很" * 4_000_000)) == LONGEST_MESSAGE
