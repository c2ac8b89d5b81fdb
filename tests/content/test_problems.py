"""Each mistake an editor can make: change one thing in good content, and see which file, line and words come back."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.content import ContentError, check, load, report
from tests.content.small import ASKS, FAQ, FLOW, MESSAGES, REJECTION, SMALL, listing, write


@dataclass(frozen=True)
class Slip:
    """`old` becomes `new` in a file; a problem on the line of `at` (by default of `new`) says all of `words`."""

    file: str
    old: str
    new: str
    words: tuple[str, ...]
    at: str = ""
    only: bool = True
    found_in: str = ""


def slip(file: str, old: str, new: str, *words: str, at: str = "", only: bool = True, found_in: str = "") -> Slip:
    return Slip(file, old, new, words, at, only, found_in)


TOPICS = [
    slip(FAQ, "title: 备案一共要多久？", "titel: 备案一共要多久？", "不认识「titel」", "是不是想写「title」"),
    slip(FAQ, "title: 备案一共要多久？\n", "", "缺少「title」（标题）", at="button:"),
    slip(FAQ, "sources:\n  - 某办法\n", "", "缺少「sources」（出处）", at="title:"),
    slip(FAQ, "kind: faq", "kind: fqa", "「kind」写的是「fqa」", "faq、material、change、concept"),
    slip(FAQ, "kind: faq", "kind: rejection", "「kind」写的是「rejection」"),
    slip(FAQ, "kind: faq", "kind:", "「kind」是空的"),
    slip(FAQ, "kind: faq", "kind: [faq]", "「kind」这里应是一句文字"),
    slip(
        FAQ,
        "kind: faq\n",
        "kind: faq\nvariants: [{if: rich, text: 好}]\n",
        "「if」写的是「rich」，只能是",
        at="variants:",
    ),
    slip(FAQ, "kind: faq\n", "kind: faq\nwho: applicant\n", "不认识「who」", at="who:"),
    slip(FAQ, "confidence: high", "confidence: hihg", "只能是 high、medium、low"),
    slip(FAQ, "checked: 2026-11-24", "checked: 2026-13-24", "「2026-13-24」，不是日期"),
    slip(FAQ, "checked: 2026-11-24", "checked: 20261124", "2026-11-24 这样"),
    slip(FAQ, "button: 一共要多久", "button: 一共要多久才能把备案号办下来呢你说", "「button」有 17 个字，最多 16 个"),
    slip(FAQ, "title: 备案一共要多久？", "title: |\n  备案一共\n  要多久？", "只能有一行", at="  备案一共"),
    slip(FAQ, listing(ASKS), listing(ASKS[:3]), "「asks」（大家的问法）只有 3 条，至少要 12 条", at="asks:"),
    slip(FAQ, listing(ASKS), " 不是列表\n", "应是一个列表", at="不是列表"),
    slip(FAQ, "  - 备案要多久\n", "  - 备案: 要多久\n", "英文冒号加空格", at="备案: 要多久"),
    slip(FAQ, "  - 备案要多久\n", "  - {备案}要多久\n", "{ [ * & ! % @ ` 开头的文字要加双引号", at="{备案}"),
    slip(FAQ, "  - 备案要多久\n", "  - {total-filing}\n", "以 { 开头的文字要加双引号", at="{total-filing}\n"),
    slip(FAQ, "  - 备案要多久\n", "  -\n", "「asks」是空的", at="  -\n"),
    slip(FAQ, "  - 备案要多久\n", "  - 几天能办好\n", "问法「几天能办好」", "一样", at="几天能办好\n  - 要等"),
    slip(FAQ, "related: [reject-name]", "related: [reject-nmae]", "没有叫「reject-nmae」", "「reject-name」"),
    slip(FAQ, "related: [reject-name]", "related: [reject-name，time-total]", "英文逗号"),
    slip(FAQ, "related: [reject-name]", "related: [time-total]", "没有叫「time-total」的其他条目"),
    slip(FAQ, "related: [reject-name]", "related: [reject-name, reject-name]", "写了两次"),
    slip(FAQ, "flow: first-filing", "flow: first-filling", "没有叫「first-filling」的流程，是不是想写「first-filing」"),
    slip(REJECTION, "back_to: first-info", "back_to: first-inof", "没有叫「first-inof」的步骤", "「first-info」"),
    slip(REJECTION, "wait: self-check", "wait: self-chek", "没有叫「self-chek」", "「self-check」"),
    slip(REJECTION, "wait: self-check", "wait: miit-site", "要一个时长"),
    slip(
        "facts.yaml",
        "  unit: 天\n",
        "  unit: 年\n",
        "「wait」要一个时长，单位是 小时、天、个工作日",
        at="  wait: self-check",
        found_in="fixes.yaml",
        only=False,
    ),
    slip(REJECTION, "who: applicant", "who: me", "只能是 applicant、provider、authority、police"),
    slip(
        REJECTION,
        "who: applicant\n",
        "who: applicant\ncodes: [1007, 1007]\n",
        "返回码 1007",
        "「reject-name」",
        at="---",
    ),
    slip(REJECTION, "stages: [provider-review,", "stages: [provider,", "只能是 provider-review、sms"),
    slip(REJECTION, "stages: [provider-review, authority]", "stages: []", "只有 0 条，至少要 1 条"),
    slip(
        REJECTION, listing(MESSAGES), listing(MESSAGES[:2]), "（驳回原文的写法）只有 2 条，至少要 6 条", at="messages:"
    ),
    slip(REJECTION, "  - 请核对单位全称\n", "  - 单位名称不一致\n", "一样", at="  - 单位名称不一致"),
]
TEXTS = [
    slip(FAQ, "{total-filing}。", "20 个工作日。", "「20 个工作日」是直接写的数字", "请先记到 facts.yaml"),
    slip(FAQ, "{total-filing}。", "３～２３个工作日。", "「３～２３个工作日」是直接写的数字"),
    slip(FAQ, "{total-filing}。", "3～23个工作日。", "请改用 {total-filing}"),
    slip(FAQ, "2. 等", "2. 等\n3. 再等 7天", "「7天」", at="3. 再等"),
    slip(FAQ, "2024 年起", "30 年起", "「30 年」"),
    slip(FAQ, "2024 年起", "优惠 5 %", "「5 %」"),
    slip(FAQ, "6 月 1 日", "1 日", "「1 日」"),
    slip(FAQ, "title: 备案一共要多久？", "title: 备案 20 天能好吗？", "「20 天」"),
    slip(FAQ, "{total-filing}", "{total-filling}", "没有「total-filling」，是不是想写「total-filing」"),
    slip(FAQ, "{total-filing}。", "{total-filing} 个工作日。", "已经有「个工作日」了"),
    slip(FAQ, "{total-filing}", "{total-filing", "花括号没有配对"),
    slip(FAQ, "2. 等", "2. <b>等</b>", "这里有 HTML"),
    slip(FAQ, "2. 等", "2. 等\n\n<div>等</div>", "这里有 HTML", at="<div>"),
    slip(FAQ, "2. 等", "2. 等\n   ![图](https://example.com/a.png)", "这里有图片", at="!["),
    slip(FAQ, "2. 等", "2. 等\n\n|甲|乙|\n|-|-|\n|1|2|", "这里有表格", at="|甲|"),
    slip(FAQ, "**顺利的话", "    **顺利的话", "前面的空格太多"),
    slip(FAQ, "2. 等", "2. **等。**再等", "这里的 ** 会原样显示"),
    slip(FAQ, "2. 等", "2. 再**（等）**等", "这里的 ** 会原样显示"),
    slip(FAQ, "2. 等", "2. **再**等，再**（等）**等", "这里的 ** 会原样显示"),
    slip(FAQ, "2. 等", "2. 等\n3. **再等", "这里的 ** 会原样显示", "没有成对", at="3. **再等"),
    slip(FAQ, "2. 等", "2. **再等一等", "这里的 ** 会原样显示"),
    slip(FAQ, "2. 等", "2. 再等一等**", "这里的 ** 会原样显示"),
    slip(FAQ, "2. 等", "2. **再等**，**还等", "这里的 ** 会原样显示"),
    slip(FAQ, "2. 等", "2. 等\n\n## 标题", "这里不能有标题", at="## 标题"),
    slip(FAQ, "## 例外", "### 例外", "标题只用到 ##"),
    slip(
        FAQ, "[查询网站]({miit-site})", "[查询网站](beian.miit.gov.cn)", "链接「beian.miit.gov.cn」不能用", "https://"
    ),
    slip(FAQ, "2. 等", "2. [等](javascript:alert(1))", "链接「javascript:alert(1」不能用", "https://"),
    slip(FAQ, "2. 等", "2. 等\n3. [等](data:text/html,x)", "链接「data:text/html,x」不能用", at="3. [等]"),
    slip(FAQ, "2. 等", "2. [等](tel:12345)", "链接「tel:12345」不能用"),
    slip(FAQ, "2. 等", "2. [等](https://a.cn/ b)", "链接「https://a.cn/ b」不能用"),
    slip(FAQ, "2. 等", "2. 等" + "等" * 500, "最多 500 个", "<!-- more -->", at="**顺利的话"),
    slip(FAQ, "2024 年起有变化", "长" * 1500, "最多 1500 个", at="**顺利的话"),
    slip(FAQ, "## 例外", "## 例外\n\n<!-- more -->", "只能有一行", at="<!-- more -->\n\n2024"),
    slip(FAQ, SMALL[FAQ].partition("<!-- more -->\n")[2], "", "下面是空的", at="<!-- more -->"),
    slip(REJECTION, "**结论**：名称和证件要一字不差。", "<!-- more -->\n\n更多", "正文是空的", at="<!--"),
    slip(FLOW, "{self-check}。", "3 天。", "「3 天」"),
    slip(FLOW, "done: ", "number: icq\n    done: ", "「number」写的是「icq」，只能是 icp、police", at="number"),
    slip(FLOW, "这一步 {", "大约 {", "已经有「约」了"),
    slip(FLOW, "text: 有效的居住证", "text: 住满 3 个月的居住证", "「3 个月」"),
    slip(FLOW, "先自己看一遍", "先 <i>自己</i> 看一遍", "这里有 HTML"),
    slip(FLOW, "照证件填写", "照证件填写" * 1000, "最多 4096 个", at="- id: first-info"),
]
FLOWS = [
    slip(
        FLOW,
        "    done: 填好了\n    rejections: [reject-name]\n    next: end\n",
        "    done: 填好了\n",
        "缺少「next」（下一步）",
        at="- id: first-info",
    ),
    slip(FLOW, "    next: end\n", "    next: first-check\n", "绕回了前面的步骤", at="next: first-check"),
    slip(
        FLOW,
        "    next: first-submit\n",
        "    next: end\n",
        "没有哪一步的 next 通到「first-info」",
        at="- id: first-info",
        only=False,
    ),
    slip(
        FLOW,
        "    next: first-submit\n",
        "    next: first-sumbit\n",
        "没有步骤「first-sumbit」，是不是想写「first-submit」",
        at="next: first-sumbit",
    ),
    slip(FLOW, "resubmit: first-submit", "resubmit: second", "没有步骤「second」"),
    slip(
        FLOW,
        "- id: first-submit",
        "- id: first-check",
        "步骤「first-check」写了两次（第 7 行已有）",
        at="- id: first-check\n    title: 提交",
        only=False,
    ),
    slip(
        FLOW,
        "      - id: permit",
        "      - id: mainland",
        "清单条目「mainland」写了两次",
        at="- id: mainland\n        text: 有",
    ),
    slip(FLOW, "- id: mainland", "- id: Mainland", "只能用小写英文字母"),
    slip(FLOW, "- id: mainland", "- id: " + "m" * 60, "太长，按钮里放不下"),
    slip(FLOW, "- id: first-check", "- id: " + "s" * 63, "太长，链接里放不下", only=False),
    slip(FLOW, "for: [personal]", "for: [association]", "subjects 里没有「association」"),
    slip(FLOW, "for: [personal]", "for: [person]", "「for」写的是「person」，只能是 personal"),
    slip(FLOW, "review: yes", "review: true", "只能写 yes 或 no"),
    slip(FLOW, "duration: self-check", "duration: self-chck", "没有叫「self-chck」的数字"),
    slip(FLOW, "deadline: sms-window", "deadline: miit-site", "要一个时长，单位是 小时、天、个工作日"),
    slip(
        FLOW,
        "topics: [time-total]",
        "topics: [time-totl]",
        "没有叫「time-totl」的条目（faq），是不是想写「time-total」",
    ),
    slip(FLOW, "rejections: [reject-name]", "rejections: [time-total]", "没有叫「time-total」的驳回原因"),
    slip(
        FLOW,
        SMALL[FLOW].partition("steps:")[2],
        " []\n",
        "「steps」里还没有步骤",
        at="steps:",
        found_in=FLOW,
        only=False,
    ),
    slip(FLOW, "subjects: [personal, enterprise]", "subjects: personal", "应是一个列表", only=False),
    slip(FLOW, "    done: 填好了", "    don: 填好了", "不认识「don」，是不是想写「done」"),
    slip(FLOW, "        if: 身份", "        why: 要住满 3 个月\n        if: 身份", "「3 个月」", at="why:"),
    slip(FLOW, "        if: 身份", f"        slip: {'长' * 121}\n        if: 身份", "最多 120 个", at="slip:"),
    slip(
        FLOW, "        if: 身份", "        prevents: [time-total]\n        if: 身份", "没有叫「time-total」的驳回原因"
    ),
    slip(FLOW, "        if: 身份", "        local: 广东\n        if: 身份", "只能写 yes 或 no", at="local:"),
    slip(FLOW, "like: paper", "like: papre", "没有叫「papre」的共用的说明（items.yaml）", "「paper」", only=False),
    slip("items.yaml", "slip: 拍糊了", "slipp: 拍糊了", "不认识「slipp」，是不是想写「slip」"),
    slip("items.yaml", "[reject-name]", "[time-total]", "没有叫「time-total」的驳回原因"),
    slip("items.yaml", "  why: 要住满 {self-check}", "  why: 要住满 3 个月", "「3 个月」"),
]
ROUTER = [
    slip("router.yaml", "ask: who", "ask: whom", "没有叫「whom」的问题，是不是想写「who」", only=False),
    slip("router.yaml", "topic: time-total", "topic: time-totl", "没有叫「time-totl」的条目"),
    slip(
        "router.yaml",
        "        flow: first-filing\n",
        "",
        "ask（接着问）、flow（流程）或 topic（条目）写一个",
        at="text: 个人",
    ),
    slip(
        "router.yaml",
        "        topic: time-total\n",
        "        topic: time-total\n        flow: first-filing\n",
        "也只通到一处",
        at="text: 海外",
    ),
    slip("router.yaml", "        note: 不需要备案。\n", "", "要在 note 里先说结论", at="text: 海外"),
    slip("router.yaml", "note: 买满 {self-check}。", "note: 买满 3 个月。", "「3 个月」"),
    slip("router.yaml", "first: where", "first: when", "没有叫「when」的问题"),
    slip(
        "router.yaml",
        "topic: time-total\n        note: 不需要备案。",
        "ask: where",
        "绕回了前面问过的问题",
        at="abroad:",
    ),
    slip("router.yaml", "ask: who\n", "flow: first-filing\n", "没有哪个答案通到问题「who」", at="  who:"),
    slip("router.yaml", "text: 海外\n", "text: 大陆\n", "「大陆」在这个问题里写了两次", at="abroad:"),
    slip("router.yaml", "text: 海外\n", "text: 香港、澳门、台湾或者别的国家和地区的\n", "最多 16 个"),
    slip("router.yaml", "words: [公司]", "words: [服务器 海外]", "「服务器 海外」在答案「abroad」的 words 里已有"),
    slip(
        "router.yaml",
        "holds: [身份证不是本省的]",
        "holds: [身份证不是本省]",
        "是不是想写「身份证不是本省的」",
    ),
    slip("router.yaml", "subject: enterprise", "subject: association", "subjects 里没有「association」"),
    slip("router.yaml", "      personal:", "      " + "p" * 60 + ":", "太长，按钮里放不下"),
    slip(
        "router.yaml",
        "      enterprise:" + SMALL["router.yaml"].partition("      enterprise:")[2],
        "",
        "「options」（答案）至少要两个",
        at="    options:\n      personal",
        only=False,
    ),
]
FRAME = [
    slip("facts.yaml", "value: 3～23", "value: 3-23", "有单位时只能写数字（7）或范围（1～20"),
    slip("facts.yaml", "value: 3～23", "value: 23～3", "前面的数比后面的大"),
    slip("facts.yaml", "value: 3～23", "value: {low: 3}", "「value」这里应是一句文字"),
    slip("facts.yaml", "unit: 个工作日", "unit: 工作日", "不认识单位「工作日」"),
    slip("facts.yaml", "  source: 某办法\n", "", "缺少「source」（出处）", at="  value: 3～23"),
    slip("facts.yaml", "  verified: 2026-11-24\nsms", "  verified: 昨天\nsms", "不是日期", at="昨天"),
    slip("facts.yaml", "self-check:", "Self_Check:", "只能用小写英文字母", only=False),
    slip("facts.yaml", "value: https://beian.miit.gov.cn", "value: https://{x}", "不能有花括号", only=False),
    slip("facts.yaml", "  unit: 天\n", "", "没有单位的内容不能是估计", at="estimate", only=False),
    slip(
        "facts.yaml",
        "miit-site:",
        "police-filing-days: {value: 1, unit: 个月, about: 期限, source: 某办法, verified: 2026-11-24}\nmiit-site:",
        "程序按「police-filing-days」算日子，单位只能是 天；现在是「1 个月」",
        at="police-filing-days:",
        only=False,
    ),
    slip(
        "groups.yaml",
        "time: 时间",
        "tiem: 时间",
        "没有主题「time」，是不是想写「tiem」",
        found_in=FAQ,
        at="---\ntitle",
        only=False,
    ),
    slip("groups.yaml", "questions:", "question:", "不认识「question」，是不是想写「questions」"),
    slip("groups.yaml", "  time: 时间\n", "  {}\n", "还没有主题", at="questions:"),
    slip("provinces.yaml", "guangdong:", "g" * 70 + ":", "太长，按钮里放不下", only=False),
    slip("provinces.yaml", "guangdong:", "广东:", "省份「广东」只能用小写英文字母", only=False),
    slip("provinces.yaml", "about: phone", "about: phones", "「about」写的是「phones」，只能是"),
    slip("provinces.yaml", "about: phone", "days: 4～11, about: phone", "「days」只能和 about: review 一起写"),
    slip("provinces.yaml", "years: 2021～2023, ", "", "缺少「years」（资料的年份）"),
    slip("provinces.yaml", "prefix: 粤", "hangs: both, prefix: 粤", "「hangs」写的是「both」，只能是 site、applicant"),
    slip("provinces.yaml", "prefix: 粤", "prefix: 粤ICP备", "「prefix」有 5 个字，最多 1 个"),
    slip(
        "provinces.yaml",
        "guangdong:",
        "a: {name: 甲, short: 甲, prefix: 粤, authority: 甲}\nguangdong:",
        "「粤」已经是「a」的了",
        at="guangdong:",
    ),
    slip("lexicon.yaml", "通管局: 管局", "管局: 管局", "统一成了它自己"),
    slip(
        "lexicon.yaml",
        "商标",
        "商标怎么注册，要多久",
        "是一句话，「foreign」里只放词。请移到「elsewhere」下面",
        at="foreign",
    ),
    slip("lexicon.yaml", "fillers:", "filers:", "不认识「filers」，是不是想写「fillers」"),
    slip(
        "lexicon.yaml", "synonyms:\n  通管局: 管局\n", "synonyms: [通管局]\n", "应是一组「名称: 内容」", at="synonyms"
    ),
    slip("ui.yaml", "{name}。\nbye", "{name。\nbye", "花括号里只能是程序给的名称", at="hello"),
    slip("ui.yaml", "**明天**见，{name}", "**明天**见，{total-filing}", "「{total-filing}」不对"),
    slip("ui.yaml", "再见", "<b>再见</b>", "这里有 HTML"),
    slip("ui.yaml", "再见", "再见" * 2100, "一条消息最多 4096 个", at="再见"),
    *(
        slip("words.yaml", "words-bye:", f"words-yes: {words}\nwords-bye:", told)
        for words, told in (
            ("好(的|吧、行", "「好(的|吧」的括号不成对"),
            ("好[的]]", "的括号不成对"),
            ("好、(是|[对])", "可以什么字都没有"),
            ("(好|行)" * 12, "超过 3000 个词"),
        )
    ),
    slip("ui.yaml", "hello: 你好，{name}。", "hello: {a: b}", "以 { 开头的文字要加双引号"),
    slip("ui.yaml", "hello: 你好，{name}。", 'hello: ""', "「hello」是空的"),
    slip(
        "ui.yaml", "hello: 你好", "words-hello: 你好\nhello: 你好", "「words-hello」是用来认话的词", "请移到 words.yaml"
    ),
    slip("words.yaml", "words-bye:", "bye:", "「bye」在 ui.yaml 里已有：机器人说的写在那里，听的写在这里"),
    slip("words.yaml", "再见、", "再见、)", "「)拜拜[了]」的括号不成对"),
    slip("words.yaml", "words-bye: 再见", "Words-Bye: 再见", "名称「Words-Bye」只能用小写英文字母"),
    slip("words.yaml", "再见、拜拜[了]", '""', "「words-bye」是空的"),
]
WORDS = [
    slip("glossary.yaml", "authority:", "管局:", "名词「管局」只能用小写英文字母", only=False),
    slip("glossary.yaml", "authority:", "g" * 70 + ":", "太长，按钮里放不下"),
    slip("glossary.yaml", "term: 管局", "term: 审备案的省自治区直辖市通信管理局们", "「term」有 17 个字，最多 16 个"),
    slip("glossary.yaml", "  means: 接入商先看一遍。\n", "", "缺少「means」（意思）", at="  term: 初审"),
    slip("glossary.yaml", "接入商先看一遍。", "看" * 151, "「means」有 151 个字，最多 150 个"),
    slip("glossary.yaml", "接入商先看一遍", "接入商看 1 天", "「1 天」是直接写的数字"),
    slip("glossary.yaml", "接入商先看一遍", "接入商<i>先</i>看一遍", "这里有 HTML"),
    slip("glossary.yaml", "term: 初审", "term: 通管局", "「通管局」写了两次（第 3 行已有）"),
    slip("glossary.yaml", "topic: time-total", "topic: time-totl", "没有叫「time-totl」的条目", "「time-total」"),
    slip("states.yaml", "somecloud:", "SomeCloud:", "只能用小写英文字母"),
    slip(
        "states.yaml",
        "editable: by-change",
        "editable: maybe",
        "只能是 yes、after-withdrawal、new-order、no、by-change",
    ),
    slip("states.yaml", "who: provider", "who: me", "只能是 applicant、provider、authority、police"),
    slip("states.yaml", "usual: self-check", "usual: miit-site", "要一个时长"),
    slip("states.yaml", "      source: 某文档\n    -", "    -", "缺少「source」（出处）", at="- state: 等待初审"),
    slip("states.yaml", "state: 已备案", "state: 待初审", "「待初审」写了两次（第 6 行已有）"),
    slip("states.yaml", "state: 已备案", "state: 已:备案", "不能有英文冒号"),
    slip("states.yaml", "慢的要 {total-filing}", "慢的要 {total}", "facts.yaml 里没有「total」"),
]
RULES = [
    slip("rules.yaml", "kind: words\n", "kind: wrods\n", "「kind」写的是「wrods」，只能是 words、prefix-words"),
    slip(
        "rules.yaml",
        "    lists: [interactive]\n",
        "",
        "「kind」是 words 的规则要写「lists」",
        at="kind: words",
        only=False,
    ),
    slip("rules.yaml", "kind: longest\n", "kind: longest\n    pattern: 'a'\n", "用不到「pattern」", at="pattern: 'a'"),
    slip("rules.yaml", "number: 10", "number: 十", "「number」写的是「十」，只能是一个数"),
    slip("rules.yaml", "[3-9][0-9]{9}$", "[3-9(", "这个正则表达式写错了（第 3 个字附近", at="pattern:"),
    slip("rules.yaml", "checksum: uscc", "checksum: usc", "「checksum」写的是「usc」，只能是 uscc、id-card"),
    slip("rules.yaml", "field: mobile", "field: moblie", "「field」写的是「moblie」"),
    slip("rules.yaml", "severity: info", "severity: hint", "只能是 error、warn、info"),
    slip("rules.yaml", "id: mobile\n", "id: uscc\n", "规则「uscc」写了两次", at="id: uscc\n    field: uscc"),
    slip("rules.yaml", "id: mobile", "id: Mobile", "规则「Mobile」只能用小写英文字母"),
    slip("rules.yaml", "message: 写短一些。", "message: " + "长" * 121, "「message」有 121 个字，最多 120 个"),
    slip("rules.yaml", "message: 写短一些。", "message: <b>短</b>", "这里有 HTML"),
    slip("rules.yaml", "message: 写短一些。\n    ", "", "缺少「message」（对填表的人说的话）", at="id: name-length"),
    slip("rules.yaml", "lists: [approved]", "lists: [aproved]", "没有叫「aproved」的词表", "「approved」", only=False),
    slip("rules.yaml", "rejection: reject-name", "rejection: reject-nmae", "没有叫「reject-nmae」的驳回原因"),
    slip("rules.yaml", "rejection: reject-name", "rejection: time-total", "没有叫「time-total」的驳回原因"),
    slip("rules.yaml", "      - in: [guangdong]", "      - in: [guangdogn]", "没有叫「guangdogn」的省份"),
    slip("rules.yaml", "subjects: [personal]", "subjects: [person]", "「subjects」写的是「person」"),
    slip("rules.yaml", "number: 10", "number: 10\n    only_there: yes", "就要用 provinces 说明", at="only_there: yes"),
    slip("rules.yaml", "[论坛, BBS]", "[论坛, 论坛]", "「论坛」写了两次"),
    slip("rules.yaml", "[.com, .公司]", "[com, .公司]", "「com」不是后缀"),
    slip("rules.yaml", "codes: {guangdong: 44}", "codes: {guangdong: 044}", "「044」不是行政区划代码"),
    slip("rules.yaml", "codes: {guangdong: 44}", "codes: {gd: 44}", "没有叫「gd」的省份"),
    slip("rules.yaml", "wordlists:", "wordlist:", "不认识「wordlist」，是不是想写「wordlists」", only=False),
]
YAML = [
    slip(FAQ, "kind: faq", "kind: faq\nkind: faq", "「kind」写了两次（第 4 行已有）", at="kind: faq\nasks"),
    slip(FAQ, "kind: faq", "kind:\tfaq", "制表符"),
    slip(FAQ, "kind: faq", "kind: &a faq", "以 & 或 * 开头"),
    slip(FAQ, "kind: faq", "kind: *a", "以 & 或 * 开头"),
    slip(FAQ, "kind: faq", "kind: !!str faq", "以 ! 开头"),
    slip(FAQ, "kind: faq", "kind：faq", "中文冒号"),
    slip(FAQ, "kind: faq", "kind:faq", "冒号后面要空一格"),
    slip(FAQ, "kind: faq", 'kind: "faq', "引号没有配对"),
    slip(FAQ, "kind: faq", "kind: 'f' aq", "引号没有配对"),
    slip(FAQ, "kind: faq", "kind: @faq", "要加双引号"),
    slip(FAQ, "kind: faq", "kind", "「名称: 内容」"),
    slip(FAQ, "button: 一共要多久", "button: 一共: 要多久", "句子里有英文冒号加空格"),
    slip(FAQ, "related: [reject-name]", "related: [reject-name", "方括号没有配对"),
    slip(FAQ, "  - 多久能下来", " - 多久能下来", "缩进"),
    slip(FAQ, "kind: faq", "kind: " + "[" * 20, "层数太多"),
    slip(FAQ, "---\ntitle", "title", "文件的第一行应是 ---", at="title"),
    slip(FAQ, "  - 某办法\n---\n", "  - 某办法\n", "没有结束的 ---", at="---"),
    slip("groups.yaml", "rejections:", "---\nrejections:", "又出现了一行 ---", at="---"),
    slip("groups.yaml", SMALL["groups.yaml"], "# 空\n", "这里是空的", at="#"),
    slip("groups.yaml", SMALL["groups.yaml"], "- 时间\n", "应是一组「名称: 内容」", at="-"),
    slip("groups.yaml", "questions:", "{a: b}: c\nquestions:", "冒号前面应是一个名称", at="{a"),
    slip(FAQ, "2. 等", "2.\u200b等", "看不见的字符（U+200B）"),
    slip(FAQ, "2. 等", "2. \ufffd", "看不见的字符（U+FFFD）"),
]


def line_of(text: str, part: str) -> int:
    return text.count("\n", 0, text.index(part)) + 1


@pytest.mark.parametrize(
    "slip", TOPICS + TEXTS + FLOWS + ROUTER + FRAME + WORDS + RULES + YAML, ids=lambda s: f"{s.file}: {s.words[0]}"
)
def test_a_slip_is_reported_where_it_is(tmp_path: Path, slip: Slip) -> None:
    assert slip.old in SMALL[slip.file]
    changed = SMALL[slip.file].replace(slip.old, slip.new, 1)
    folder = write(tmp_path / "knowledge", {**SMALL, slip.file: changed})
    problems = [p for p in check(folder) if not p.note or "一样" in p.text]
    file = slip.found_in or slip.file
    text = changed if file == slip.file else SMALL[file]
    line = line_of(text, slip.at or slip.new)
    meant = [p for p in problems if all(word in p.text for word in slip.words)]
    assert [(p.file, p.line) for p in meant] == [(f"knowledge/{file}", line)], report(problems)
    if slip.only:
        assert problems == meant
    if not all(p.note for p in problems):
        with pytest.raises(ContentError) as caught:
            load(folder)
        assert set(caught.value.problems) >= set(problems)


def test_a_road_of_more_than_six_presses_is_too_long(tmp_path: Path) -> None:
    """Four answers, then as whom and in which province, is the most."""
    more = "".join(
        f"  q{number}:\n    ask: 还有呢？\n    options:\n      on: {{text: 是, ask: q{number + 1}}}\n"
        "      off: {text: 否, topic: time-total, note: 不需要备案。}\n"
        for number in (1, 2)
    )
    last = (
        "  q3:\n    ask: 还有呢？\n    options:\n"
        "      on: {text: 是, flow: first-filing}\n      off: {text: 否, flow: first-filing}\n"
    )
    router = SMALL["router.yaml"].replace("text: 海外\n        topic: time-total", "text: 海外\n        ask: q1")
    found = check(write(tmp_path / "knowledge", {**SMALL, "router.yaml": router + more + last}))
    assert [p for p in found if not p.note] == []
    longer = (router + more + last).replace("      on: {text: 是, ask: q2}", "      on: {text: 是, ask: q4}")
    longer += "  q4:\n    ask: 还有呢？\n    options:\n      on: {text: 是, ask: q2}\n      off: {text: 否, ask: q2}\n"
    found = check(write(tmp_path / "longer" / "knowledge", {**SMALL, "router.yaml": longer}))
    told = [p.text for p in found if not p.note]
    assert len(told) == 2, "one for each answer at the end"
    assert all("要按 7 次（连同后面问主体、省份），最多 6 次：海外、是、是、是、" in text for text in told)


def test_a_flow_to_which_no_answer_leads_is_told(tmp_path: Path) -> None:
    router = SMALL["router.yaml"].replace("flow: first-filing", "topic: time-total")
    found = check(write(tmp_path / "knowledge", {**SMALL, "router.yaml": router}))
    assert "knowledge/router.yaml:1: 没有哪个答案通到流程「first-filing」。请补一个答案：flow: first-filing。" in {
        str(problem) for problem in found
    }
