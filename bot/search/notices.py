"""The form of a notice: what gives its reasons, and what only frames them (heading, fields of the order, threats,
closing notes). What it is about does not matter here."""

import re
from collections.abc import Callable
from itertools import dropwhile

_WRONG = re.compile(
    "不(?![得要能然]|涉及)|未|[没沒]|[无無](?!法)|[过過]期|糊|有[误誤]|[错錯]|缺|漏|反光|遮[挡擋]|停[机機]|空[号號]|失[败敗]"
)
_AMISS = re.compile(
    r"到期(?!时间|日)|异常(?!情况|问题)|过于|过[多少短长](?!的)|超时|水印|黑名单|在途|太(?=[简短长随笼泛大小])|跨[省市]|提前开[通放]|(?<![能得要可])(?:重复|相同|一样|冲突)"
    r"|[您你]所?(?:上传|填写)的[^，,为是]{1,12}[为是]|[是为系](?:复印|翻拍|扫描|截图)"
    r"|[称站容名][中里内]?(?:涉及|含有?)(?!的)|已被?(?:注销|吊销|停用|占用)|已被[^，,。；;\s]{1,10}(?:占用|使用)"
    r"|(?<![不即才便方])(?:能|可以?|已经?)(?:正常|直接)?(?:打开|访问)"
)
_FAILS = re.compile("无法|不能|违[规法禁反]|涉[嫌及黄赌诈政密]|虚假|失[效联]")
_DEMAND = re.compile(
    "(?<!申)请|须|应(?!急)|不得|不要|务必|确保|需|建议|提示|(?<!符合)要求|如(?!下)|若|将|可能|会被|[以避]免"
)
"""Words for faults and demands:

- `_WRONG`: something is wrong.
- `_AMISS`: the same, in a clause by itself.
- `_FAILS`: the same, as an inspection puts it.
- `_DEMAND`: how something ought to be, or may become.
"""
_BELOW = r"(?:以下|下列|如下|下述)[^\s，,。；;：:！!|]{0,8}?(?:问题|問題|之处|之處|情[形况況])"
"""Words for what is wrong, told below (下列不符合要求之处)."""
HEADING = re.compile(
    r"(?P<exists>(?:^|(?<=[\s，,。；;：:！!]))[^\s，,。；;：:！!]{0,40}?存在[^\s，,。；;：:！!]{0,6}(?:问题|违规|情况)"
    r"(?:[，,]?请[^\s，,。；;：:！!]{0,8})?[：:])"
    r"|(?:^|(?<=[\s，,。；;：:！!【|]))(?!还|另|第)[^\s，,。；;：:！!|]{0,24}?"
    rf"(?:原因|理由|意见|意見|[退驳駁]回(?:说明|备注|[，,]?的?内容)|(?P<below>{_BELOW})|问题(?=如下))"
    r"(?:[^\s，,。；;：:！!|请见见看]{0,8}[：:】]|(?:如下|以下|是这样[写说]的)(?:\s|$))|\breasons?\b[^：:\n.]{0,30}[：:]"
    r"|(?:^|(?<=[\s，,|]))(?:[退驳駁]回|[审審]核|[不未]通[过過])?(?:原因|理由|意见|意見)\s+(?=[一-龥(（【①-⑳❌✗→>#-]|\d)",
    re.MULTILINE | re.IGNORECASE,
)
"""The heading that opens the reasons of a notice; what stands before it is in any notice."""
VERDICT = re.compile(
    r"(?:被?(?:驳回|駁回|退回|打回|拒绝|退件)|被[退拒])来?了?"
    r"|(?:审核|初审|复审|终审|审批|核查|抽查|检查|复查|备案|申请|订单|资料|材料|信息|状态|结果)"
    r"(?:信息|资料|申请|变更|新增|验证|状态|结果|意见)?[ ：:]*已?"
    r"(?:(?:不|[未没]能?|没有|[不未]予)通?过(?:初审|审核)?|不合[格规]|失败)"
)
"""Words that something came back or did not pass, which is no reason."""
LEADS_IN = re.compile(rf"(?:{VERDICT.pattern})[：:]")
OF_SITES = re.compile("域名|网站|网址|官网")
OF_WHAT = re.compile(rf"{OF_SITES.pattern}|小程序|小游戏|app|应用(?!宝)|主体", re.IGNORECASE)
"""What is filed. Beside a verdict it only tells which thing came back (您的域名 a.com 备案审核未通过)."""
_HANDED_ON = re.compile(
    r"(?:(?:上报|报送)(?:[到至给]?省?(?:通信管理局|通管局|管局))?|提交[到至给]?省?(?:通信管理局|通管局|管局))失败"
    r"[，,\s]+(?:原因(?:就?是|为)|[说讲]是?|因为)?[：:]?(?P<why>[^。；;！!\n]+)"
)
"""Words that it could not be handed on to the authority, and why."""
_NOT_FILED = re.compile(
    r"(?:(?:无法|不(?:能|予|可以?|支持|允许))(?:为[您你])?(?:办理|提交|申请|进行|通过)?(?:网站|icp)?备案(?:申请|审核)?"
    r"|(?:无法|[不未没]能)(?:为[您你])?(?:继续)?(?:提交|上报|报送)(?:[至到给](?:[一-龥]{0,3}省)?(?:通信管理局|通管局|管局))?)"
    r"(?=[\s，,。；;！!]|$)",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"(?P<told>[^，,。；;：:！!\n]{1,30})[，,\s]\s{0,3}(?:故|因此|所以|导致)?(?:[本此该][次笔]?|[您你]的)?(?:备案)?(?:订单|申请)?"
    rf"(?:暂时?|目前|当前)?{_NOT_FILED.pattern}",
    re.IGNORECASE,
)
"""A clause, with nothing behind it except its outcome (域名已过期，暂不支持备案)."""
_FIELD = re.compile(r"\S\s*[：:|]\s*\S")
_LOST = (
    r"(?:[按依][^，,。；;！!\n]{{0,10}}处[理罚置]|失效|关[闭停站]|作废|删除|清[除理退]|取消{}|终止|撤销|放弃|回收|断网|停服|下[架线]|封[停禁]|拉黑"
    r"|[列拉]入[^，,。；;！!\n]{{0,4}}黑名单{})(?![了过算吧])"
)
_UNMENDED = r"再?不(?:整?改|处理|办|弄|补|续|修|换|更新|更正|变更|恢复|解决|配合|回复|重视|去|管)"
_IN_TIME = r"(?:\d{1,2}|[一二三五七十]+) ?个?(?:工作)?[日天](?:之?内)?"
_SO_FAR = r"(?:(?![已了]|不[能可给让]|无法)[^。；;！!\n]){0,40}?"
_THREAT = re.compile(
    r"(?:^|(?<=[\s。；;：:，,！!]))(?:如果?|若|凡)?"
    rf"(?:(?:逾期|超时|超期|超过[时期]限|届时|否则|[您你]?的?订单(?=将)|{_IN_TIME}[未不][^，,。；;！!\n]{{0,6}}(?=[将会])){_SO_FAR}"
    rf"{_LOST.format('(?!接入)', '')}|(?:要?不然|{_IN_TIME}还?不[^，,。；;！!\n]{{1,6}}(?=就)|{_UNMENDED}){_SO_FAR}"
    rf"{_LOST.format('', '|注销')})[^。；;！!，,\n]*"
)
"""A threat: what happens to an order or a filing that is not corrected in time (否则订单将失效, 不改就取消接入). It has
not happened yet. The end of a filing in the words of notices themselves (逾期将取消接入) tells who sent them, and is
read."""
_LIMIT = re.compile(
    r"(?:^|(?<=[\s。；;：:，,！!]))(?:请|须|应|需|务必)[^\d。；;！!，,\n]{0,10}\d{1,2} ?个?(?:工作)?[日天]"
    r"(?:之?内|以内)[^未没。；;！!，,\n]{0,8}(?:修改|整改|处理|改正|补正|更正|补充|完善|提交)[^。；;！!，,\n]*"
)
"""A deadline for the correction. It may stand beside any reason, mostly after an inspection."""
_MARK = r"(?:[(（]\d{1,2}[)）]|\d{1,2}\s?(?:[、)）]|[.．](?!\d))|[①-⑳])"
"""The mark of a list item."""
_WITHIN = rf"(?!(?<=[\s。；;！!]){_MARK}|[①-⑳])[^。；;！!\n]"
_ON = f"(?:{_WITHIN})*"
"""The rest of a sentence, within its list item."""
_MAY = "(?:如果?(?![下实期此图上])|若|凡)"
"""The beginning of something that only may be."""
_HEADED = (
    r"(?:(?:^|(?<=[\s。；;！!，,】]))[【(（]?|[【(（])(?:(?:温馨|友情|特别|重要)提[示醒]|(?:请您?)?注意(?:事项)?|注"
    r"|(?:解决|处理|修改|整改|操作)(?:方案|方[法式]|办法|指引|步骤)|(?:解决|处理)建议)[】)）]?[：:]"
)
_NOTE = (
    rf"{_HEADED}(?P<note>\s*(?:(?<=\n)(?:[^\n]|\n(?!\n))*|{_MARK}(?:[^\n]|\n(?=\s*{_MARK}))*"
    rf"|(?:(?!(?<=[\s。；;！!]){_MARK}|[①-⑳])[^\n])*))"
)
_ONLY_MAY = (
    rf"(?<=[。！!\n])(?P<may>{_MAY}(?=[^。；;！!\n]*[请需应须可将会]){_ON}"
    rf"|(?:根据|依据|按照|依照)《(?:(?![您你贵该]){_WITHIN})*(?=[。；;！!\n]|$)"
    rf"|(?:(?![您你贵该])[^。；;！!，,\n]){{3,20}}的[，,]?将{_ON})"
)
_FORBIDS = r"(?:请|切)勿|严禁|禁止"
_ONCE_PASSED = (
    r"[待等在]?[您你]?的?(?:网站|域名)?(?:备案|审核|初审|管局|申请)[^。；;！!，,\n]{0,6}"
    r"(?:成功|通过|完成|下来|下发)(?:之?后|以后)"
)
_SEE_TO = (
    r"(?<=[。！!；;])\s*(?:(?:另外?|此外|最后|同时)[，,]?(?:温馨)?(?:提[醒示])[您你]?[：:，,]?|请[您你务必先]*(?:确保|保[持证]|留意|注意|妥善|牢记)"
    r"|(?:备案|审核|核验)(?:审核)?(?:期间|过程中?)[，,]?请[务必您]*(?:勿|确保|保[持证]|留意|注意))"
)
_BIDS = (
    r"(?:[（(]?\w{0,4}建议[：: ])?\s*(?:烦?请|麻烦|登录"
    r"|(?i:(?:next steps?[：: ]+)?\b(?:please|modify|correct|revise|update|log ?[io]n)\b))[您你先再]*"
    r"(?:登录|备案控制台|控制台|后台|系统|[之以]?后|先|再|尽快|及时|按要求|核实|核对|修改|处理|更正|更新|完善|重新|提交|再次|审核"
    r"|即可|谢谢|感谢[您你]?的?(?:配合|支持|理解)|以免影响(?:审核|备案)?(?:进度)?|[补改弄看处核]一?下"
    r"|[您你]"
    r"|[于在]?(?:规定|要求)?的?(?:期限|时限|时间)内|补正|补充完整"
    r"|(?i:\b(?:modify|correct|revise|fix|it|them|and|then|resubmit|submit|again|log ?[io]n|to|the|your|icp|filing"
    r"|information|application|order|system|console)\b)"
    r"|[\s，,。；;.！!）)])*"
)
"""A demand that fits any reason (烦请核实后修改)."""
_SO_THAT = (
    r"(?:^|(?<=[。！!\n；;]))[ ]*为了?(?:确保|保证|保障|核实|避免|防止|配合|落实|规范|便于)"
    r"[^，,。；;：:！!\n]{2,30}[，,]"
)
_RIGHTS = r"(?:^|(?<=\n))[ ]*(?:copyright|©|版权所有|all rights)[^\n]*"
_SIGNED = (
    r"(?:^|(?<=\n))[ ]*(?:此致|敬礼|特此(?:通知|函告|告知|函复|说明)|顺[颂祝]|祝[您好商]|(?:best |kind )?regards\b"
    r"|-{2,}[ ]*(?=\n)(?!\s+(?:发件人|寄件人|主[题旨題]|原始邮件|from|subject|尊敬|[您贵]))"
    r"|—{2,}[ ]*(?=\n)|_{3,}|[（(](?:盖章|公章|签章)[)）])[\s\S]*"
)
_DATE = r"[\d〇零一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?"
_SIGNER = (
    r"(?<=\n)(?:(?!\S{0,9}[含有超是为不未无没需须应请到填])[ \t]*"
    r"(?:[^\s，,。；;：:]{0,12}(?:部门?|中心|小组|团队|办公室|公司|通信管理局|专员|顾问|敬[上启])"
    rf"|{_DATE})[ \t]*(?:\n|\Z)){{1,3}}\s*\Z"
)
_BUTTON = (
    r"(?:(?:查看|返回|联系|修改|放弃|重新|继续|撤销|删除|下载|复制|打印|关闭|收起|展开|编辑|取消|确[定认]|我要)"
    r"(?:备案|订单|审核|全部|当前|在线)?"
    r"(?:信息|订单|详情|列表|备案|客服|提交|记录|申请|原因|进度|首页|上一页|申诉)?|首页|我的|消息|备案|帮助|反馈)"
)
_BUTTONS = rf"(?:^|(?<=\n))(?:[ \t]*+[\[【<《]?(?>{_BUTTON})[\]】>》]?[ \t>|｜/]*+)++(?=\n|$)"
_OF_ORDER = (
    r"(?:^|(?<=[\n。；;]))[ ]*(?:[^\s：:，,。；;]{0,4}(?:日期|时间|时限|期限|截止|单号|编号|受理号)"
    r"|(?:审核|申请|受理|办理)(?:单位|部门|机关|事项)|(?:申请|处理|审核|经办|操作|受理)人员?"
    r"|(?:联系|咨询|客服|服务)电话|热线|官网|环节|来源|进度|备注(?=[：:]\s*(?:暂?无|[-—/])\s*$))"
    r"[：:][ ]*(?:(?![已被的在与和是为有错])[^\n。；;，,]){0,24}(?=[\n。；;]|$)"
)
_LOOK_UP = (
    r"(?<=[。；;！!\n])[ ]*(?:查询|登录|官方|详情|备案)?(?:网址|链接|地址|入口)[：: ]*"
    r"(?:〔[^〕\n]{1,8}〕|[!-~]{4,})[^\w\n]*"
)
_CAN = r"(?<=[。；;！!\n])[ ]*[您你]可以?(?:在|通过|登录|前往|进入|到|使用|拨打|点击)[^。；;！!\n]*"
_SAYS_ONLY = re.compile(
    rf"{_BIDS}|(?:经\w{{0,4}})?[共仅还]?(?:有|存在)(?:[一两二三四五六几]|\d)[处个项点]\w{{0,4}}需要?[您你]?(?:完善|补充|修改|调整|更正|处理)"
    r"|(?:经|在)?(?:我[们司方]在?)?(?:对\w{1,10}进行)?(?:审核|审查|复核|核对|核查|检查|初审|复审|抽查)(?:的?过程)?[中时]?"
    r"(?:我[们司方])?(?:发现|查询到|注意到|了解到)"
)
"""A sentence that fits any reason: a demand, how many things are wrong, or that a review found something."""
_NOTES = re.compile(
    rf"(?i:{_RIGHTS})|{_LOOK_UP}|{_CAN}|{_SO_THAT}"
    rf"|{_HEADED}{_BIDS}(?:(?<=[；;。\n])|(?=[①-⑳\n]|$))|{_NOTE}|{_ONLY_MAY}"
    rf"|(?<=[。！!\n])(?:{_FORBIDS}|{_ONCE_PASSED}){_ON}|{_SEE_TO}{_ON}"
)
"""What a sender says at the end of any notice:

- `_NOTE`: a note or instructions under their heading (`_HEADED`), up to the end of the paragraph or item.
- `_ONLY_MAY`: what only may be.
- `_SO_THAT`: what something is done for (为确保备案信息真实，).
- `_RIGHTS`: whose the page is.
- `_LOOK_UP`, `_CAN`: where to look it up, and what may be done there.
- `_FORBIDS`, `_ONCE_PASSED`, `_SEE_TO`: what is forbidden, what to do later, and what to see to.
"""
_AROUND = re.compile(rf"(?i:{_SIGNED})|{_SIGNER}|{_BUTTONS}|{_OF_ORDER}", re.MULTILINE)
"""What else stands around the reasons, though it may tell who sent them: what stands below a line or a greeting that
ends a letter, who signs and when, fields of the order, and lines of buttons."""
GRANTED = re.compile(
    r"\A\W{0,3}[您你]?的?(?:网站|主体|服务|ICP)?备案号(?:已?[为是])?[：:\s]*[一-龥]\s*ICP备\d{6,}号(?:-\d+)?\W{0,3}"
)
"""A clause that only tells which number a filing has."""
_SENTENCE = re.compile(rf"(?:{_MARK})?[^。；;！!\n]{_ON}[。；;！!]*")
_CLAUSE = re.compile(r"(?<=[，,：:])")
_IF = re.compile(f"{_MAY}.*")
_RULE = re.compile(r"不[能可予](?![访打识])|(?:后|期间|过程).{0,6}[能可]|^\s*(?:[无勿](?![人法效])|未经)")
_FINE = re.compile(
    r"[无没不未](?:有|被)?(?:遮挡|反光|缺|错|误|糊|过期)|(?:时间|要求|规则)不同"
    r"|不(?:超过|少于|低于|影响|会|用|必|限|一定|同[省地接类])"
)
"""What is not told as a fact:

- `_IF`: what only may be, up to the end of the sentence.
- `_RULE`: a rule, in its clause.
- `_FINE`: what sounds wrong and is not.
"""

_GOOD = (
    r"通[过過]了?(?:审核|審核|初审|核验|验证|校验)?|正[确確]|正常|合[格规規]|[齐齊][全备備]|审核完毕|达标|(?<![用填办交传备改试看查说发写提做弄册定记案销回错超时期日天\d])过了|对的|ok|符合(?:要求|规定|规范)"
    r"|(?:[无無][需须]|不[需用]要?)(?:任何|再)?(?:修改|更改|变更|變更|处理|處理|整改|改[动動]|重复提交)"
    r"|[没沒][有啥什么]{0,2}(?:任何)?(?:[问問]题|毛病|错|过期)|[无無](?:[误誤]|异常|问题)|未过期"
)
_PASSED = re.compile(
    r"(?:^|(?<=[\s，,。；;：:！!①-⑳)）]))(?:(?P<named>(?:(?![（(]\d)[^\s，,。；;：:！!✓✔√✅☑①-⑳]){1,24}?)"
    rf"(?:[ \t]{{0,2}}(?:审核|審核|已)?(?:{_GOOD})|[：:(（\s]?[✓✔√✅☑]"
    rf"|[：:(（]\s?(?:审核|審核|已)?(?:{_GOOD}|一致|相符|符合|清晰|有效|完整))"
    r"|[✓✔√✅☑]\s?(?P<ticked>[^\s，,。；;：:！!]{1,24}))[)）]?[了的啦哦哈]?(?:\s?[，,；;、。]|(?=[\s！!①-⑳]|$))",
    re.IGNORECASE | re.MULTILINE,
)
"""What is told to be fine, as a clause, a field or a ticked line (主体信息：通过，营业执照没问题)."""
_NOT_PASSED = re.compile(r"访问|打开|被|别的|同|是否|[才再等待][能可]?$")
"""Exceptions to that: it is a fault that a site can be opened."""
_VERDICT_PASSED = re.compile(rf"(?:(?:审核|審核|已){{0,2}}(?:{_GOOD}|一致|相符|符合|有效)|[✓✔√✅☑]|暂?[无無])")
"""A verdict by itself, as it stands in a cell of a table, that something is fine."""

_IS = r"[^，,。；;、：:为是\s]{0,6}[为是系][^，,。；;、\s]{1,16}"
_PARTY = rf"[^，,。；;、为是]{{0,24}}?(?:持有者|所有者|所有人|注册人|注册者|实名|主办者|主体|单位|性质){_IS}"
_PLACE = rf"[^，,。；;、为是]{{0,24}}?(?:地址|住[所址]|省份|所在地|归属地){_IS}"
_QUOTED = r"[^，,。；;、“「‘]{0,24}[是为叫称写填示][：:]?[“「‘][^”」’]{1,24}[”」’][^，,。；;、“「‘]{0,6}"
_NO_GOOD = r"[^，,。；;、]{1,16}不(?:合[规格适]|规范|符合?(?:[^，,。；;、不]{0,8}(?:规范|规定|要求|规则))?|行)"
_HOW_SO = (
    r"(?:因为?|由于|其中)?(?:包?含|带有?|涉及?|出现|有(?!效)|使?用|[与和跟](?!备案)|[太过]|全|纯|是|看不出)"
    r"[^，,。；;、\s]{2,20}"
)
_HALVES = re.compile(
    rf"(?:{_PARTY}[，,、\s]+{_PARTY}|{_QUOTED}[，,\s]+{_QUOTED}|{_PLACE}[，,、\s]+{_PLACE}"
    r"|(?P<wrong>[^，,。；;、]{0,24}邮箱[^，,。；;、]{0,16}[，,、\s]+(?:联系不[上到]|[无無]法(?:取得)?[联聯][系繫])"
    rf"|{_NO_GOOD}[，,、\s]+{_HOW_SO}"
    r"|[^，,。；;、]{0,16}(?:涉及|属于)(?!赌|博彩|色情|涉?[黄毒]|诈骗|反动|违[法禁])[^，,。；;、\s]{2,12}?[，,、\s]*(?:[未没无缺]|不具)[^，,。；;、\s]{0,12}(?:批文|批准|许可|资质|审批)[^，,。；;、\s]{0,4}))[，,。；;、\s]*"
)
"""Two clauses that tell one thing:

- who or where one is, and the other (域名持有者为个人，主办单位为公司), or what is quoted of both;
- what is wrong with an e-mail address, and that nobody is reached by it;
- what is no good, and in what way (网站名称不合规，含敏感词);
- the trade, and that its permit is missing.
"""
CUSTOMER = re.compile(
    r"\s*(?:[^，,。；;！!？?、：:\n的未不没缺请无]{2,30}(?:公司|工作室|商行|[店厂院校]|中心|协会|合作社)|客户\s?\w{1,4})[：:]\s*"
)
"""The name of a unit or customer in front of what is told about it. Words that tell a lack are no name."""


_QUOTATION = re.compile(
    r"(?<![如写成填叫像])(?<!改为)(?P<said>(?<=[：:]))?[“\"'‘「『（(【\[]"
    r"(?P<inside>(?:[^“”\"'‘’「」『』（）()【】\[\]]|“[^“”]{1,12}”){8,})[”\"'’」』）)】\]]"
)
"""A quotation or a bracket, but not of an example or of what to put instead. `said`: a colon stands before it."""
_CAUSED = re.compile(
    r"(?:(?<=[。！!\n：:】，,])|^)(?P<what>(?!上[次回]|[之以]前|去年)[^。；;！!？?\n，,：:]{0,40}?)"
    r"(?:(?<!原)因为?|由于)[：:]?(?P<why>[^。！!？?\n]{4,150}?)[，,]?\s*"
    rf"(?P<verdict>(?:[您你我]的?)?(?:备案|申请|订单)*[现已经暂均又]*"
    rf"(?:{VERDICT.pattern}|不予(?:通过|备案|受理)|未能通过(?:初审|审核)))(?=\W|$)"
)
"""A cause before its verdict (您的申请因域名未实名被驳回), now and not earlier."""
_ASKED_BESIDE = re.compile("[（(]([^（）()]{0,12}请[^（）()]{2,40})[）)]")
"""A demand in brackets (请于45天内修改), which belongs to no single reason."""
_BETWEEN = re.compile(r"[、，,；;。|+/\s]|和|以及|并?且")
"""What may stand between the faults of such a list."""
_SHORTEST_REASON = 4
"""Characters of a reason that names what is wrong (域名过期); 模糊 and 反光 are details of one."""
_EXAMPLES = re.compile("比?如|例如|包括|含|不[得能要可]")
"""What begins a bracket that gives examples, or says what must not be."""


def _unquoted(text: str) -> str:
    """Return a text without the marks around a quotation or bracket that lists faults: 因“域名未实名、照片不清晰”退回.
    A quoted name, or an example in brackets, is one thing and stays as it is."""
    text = _ASKED_BESIDE.sub(r"，\1", text)

    def plain(quoted: re.Match[str]) -> str:
        if not _lists_faults(quoted["inside"], quoted["said"] is not None):
            return quoted[0]
        return f"：{quoted['inside']}" if quoted[0][0] in "（(" else quoted["inside"]

    return _QUOTATION.sub(plain, text)


def _lists_faults(text: str, said: bool) -> bool:
    """Tell whether a text has several parts, none of them short or a demand, and most of them, or of what somebody
    `said` any, tell a fault."""
    parts = [part for part in map(str.strip, _BETWEEN.split(text)) if part]
    if len(parts) < 2 or min(map(len, parts)) < _SHORTEST_REASON or _EXAMPLES.match(text):
        return False
    faults = sum(map(has_real_fault, parts))
    return (said and faults > 0) or (2 * faults > len(parts) and not any(map(demands, parts)))


def cause_last(text: str) -> str:
    """Return a text that tells the cause before the verdict (因域名未实名、照片不清晰被驳回) with the cause behind it,
    as other notices have it (被驳回，原因：…). Any other text stays as it is."""

    def turned(found: re.Match[str]) -> str:
        return f"{found['what']}{found['verdict']}，原因：{found['why']}" if has_real_fault(found["why"]) else found[0]

    return _CAUSED.sub(turned, _unquoted(text), count=1)


def by_customer(text: str) -> list[tuple[str, str]]:
    """Return the text under each name of a unit or customer with which a line begins, in order. What stands before the
    first has "" for its name."""
    found = [("", list[str]())]
    for line in text.splitlines():
        if name := CUSTOMER.match(line):
            found.append((name[0].strip(), []))
        found[-1][1].append(line[name.end() :] if name else line)
    return [(name, "\n".join(lines).strip()) for name, lines in found]


def only_opens(text: str) -> bool:
    """Tell whether a text is a heading whose reasons are still to come, and tells none itself (存在以下问题：)."""
    text = text.rstrip()
    last = next(
        (found for one in (HEADING, LEADS_IN) for found in one.finditer(text) if found.end() == len(text)), None
    )
    return last is not None and not tells_fault(HEADING.sub("", text[: last.start()]))


def are_halves(clauses: str) -> bool:
    """Tell whether two clauses tell one thing together. Neither tells a fault alone, except in the pairs of a fault and
    its detail."""
    halves = _HALVES.fullmatch(clauses)
    return halves is not None and bool(halves["wrong"] or not has_fault_word(VERDICT.sub("", clauses)))


def states_fault(text: str) -> bool:
    """Tell whether a text tells a fault beside the verdict, and demands nothing. (A text that `tells_fault` may
    demand.)"""
    rest = VERDICT.sub("", text)
    return _has_fault(rest) and not demands(rest)


def has_fault_word(text: str) -> bool:
    """Tell whether a word for a fault occurs in a text, whatever it says, even in the verdict."""
    return bool(_WRONG.search(text))


def _has_fault(text: str) -> bool:
    """Tell whether a word for a fault, or for something that may be one, occurs in a text."""
    return has_fault_word(text) or bool(_AMISS.search(text))


def has_real_fault(text: str) -> bool:
    """Tell whether a text tells a fault, and not only what is fine or which limits apply."""
    rest = _FINE.sub("", text)
    return _has_fault(rest) or bool(_FAILS.search(rest))


def fits_any(text: str) -> bool:
    """Tell whether a text only says what may stand beside any reason: what is to be done about it (请核实后重新提交),
    how many there are (有两处需要完善), or that a review found something (审核过程中发现)."""
    return bool(_SAYS_ONLY.fullmatch(text.strip()))


def demands(text: str) -> bool:
    """Tell whether a text says how something ought to be, or may become."""
    return bool(_DEMAND.search(text))


def begin_of_reasons(text: str, sentence: int, heading: re.Match[str]) -> int:
    """Return where the reasons of a notice begin.

    - At the start of the heading's `sentence`, if a fault is told in it before the heading.
    - Behind a heading that only says that there are faults (存在以下问题：).
    - At the heading, if fields of the order or the verdict stand before it in the sentence, or it says that they come
      below (发现下列问题：).
    - Else at the start of the sentence.
    """
    end = heading.end() if heading["exists"] else heading.start()
    before = text[sentence:end]
    rest = VERDICT.sub("", before)
    if _has_fault(rest):
        return sentence
    leads = heading["exists"] or heading["below"]
    return end if leads or VERDICT.search(before) or _FIELD.search(before) else sentence


def without_terms(text: str) -> str:
    """Return a notice without its threats and deadlines."""
    return _LIMIT.sub("", _THREAT.sub("", text))


def without_outcomes(text: str, only_names: Callable[[str], bool]) -> str:
    """Return a notice without what comes of its faults (域名已过期，暂不支持备案). It stays behind a clause that
    `only_names` a thing (您的域名，暂不支持备案)."""
    if not _NOT_FILED.search(text):  # fifty times as fast as looking for the clause before it
        return text
    return _OUTCOME.sub(lambda found: found[0 if only_names(found["told"]) else "told"], text)


def why_not_handed_on(text: str) -> str:
    """Return a notice with "could not be handed on" replaced by the fault that caused it: the rest is not for the
    applicant to correct."""
    return _HANDED_ON.sub(lambda found: found["why"] if states_fault(found["why"]) else found[0], text)


def tells_fault(text: str) -> bool:
    """Tell whether a text tells a fault beside the verdict, deadlines and threats."""
    rest = VERDICT.sub("", without_terms(text))
    return _has_fault(rest) or bool(_FAILS.search(rest))


def threatens(text: str) -> bool:
    """Tell whether a text tells a fault, and threatens with what happens if it is not corrected."""
    return bool(_THREAT.search(text)) and tells_fault(text)


def without_passed(text: str) -> str:
    """Return a notice without what it tells to be fine. The end of the sentence stays."""

    def left(found: re.Match[str]) -> str:
        told = found[0]
        return told if not _is_fine(found["named"] or found["ticked"]) else "。" if told.endswith("。") else ""

    return _PASSED.sub(left, text)


def is_passed(verdict: str) -> bool:
    """Tell whether a verdict by itself says that something is fine (通过, 无需修改)."""
    return bool(_VERDICT_PASSED.fullmatch(verdict.strip()))


def _is_fine(named: str) -> bool:
    return not (has_real_fault(named) or demands(named) or _NOT_PASSED.search(named))


def without_notes(text: str) -> str:
    """Return a notice without its closing notes, except the faults told in them."""
    return _NOTES.sub(_told_in, text)


def without_frame(text: str) -> str:
    """Return a notice without its closing notes, signature, buttons and fields of the order, except the faults told in
    them."""
    return without_notes(_AROUND.sub(lambda found: _SENTENCE.sub(_told, found[0]), text))


def _told_in(note: re.Match[str]) -> str:
    """Return the sentences of a note that tell an existing fault; "" for a note about what only may be."""
    return "" if note["may"] else _SENTENCE.sub(_told, note["note"] or note[0])


def _told(sentence: re.Match[str]) -> str:
    """Return a sentence of a note from its first clause that demands nothing; "" if no clause tells an existing
    fault."""
    clauses = list(dropwhile(demands, _CLAUSE.split(_IF.sub("", sentence[0]))))
    return "".join(clauses) if any(map(_is_fact, clauses)) else ""


def _is_fact(clause: str) -> bool:
    return not (demands(clause) or _RULE.search(clause)) and _has_fault(_FINE.sub("", clause))
