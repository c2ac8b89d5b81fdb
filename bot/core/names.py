"""Where a text gives somebody's name: told from other words by its surname and by what stands around it, which is whose
name it is and the end of it, or how people are addressed."""

import re

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊"
    "纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单"
    "杭洪包诸左石崔吉钮龚程嵇邢裴陆荣翁荀羊惠甄曲封芮储靳段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘"
    "景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍桑桂濮牛寿通边扈燕冀"
    "郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧利蔚越隆师巩聂晁勾敖融冷辛简饶空"
    "曾沙养鞠须丰巢关相查后荆红游竺权逯盖益桓公岳哈肖涂覃闫付代佟苟仝"
)
"""Of the Hundred Family Surnames (百家姓), those of one character, and some of today that it lacks."""
_DOUBLE = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|令狐"
_NAME = rf"(?:{_DOUBLE}|[{_SURNAMES}])[一-龥]{{1,2}}"
"""Where nothing but a name can stand."""
_COMMON = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖"
    "田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方"
    "白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤"
    "張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭蔣葉蘇魏呂盧鍾譚陸賈韋鄒閆龍賀顧龔萬錢嚴湯"
)
"""The hundred most common surnames as the Ministry of Public Security counted them (公安部治安管理局, 2007-04-24), but
for 于 and 向, which stand before anything; in traditional signs, too."""
_WORDS = (
    "王者|李宁|张贴|[陈陳][述列]|杨浦|[黄黃][色金山石冈浦]|周[一二三四五六日末边围期年报]|徐[州汇]|孙[子女]"
    "|[马馬][上鞍甲达]|胡[乱写填同]|何[时处人种况必]|高[中度级新清管校密州邮层速兴烧]|林[业芝场]|[罗羅][列湖定]"
    "|[郑鄭][州重]|梁[山平]|[谢謝][谢謝]|唐[山突]|[许許][可多昌]|[韩韓][国國]|邓州|彭州|曾[经用]|肖像|田[间地]|董事"
    "|余[额下姚]|杜绝|叶子|程[序度]|[苏蘇][州宁]|吕梁|任[何职命意期务选丘]|沈阳|钟[头点表]|[陆陸][续續地丰]|范[围本例文]"
    "|金[额融华山昌属钱]|石[家狮头油]|夏[天季令]|付[款费钱出]|方[面式便法案向言]|白[天色底名领云山城银血]|秦皇|江[苏西门阴山]"
    "|段[位落]|雷同|侯马|龙[岗岩华年]|史料|陶[瓷艺]|贺州|[顾顧][问問客虑慮]|毛[病笔]|[万萬][一网網州能宁元]|[钱錢][款包]"
    "|[严嚴][重格禁]|武[汉威]|戴[眼帽口墨头]|莫名|孔子|邵阳"
)
"""What begins like a name with one of these, and is none."""
_NOT_GIVEN = (
    "的了着过是在有不没未无与和跟及或为将把被等也都就说要会能可已又还请吗呢吧啊呀么我你您他她它这那几个们号先女姐"
    "與沒無為將會還嗎這"
)
"""Signs that stand in hardly any name."""
_LIKELY = rf"(?!{_WORDS})(?:{_DOUBLE}|[{_COMMON}])(?:(?![{_NOT_GIVEN}])[一-龥]){{1,2}}"
"""Where other words may stand, too."""
_OF_PERSON = (
    "手机|电话|号码|联系|身份|证件|护照|住址|地址|邮箱|人脸|刷脸|照片|视频|拍|签|本人|姓名|名字|信息|资料|年龄|先生|女士|小姐"
    "|同志|核验|核实|认证|幕布|与|和|跟|及|是|为|不|没|未|无|已|有|在|被|的"
    "|手機|電話|號碼|聯[繫絡]|證件|護照|郵箱|人臉|資料|與|為|沒|無"
)
_END = rf"(?=[^一-龥]|$|{_OF_PERSON})"
"""No further sign of a name, or what is told of a person."""
_PERSON = (
    "负责人|法定代表人|法人代表|法人|联系人|经办人|持有人|所有者|所有人|注册人|主办者|本人|姓名|老公|老婆|同事"
    "|負責人|聯[繫絡]人|註冊人|主辦者"
)
_JOINED = r"(?:名字|姓名)?[是为叫]?(?:[ ]?[:：|/][ \n]?|[ \t\n]{1,2}|[ ]?[(（“\"「『【])?"
"""What may stand between whose name it is and the name."""
_AND = rf"(?:[、和与及跟]{_LIKELY}{_END}){{0,3}}"
_PART = "(?!手机|电话|身份|证件|姓名|地址|邮箱)[一-龥]{2,7}?"
_DOTTED = rf"{_PART}(?:[·・‧]{_PART}){{1,3}}"
"""As many people of Xinjiang have it."""
_LATIN = r"[A-Z][A-Za-z]{1,15}(?: [A-Z][A-Za-z]{1,15}){1,2}"
_ADDRESSED = "(?:[一-龥]{0,6}(?:[用客][户戶]|会员|主办者|负责人))?"

NAMES = re.compile(
    rf"(?<=[名人者表的][:：])[ ]?({_NAME})(?![一-龥])|(?<=尊敬的)({_NAME})(?=[,，:：!！\s]|先生|女士|您好)"
    rf"|((?:{_DOUBLE}|[{_SURNAMES}])[一-龥]{{0,2}})(?=先生|女士|小姐)"
    rf"|(?:{_PERSON}){_JOINED}({_LIKELY}{_END}{_AND}|{_DOTTED}{_END}|{_LATIN})"
    rf"|(?:{_PERSON})(?:[ ]?[:：][ \n]?|[ \n])((?!{_WORDS})[{_COMMON}] [一-龥]{{1,2}})(?![一-龥])"
    rf"|(?:尊敬|亲爱|親愛)的{_ADDRESSED}({_LIKELY}|{_DOTTED})(?=[,，:：!！\s]|[您你]好|用[户戶]|$)"
    rf"|[您你]好[,，:： ]?({_LIKELY})(?=[,，:： ]?[您你])"
    rf"|我(?:的?名字)?[叫是]({_LIKELY}|{_DOTTED})(?=[^一-龥·]|$)|[Mm]y name is ({_LATIN})"
    rf"|(?<=在)({_LIKELY})(?=(?:个人|個人|的)?名下)"
    rf"|(?<![一-龥])({_LIKELY})"
    rf"(?=[ ,，:：]{{0,2}}(?:〔(?:电话|证件号|长号码)〕|[(（](?:网站|主体)?(?:{_PERSON})))"
)
"""A name is its last group. Numbers are masked before."""
SIGNS = f"尊敬的|亲爱的|親愛的|先生|女士|小姐|[您你]好|我[叫是]|名字|名下|[Mm]y name|{_PERSON}"
"""One of these stands by each name in a text of nothing but words."""
