"""Notices copied from pages, tables, programs and chats, as the lines that they would be if somebody had typed them."""

import re
from collections.abc import Iterator, Sequence

from bot.search.notices import has_real_fault, is_passed
from bot.search.speech import asks

_CELL_ENDS = re.compile(r"</t[dh]>\s*<t[dh](?:\s[^<>]{0,200})?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,9}(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_JSON = re.compile(r"\s*[\[{][\s\[{]*\"[^\"\n]{1,40}\"\s*[:,\]]")
"""The beginning of what a program answered."""
_TOKEN = re.compile(r'"((?:[^"\\\n]|\\.)*+)"(\s*:)?|[\[\]{}]')
_REFUSED = re.compile("reject|refus|fail", re.IGNORECASE)
_SIGN = re.compile("[一-龥]")
_GAPS = tuple(map(re.compile, (r"\t", r"[|｜]", r"[ \u3000]{2,}")))
"""What may stand between the cells of a line."""
_SEVERAL = re.compile("[；;。①-⑳]")
"""What separates sentences or list items: a text with that is no name of a field."""
_HEADS_VERDICT = re.compile(
    r"(?:[审審]核|[驳駁退]回|不通[过過])?(?:意[见見]|[结結]果|原因|理由|[说說]明|[状狀][态態])|(?:存在)?问题(?:描述|说明|详情)?"
)
"""The name of the column in which a table tells what is wrong."""
_LONGEST_NAME = 8
"""The most characters of the name of a field or column."""
_FIELD_VERDICT = re.compile(
    r"(?:^|(?<=[\n；;。】]))(?P<field>"
    r"(?!\S{0,6}(?:[审審状狀]|[结結]果|意[见見]|原因|理由|[备備]案|[订訂][单單]|申[请請]|管局))"
    r"[一-龥A-Za-z]{2,10}\d?)"
    r"(?:[：:]\s?[驳駁退]回|[：: ]\s?(?:审核|審核)?(?:不通[过過]|未通[过過]|不合格|[❌✗✘]))"
    r"(?:[，,：:]\s*|[ \t]+(?=[一-龥]))"
    r"(?:(?:原因|理由)[：:为為是]\s*)?"
    r"(?P<why>[^\n；;。]{4,})"
)
"""A field with its verdict, and why (网站域名：不通过，域名未实名认证)."""
_NAMED = re.compile(
    r"^[ ]*\S{0,4}(?:字段|项目?|環節|环节|栏目|模块|材料|附件|问题类型)名?称?[：:]?[ \t]*\n?[ ]*"
    r"(?P<field>[^\s：:。；;]{2,10})[ \t]*\n\s*+"
    r"\S{0,4}(?:原因|意[见見]|理由|[说說]明|问题|描述)[：:]?[ \t]*\n?[ ]*(?P<why>[^\n]{4,})$"
    r"(?P<advice>\n[ ]*(?:修改|整改|处理|填写|解决)?(?:建议|办法|方[法式])[：:][^\n]*)?",
    re.MULTILINE,
)
"""A field and what is wrong with it, each with its name (驳回字段 域名 驳回原因 域名未实名认证), and what to do."""
_COPIED = re.compile(
    r"\A\s*[\[【](?:微信|群)?(?:聊天记录|群聊)[\]】]\s*"
    r"|^-{2,} ?(?:原始邮件|转发邮件|original message|forwarded message) ?-{2,}$",
    re.MULTILINE | re.IGNORECASE,
)
"""The line above a copied chat or a forwarded mail."""
_STATUS_BAR = re.compile(r"\A\s*\d{1,2}[：:]\d{2}(?:[^一-龥\n]*\n)(?=.*\n)")
"""The first line of a picture of a telephone: the time, the network, the battery."""
_SPEAKER = re.compile(
    r"^(?:我|客服[^\s：:]{0,4}|[^\s：:，,]{1,4}客服|[小老][一-龥]|[一-龥]{1,2}[姐哥总]"
    r"|审核(?:员|老师|[-_ ]?\d{1,4})|代理|销售|业务员?|[一-龥]{0,3}(?:专员|顾问|经理)|[AB甲乙])[：:][ ]?(?P<said>.*)$",
    re.MULTILINE,
)
"""Who says something in a copied chat (小王：收到)."""


def as_lines(text: str) -> str:
    """Return a text without the tags of a page, the signs of a program, the columns of a table and the names in a chat.
    Each field stands in one line with what is wrong with it (网站域名：域名未实名认证)."""
    text = _COPIED.sub("", _STATUS_BAR.sub("", text))
    untagged = _TAG.sub("\n", _CELL_ENDS.sub("\t", text))
    text = text if untagged == text else untagged.strip()
    if _JSON.match(text):
        text = "\n".join(_told_in_json(text))
    text = "\n".join(_rows(text.splitlines()))
    verdicts = _NAMED.sub(_why, _FIELD_VERDICT.sub(_why, text))
    text = text if verdicts == text else f"审核不通过，原因：\n{verdicts}"
    return _SPEAKER.sub(lambda found: found["said"], text) if len(_SPEAKER.findall(text)) > 1 else text


def _why(found: re.Match[str]) -> str:
    """Return a field with why it was refused. What asks or demands stays as it is."""
    is_reason = not (found["why"].startswith(("请", "請")) or asks(found["why"]))
    if not is_reason:
        return found[0]
    rest = "" if has_real_fault(found["why"]) else found.groupdict().get("advice") or ""
    return _of_field(found["field"], found["why"]) + rest


def _of_field(field: str, told: str) -> str:
    """Put a field before what is told of it, unless that names it, at least in part (网站信息, 网站无法访问)."""
    named = not field or any(field[at : at + 2] in told for at in range(max(1, len(field) - 1)))
    return told if named else f"{field}：{told}"


def _told_in_json(text: str) -> Iterator[str]:
    """Yield what the values in a program's answer tell, and first that something came back, if it says so."""
    if _REFUSED.search(text):
        yield "审核不通过，原因："
    field, in_list = "", False
    for token in _TOKEN.finditer(text):
        value, is_name = token[1], token[2]
        if value is None:
            field, rest, in_list = "", field, token[0] == "["
            yield from [rest] if rest else []
        elif not _SIGN.search(value):
            continue
        elif is_name or not (in_list or field or len(value) > _LONGEST_NAME or has_real_fault(value)):
            field = value
        else:
            field, named = "", field
            yield from _of_field(named, value).replace("\\n", "\n").splitlines()


def _rows(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines, those of a table as the field and what is wrong with it. What is told to be fine is left out."""
    columns: list[int] = []
    gap, width = _GAPS[0], 0
    for line in lines:
        found = next((one for one in _GAPS if _head(_cells(one, line))), None)
        if found is not None:
            gap, names = found, _cells(found, line)
            columns, width = _head(names), len(names)
            yield f"{names[columns[-1]]}："
            continue
        cells = _cells(gap, line)
        if (
            len(cells) > 1
            and not _SEVERAL.search(cells[0])
            and (len(cells) == width or (gap is _GAPS[0] and _tells(cells[-1])))
        ):
            told = [cells[place] for place in columns if len(cells) == width] or [cells[-1]]
            faults = [one for one in told if _SIGN.search(one) and not is_passed(one)]
            field = next((cell for cell in cells if _SIGN.search(cell)), "")
            if faults:
                yield _of_field(field if len(field) <= _LONGEST_NAME else "", "，".join(faults))
        else:
            columns, width = (columns, width) if not line.strip() else ([], 0)
            yield line


def _cells(gap: re.Pattern[str], line: str) -> list[str]:
    """Cut a line of a table into its cells."""
    return [cell.strip() for cell in gap.split(line.strip("\r\n "))]


def _tells(cell: str) -> bool:
    """Tell whether a cell says that something is fine or wrong."""
    return is_passed(cell) or (has_real_fault(cell) and not asks(cell))


def _head(cells: Sequence[str]) -> list[int]:
    """Return the columns in which a table tells what is wrong, if these cells name its columns; [] if they do not."""
    if len(cells) < 2 or max(map(len, cells)) > _LONGEST_NAME:
        return []
    return [place for place, cell in enumerate(cells) if _HEADS_VERDICT.fullmatch(cell)]
