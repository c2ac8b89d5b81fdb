"""fixes.yaml and letters.yaml: the things to do after a rejection, and the letters that help."""

from typing import get_args

from bot.content.buttons import LONGEST_BUTTON, MANY_FILINGS, fits
from bot.content.facts import DEADLINES, Facts
from bot.content.fields import Fields, is_id
from bot.content.source import HOLE, Scalar, Sheet
from bot.content.topics import ABOUT, LONGEST_TITLE, WHO
from bot.core.actions import ReadLetter, TickFix
from bot.core.kinds import SUBJECTS, Occasion
from bot.core.knowledge import Fix, Letter, Paper

LONGEST_WHERE = 24
LONGEST_HOW = 120
LONGEST_LETTER = 600
OCCASIONS: tuple[Occasion, ...] = get_args(Occasion)

_HOLES = ("reasons", "unclear", "step", "since", "days")


def read_fixes(sheet: Sheet, facts: Facts) -> tuple[dict[str, Fix], dict[str, int]]:
    """Read the fixes, in the order in which they are worked through, and the line of each."""
    table = Fields.of(sheet)
    fixes: dict[str, Fix] = {}
    titles: dict[str, str] = {}
    for name, line, fields in table.named():
        if is_id(sheet, line, name, "要做的事"):
            fits(sheet, line, f"要做的事「{name}」", TickFix(MANY_FILINGS, name, True))
        fixes[name] = fix = _fix(name, fields, facts)
        if (other := titles.setdefault(fix.title, name)) != name and fix.title:
            sheet.wrong(line, f"「{fix.title}」与「{other}」的标题一样，清单里分不出来。请换一个说法。")
    return fixes, table.lines


def _fix(name: str, fields: Fields, facts: Facts) -> Fix:
    sheet = fields.sheet
    how = fields.label("how", LONGEST_HOW)
    after = fields.label("after", LONGEST_HOW) if "after" in fields.entries else Scalar("", fields.line)
    fix = Fix(
        id=name,
        title=facts.fill(sheet, fields.label("title", LONGEST_TITLE)),
        who=fields.choice("who", WHO),
        where=facts.fill(sheet, fields.label("where", LONGEST_WHERE)),
        how=facts.fill_markdown(sheet, how),
        papers=tuple(_paper(part, facts) for part in fields.tables("papers", required=False)),
        takes=facts.time(fields, "takes"),
        wait=facts.time(fields, "wait", DEADLINES),
        local=fields.choices("local", ABOUT, required=False),
        letter=fields.option("letter", OCCASIONS),
        optional=fields.yes("optional"),
        after=facts.fill_markdown(sheet, after),
    )
    fields.close()
    return fix


def _paper(fields: Fields, facts: Facts) -> Paper:
    text = facts.fill_markdown(fields.sheet, fields.scalar("text"))
    paper = Paper(text, fields.choices("for", SUBJECTS, required=False))
    fields.close()
    return paper


def read_letters(sheet: Sheet) -> dict[str, Letter]:
    """Read the letters, in the order in which they are offered."""
    letters: dict[str, Letter] = {}
    for name, line, fields in Fields.of(sheet).named():
        if is_id(sheet, line, name, "范文"):
            fits(sheet, line, f"范文「{name}」", ReadLetter(MANY_FILINGS, name))
        text = fields.scalar("text")
        letters[name] = Letter(
            name, fields.label("title", LONGEST_BUTTON).text, fields.choice("occasion", OCCASIONS), text.text.strip()
        )
        fields.close()
        for hole in HOLE.finditer(text.text):
            if hole[1] not in _HOLES:
                holes = "、".join(f"{{{hole}}}" for hole in _HOLES)
                sheet.wrong(text.line_at(hole.start()), f"「{hole[0]}」不对，只能是 {holes}。")
        sheet.limit(text.line, "这封信", text.text, LONGEST_LETTER)
    return letters
