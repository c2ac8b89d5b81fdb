"""Patterns that find people's names in a text, by the surname and the words around it: 负责人…, …先生.

If another word could stand there too, nothing counts as a name: the patterns would rather miss a name than take a
place, a trade or a defect for one.
"""

import re

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦昌马苗凤方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬乐傅卞齐康伍余顾孟黄穆萧尹姚邵湛汪祁毛禹狄贝臧伏戴谈宋茅庞熊"
    "纪舒屈祝董梁杜阮蓝闵席季贾娄童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞柯昝卢莫裘缪宗丁邓郁"
    "洪诸石崔吉钮龚程嵇邢裴陆荣翁荀惠甄曲芮储靳巫焦巴牧隗侯宓蓬郗仲伊宁仇栾甘厉戎祖符刘"
    "景詹龙叶司韶郜黎蓟薄印宿白怀蒲邰鄂咸赖卓蔺屠蒙池乔胥莘翟谭贡劳逄姬申扶堵冉宰郦雍桑桂濮寿扈燕冀"
    "郏浦尚温庄晏柴瞿阎茹宦艾古戈廖庾暨衡耿匡寇欧蔚越隆巩聂晁勾敖辛曾鞠丰荆竺权逯盖桓岳肖涂覃闫付代佟苟仝"
)
"""The surnames of one character from the Hundred Family Surnames (百家姓), and some of today. Those that often begin
other words are left out (关机, 空号, 都, 时间)."""
_DOUBLE = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|令狐"
_COMMON = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖袁潘蒋蔡杜苏魏吕丁沈姚卢姜崔谭汪廖贾韦邹"
    "秦邱尹薛闫侯孟黎贺郝龚邵覃汤張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭蔣蘇魏呂盧譚賈韋鄒閆賀龔湯"
)
"""The hundred most common surnames as the Ministry of Public Security counted them (公安部治安管理局, 2007-04-24),
without those that begin many other words; in traditional signs, too."""
_WORDS = (
    "王[者府]|李宁|[张張][贴貼嘴家口]|[陈陳][述列旧舊]|杨[浦梅]|[黄黃][色金山石冈浦页頁牛河种]|周[一二三四五六日末边围期年报口岁转]"
    "|徐[州汇]|孙[子女]|[马馬][上鞍甲达来來路]|朱红|胡[乱写填同]|何[时处人种况必]|林[业芝场农地区]|[罗羅][列湖定]|[郑鄭][州重]"
    "|梁[山平]|[谢謝][谢謝绝絕]|宋体|唐[山突河人]|[许許][可多昌久]|[韩韓][国國语]|邓州|彭州|曹县|曾[经用变备注填更换申被提]|肖像|杜绝"
    "|[苏蘇][州宁北南]|吕梁|丁字|沈阳|姜堰|汤[臣圆]|钱塘|秦皇|侯马|孟[加州]|贺[州卡]|邵阳|贾汪|程序|印[章刷]"
)
"""Words that begin with one of these surnames and are not names."""
_NOT_GIVEN = (
    "的了着过是在有不没未无与和跟及或为将把被等也都就说要会能可已又还请吗呢吧啊呀么我你您他她它这那几个们号先女姐人"
    "市县區区省族厂店商员团填写换與沒無為將會還嗎這"
)
"""Signs that hardly any given name has."""
_GIVEN = rf"(?:(?![{_NOT_GIVEN}])[一-龥]){{1,2}}"
_NAME = rf"(?!{_WORDS})(?:{_DOUBLE}|[{_SURNAMES}]){_GIVEN}"
"""A name, for places where nothing else can stand."""
_LIKELY = rf"(?!{_WORDS})(?:{_DOUBLE}|[{_COMMON}]){_GIVEN}"
"""A name, for places where other words may stand, too."""
_OF_PERSON = "[ 的,]?(?:手机|手機|电话|電話|身份证|身份證|护照|護照|邮箱|郵箱)|[,、]?[〔(]|先生|女士"
"""What follows a name: something that only persons have, or other masked data."""
_GOES_ON = "[与和跟與]"
"""What follows a name that is compared with something; no name has one of these signs."""
_PERSON = (
    "负责人|法定代表人|法人代表|法人|联系人|经办人|持有人|所有者|所有人|注册人|主办者|本人|姓名|老公|老婆|同事"
    "|持有者|注册者|申请人|姓[ ]名|負責人|聯[繫絡]人|註冊人|主辦者"
)
_LABEL = rf"(?:{_PERSON})(?:姓名|名字)?"
_SIGN = r"[ ]?(?:[:|/\-][ \n]?|[(“\"「『【])[ ]?"
_IS = rf"(?:{_SIGN}|[是为叫為][: ]?)"
"""What joins a label (负责人) and the name."""
_PART = rf"(?:(?![{_NOT_GIVEN}证照件章码机话箱])[一-龥]){{2,7}}"
_DOTTED = rf"{_PART}(?:[·・‧]{_PART}){{1,3}}"
"""A name with dots, as many people of Xinjiang have it."""
_APART = rf"[{_COMMON}] {{1,3}}{_GIVEN}"
"""A name with a blank between surname and given name, as in forms."""
_LATIN = "[A-Z][a-z]{1,15}"
_PINYIN = f"(?:Zhang|Wang|Li|Liu|Chen|Yang|Huang|Zhao|Wu|Zhou|Xu|Sun|Ma|Zhu|Hu|Guo|He|Lin|Luo|Zheng|Liang) {_LATIN}"

NAMES = re.compile(
    rf"{_LABEL}{_IS}((?:{_LIKELY}|{_DOTTED})(?={_OF_PERSON}|[^一-龥]|{_GOES_ON}|$)|{_PINYIN})"
    rf"|{_LABEL}{_SIGN}({_LIKELY}(?=[不未无没無沒])|(?:{_NAME}|{_APART})(?={_GOES_ON}))"
    rf"|(?<=[名人者表]:)[ ]?({_NAME}|{_APART})(?![一-龥])"
    rf"|{_LABEL}[ ]?({_LIKELY}|{_DOTTED})(?={_OF_PERSON}|{_GOES_ON})"
    rf"|姓[ ]?名(?:({_LIKELY})(?=[^一-龥 ]|$)|[ \n]({_LIKELY}|{_APART})(?![一-龥]))"
    rf"|((?:{_DOUBLE}|[{_SURNAMES}])[一-龥]{{0,2}})(?=先生|女士|小姐)"
    rf"|(?:尊敬|亲爱|親愛)的(?:[一-龥]{{0,6}}(?:[用客][户戶]|会员|主办者|负责人))?({_NAME}|{_DOTTED})(?=[,:!\s]|[您你]好|$)"
    rf"|[您你]好[,: ]?({_LIKELY})(?=[,:] ?[您你])"
    rf"|我(?:叫|的?名字[叫是])({_LIKELY}|{_DOTTED})(?=[^一-龥·]|$)|我是(?=[一-龥]{{3}}(?:[。.!]|$))({_LIKELY})(?![一-龥])"
    rf"|[Mm]y name is ({_PINYIN}|{_LATIN} {_LATIN}(?=[,.]))|(?<=在)({_LIKELY})(?=(?:个人|個人|的)?名下)"
    rf"|(?<![一-龥])({_LIKELY})(?=[ ,:]{{0,2}}(?:〔(?:电话|证件号|长号码)〕|[(](?:网站|主体)?(?:{_PERSON})))"
)
"""The name is the last group. The text is normalised (`privacy.normalised`), and its numbers are masked."""
BY_LABEL = re.compile(rf"((?:{_PERSON}|老板娘?|我[是叫]|名叫)(?:姓名|名字)?(?:{_IS})?[ ]?)(?:{_LIKELY})")
"""A possible name behind a label only (the first group). Another word may stand there, and is taken for a name."""
OF_NAMED = re.compile(rf"({_PERSON})(?:姓名|名字)?(?:{_SIGN}|[ \n])?〔姓名〕[)”\"」』】]?[ ]?")
"""A label (the first group) and the masked name behind it."""
SIGNS = f"尊敬的|亲爱的|親愛的|先生|女士|小姐|[您你]好|我[叫是]|名字|名下|[Mm]y name|{_PERSON}"
"""In a text of nothing but words, each name has one of these beside it."""
