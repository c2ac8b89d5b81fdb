"""The smallest content that has no problem, as files; tests write it and change one thing."""

from pathlib import Path

ASKS = (
    "备案要多久",
    "多久能下来",
    "几天能办好",
    "要等很久吗",
    "全程花多长时间",
    "最快什么时候",
    "一个月够不够",
    "赶着上线来得及吗",
    "时间大概怎么算",
    "从提交到下号",
    "整个流程时长",
    "什么时候能用域名",
)
TOLD = (
    "名称对不上",
    "执照的名字不一样",
    "公司名写错了",
    "说我单位名称有误",
    "名字少了两个字",
    "简称不能用吗",
    "跟营业执照不符",
    "括号不对被打回",
    "改名以后没有更新",
    "主体名被退",
    "抬头写得不对",
    "名称不符怎么改",
)
MESSAGES = (
    "主办单位名称与证件不一致",
    "请核对单位全称",
    "单位名称填写有误",
    "名称应与营业执照一致",
    "主体名称不符",
    "请按证件填写主办单位",
)


def listing(lines: tuple[str, ...]) -> str:
    return "".join(f"  - {line}\n" for line in lines)


FAQ, REJECTION, FLOW = "faq/time/time-total.md", "rejections/mismatch/reject-name.md", "flows/first-filing.yaml"

SMALL: dict[str, str] = {
    "groups.yaml": "questions:\n  time: 时间\nrejections:\n  mismatch: 信息不一致\nflows: [first-filing]\n",
    "provinces.yaml": (
        "guangdong: {name: 广东省, short: 广东, prefix: 粤, authority: 广东省通信管理局, requirements: "
        "[{about: phone, text: 要 2 个号码, years: 2021～2023, source: 某文档}]}\n"
    ),
    "glossary.yaml": """\
authority:
  term: 管局
  also: [通管局]
  means: 审备案的机关，最多审 {total-filing}。
  source: 某办法
  topic: time-total
review:
  term: 初审
  means: 接入商先看一遍。
  source: 某文档
""",
    "states.yaml": """\
somecloud:
  name: 某云
  note: 慢的要 {total-filing}。
  states:
    - state: 等待初审
      also: [待初审]
      means: 等接入商看。
      who: provider
      editable: after-withdrawal
      usual: self-check
      source: 某文档
    - state: 已备案
      means: 办成了。
      who: applicant
      editable: by-change
      source: 某文档
""",
    "calendar.yaml": """\
years:
  2026:
    source: 某通知
    verified: 2026-11-24
    off: [2026-10-01～2026-10-07]
    worked: [2026-09-20, 2026-10-10]
statutory:
  source: 某办法
  verified: 2026-11-24
  fixed: [01-01]
  moving: [2027-02-05～2027-02-08]
""",
    "lexicon.yaml": """\
fillers: [请问]
synonyms:
  通管局: 管局
rejection_signs: [驳回]
foreign: [商标]
boilerplate: [客服热线]
""",
    "ui.yaml": "hello: 你好，{name}。\nbye: |\n  再见。\n\n  **明天**见，{name}。\n",
    "words.yaml": "words-bye: 再见、拜拜[了]\n",
    "facts.yaml": """\
total-filing:
  value: 3～23
  unit: 个工作日
  about: 全程
  source: 某办法
  verified: 2026-11-24
sms-window:
  value: 24
  unit: 小时
  about: 短信核验的时限
  source: 某通知
  verified: 2026-11-24
self-check:
  value: 0.5
  unit: 天
  about: 自查
  verified: 2026-11-24
  estimate: yes
miit-site:
  value: https://beian.miit.gov.cn
  about: 网址
  source: 某网站
  verified: 2026-11-24
""",
    "items.yaml": """\
paper:
  why: 要住满 {self-check}
  sample: 正反面都拍
  slip: 拍糊了
  prevents: [reject-name]
""",
    "fixes.yaml": """\
fix-name:
  title: 改单位名称
  who: applicant
  where: 某云控制台
  how: 照营业执照一个字一个字抄。
  papers:
    - text: 营业执照
      for: [enterprise]
    - text: 身份证
  takes: self-check
  wait: self-check
  letter: support
""",
    "letters.yaml": """\
ask-all:
  title: 请一次说清
  occasion: support
  text: 您好，请一次性告知：{reasons}。
ask-unclear:
  title: 这条什么意思
  occasion: unclear
  text: 请问{unclear}具体指什么？
""",
    "router.yaml": """\
first: where
questions:
  where:
    ask: |
      **服务器在哪里？**
    options:
      mainland:
        text: 大陆
        ask: who
        note: 买满 {self-check}。
      abroad:
        text: 海外
        topic: time-total
        note: 不需要备案。
        words: [海外 服务器]
  who:
    ask: 谁来办？
    options:
      personal:
        text: 个人
        subject: personal
        flow: first-filing
        holds: [身份证不是本省的]
      enterprise: {text: 企业, subject: enterprise, flow: first-filing, words: [公司]}
""",
    "rules.yaml": r"""
wordlists:
  interactive:
    words: [论坛, BBS]
    source: 某文档
    verified: 2026-11-24
suffixes:
  approved:
    words: [.com, .公司]
    source: 某清单
    verified: 2026-11-24
regions: {source: 某标准, verified: 2026-11-24, codes: {guangdong: 44}}
checks:
  - id: name-interactive
    field: site-name
    subjects: [personal]
    kind: words
    lists: [interactive]
    severity: warn
    message: 换一个名称。
    rejection: reject-name
    source: 某文档
    provinces:
      - in: [guangdong]
        severity: error
  - id: name-length
    field: site-name
    kind: longest
    number: 10
    severity: info
    message: 写短一些。
    rejection: reject-name
    source: 某文档
  - id: domain-suffix
    field: domain
    kind: suffix
    lists: [approved]
    severity: warn
    message: 查一下这个后缀。
    rejection: reject-name
    source: 某清单
  - id: mobile
    field: mobile
    kind: pattern
    pattern: '^1[3-9][0-9]{9}$'
    severity: error
    message: 数一数有没有 11 位。
    rejection: reject-name
    source: 某文档
  - id: uscc
    field: uscc
    kind: checksum
    checksum: uscc
    severity: error
    message: 再抄一遍。
    rejection: reject-name
    source: 某标准
  - id: photo
    field: photo
    kind: manual
    severity: warn
    message: 拍清楚了吗？
    rejection: reject-name
    source: 某文档
    only_there: yes
    provinces:
      - {in: [guangdong], severity: error, number: 2, subjects: [enterprise]}
""",
    FAQ: f"""\
---
title: 备案一共要多久？
button: 一共要多久
kind: faq
asks:
{listing(ASKS)}related: [reject-name]
flow: first-filing
confidence: high
checked: 2026-11-24
sources:
  - 某办法
---
**顺利的话 {{total-filing}}。**

1. 到 [查询网站]({{miit-site}}) 查进度
2. 等

<!-- more -->

## 例外

2024 年起有变化，第 3 次更新于 6 月 1 日，依据第33号令。
""",
    REJECTION: f"""\
---
title: 单位名称不一致
button: 名称对不上
kind: rejection
stages: [provider-review, authority]
who: applicant
resubmit: changed
back_to: first-info
wait: self-check
fixes: [fix-name]
asks:
{listing(TOLD)}messages:
{listing(MESSAGES)}related: [time-total]
confidence: low
checked: 2026-11-24
sources: [某办法]
---
**结论**：名称和证件要一字不差。
""",
    FLOW: """\
title: 首次备案
when: 没有备案过
subjects: [personal, enterprise]
outcome: 拿到备案号
resubmit: first-submit
steps:
  - id: first-check
    title: 先看清楚
    who: applicant
    text: |

      先自己看一遍。

      这一步 {self-check}。
    items:
      - id: mainland
        text: 服务器在中国大陆
      - id: permit
        text: 有效的居住证
        for: [personal]
        if: 身份证不是本省的
        like: paper
        sample: 只拍正面
    duration: self-check
    done: 都确认好了
    topics: [time-total]
    next: first-submit
  - id: first-info
    title: 填写信息
    who: applicant
    text: 照证件填写。
    done: 填好了
    rejections: [reject-name]
    next: end
  - id: first-submit
    title: 提交
    who: provider
    text: 等接入商初审。
    deadline: sms-window
    done: 通过了
    review: yes
    next: first-info
""",
}

ENGLISH_PAGE = "en/faq/time-total.md"
ENGLISH = {
    **SMALL,
    "en/ui.yaml": "hello: Hello, {name}.\n",
    "en/groups.yaml": "questions:\n  time: Time\nrejections:\n  mismatch: Data\n",
    "en/provinces.yaml": "guangdong: Guangdong\n",
    ENGLISH_PAGE: "---\ntitle: How long?\nbutton: How long\nchecked: 2026-11-24\n---\nAbout **{total-filing}**.\n",
}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return folder
