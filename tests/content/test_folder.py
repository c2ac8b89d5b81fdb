"""The folder as a whole: files that are missing, broken, double or out of place, and what is found between files."""

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.content import ContentError, Problem, check, load, report
from bot.core.knowledge import Knowledge
from tests.content.small import ASKS, FAQ, FLOW, REJECTION, SMALL, listing, write

SHIPPED = Path(__file__).parents[2] / "knowledge"
OTHER = "faq/time/time-other.md"


def texts(problems: tuple[Problem, ...]) -> list[str]:
    return [str(problem) for problem in problems]


def second_topic() -> str:
    """A topic that shares neither phrasing nor button with the first."""
    said = listing(ASKS)
    text = SMALL[FAQ].replace(said, said.replace("  - ", "  - 另外"))
    return text.replace("备案一共要多久？", "另外的事").replace("一共要多久", "另外的事")


def test_small_content_has_no_problem(tmp_path: Path) -> None:
    assert check(write(tmp_path / "knowledge", SMALL)) == ()
    assert check(write(tmp_path / "two" / "knowledge", {**SMALL, OTHER: second_topic()})) == ()


def test_of_the_shipped_content_there_is_nothing_to_say(knowledge: Knowledge) -> None:
    """On the day when somebody last looked something up: later some of it is old."""
    days = [topic.checked for topic in knowledge.topics.values()] + [each.verified for each in knowledge.facts.values()]
    problems = check(SHIPPED, max(days))
    assert not problems, report(problems)


def test_the_report_names_folder_file_and_line_and_puts_errors_last() -> None:
    problems = [
        Problem("knowledge/a.yaml", 2, "没用到。", note=True),
        Problem("knowledge/b.yaml", 10, "乙。"),
        Problem("knowledge/b.yaml", 9, "甲。"),
    ]
    assert report(problems).splitlines() == [
        "knowledge/a.yaml:2: （提示）没用到。",
        "knowledge/b.yaml:9: 甲。",
        "knowledge/b.yaml:10: 乙。",
    ]


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    files = {
        **SMALL,
        FAQ: SMALL[FAQ].replace("kind: faq", "kind: x").replace("{total-filing}", "9 天"),
        FLOW: SMALL[FLOW].replace("who: provider", "who: x"),
        "ui.yaml": "a: b: c\n",
    }
    with pytest.raises(ContentError) as caught:
        load(write(tmp_path / "knowledge", files))
    errors = [(p.file.removeprefix("knowledge/"), p.line) for p in caught.value.problems if not p.note]
    assert sorted(errors) == [(FAQ, 4), (FAQ, 25), (FLOW, 37), ("ui.yaml", 1)]
    assert str(caught.value) == report(caught.value.problems)


@pytest.mark.parametrize("make", [False, True], ids=["missing", "empty"])
def test_no_content_is_one_problem(tmp_path: Path, make: bool) -> None:
    folder = tmp_path / "knowledge"
    if make:
        folder.mkdir()
    word = "是空的" if make else "不存在"
    assert texts(check(folder)) == [f"knowledge:1: 内容文件夹「knowledge」{word}。请检查路径。"]
    with pytest.raises(ContentError, match=word):
        load(folder)


@pytest.mark.parametrize(
    "name",
    [
        "facts.yaml",
        "groups.yaml",
        "provinces.yaml",
        "glossary.yaml",
        "states.yaml",
        "rules.yaml",
        "router.yaml",
        "calendar.yaml",
        "lexicon.yaml",
        "ui.yaml",
        "words.yaml",
    ],
)
def test_a_missing_file_is_one_problem(tmp_path: Path, name: str) -> None:
    files = {file: text for file, text in SMALL.items() if file != name}
    found = check(write(tmp_path / "knowledge", files))
    assert [(p.file, p.text[:6]) for p in found if not p.note] == [(f"knowledge/{name}", "缺少这个文件")]


@pytest.mark.parametrize("name", [FAQ, REJECTION, FLOW])
def test_a_kind_of_content_that_is_missing_is_told(tmp_path: Path, name: str) -> None:
    top = name.partition("/")[0]
    files = {file: text for file, text in SMALL.items() if file != name}
    found = check(write(tmp_path / "knowledge", files))
    assert f"knowledge/{top}" in {p.file for p in found}


def test_a_misspelt_file_is_recognised(tmp_path: Path) -> None:
    files = {("fact.yaml" if file == "facts.yaml" else file): text for file, text in SMALL.items()}
    found = texts(check(write(tmp_path / "knowledge", files)))
    assert "knowledge/facts.yaml:1: 缺少这个文件。是不是「fact.yaml」改个名字？" in found
    assert any(line.startswith("knowledge/fact.yaml:1: 不认识这个文件") for line in found)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("faq/loose.md", "放到 faq/<主题>/<名称>.md"),
        ("rejections/mismatch/deep/er.md", "放到 rejections/<主题>/<名称>.md"),
        ("faq/time/time-other.markdown", "只放以 .md 结尾的文件"),
        ("flows/second.yml", "只放 flows/<名称>.yaml"),
        ("notes.txt", "不认识这个文件"),
    ],
)
def test_a_file_out_of_place_is_told(tmp_path: Path, name: str, words: str) -> None:
    (found,) = check(write(tmp_path / "knowledge", {**SMALL, name: "x\n"}))
    assert (found.file, found.line) == (f"knowledge/{name}", 1)
    assert words in found.text


def test_hidden_files_and_the_readme_are_left_alone(tmp_path: Path) -> None:
    assert check(write(tmp_path / "knowledge", {**SMALL, "faq/.DS_Store": "\0", "README.md": "# 你好\n"})) == ()


@pytest.mark.parametrize(
    ("raw", "line", "words"),
    [
        (b"\xef\xbb\xbfflows: [first-filing]\nquestions:\n  time: x\nrejections:\n  mismatch: y\n", 1, "BOM"),
        ("questions:\n  time: 时间\n".encode("gbk"), 2, "这里不是 UTF-8"),
        ("questions: {}\n".encode("utf-16"), 1, "UTF-8"),
        (b"questions:\n  time: \x00\n", 2, "看不见的字符（U+0000）"),
        (b"questions:\n\ttime: x\n", 2, "制表符"),
    ],
    ids=["bom", "gbk", "utf-16", "nul", "tab"],
)
def test_files_that_are_no_plain_text(tmp_path: Path, raw: bytes, line: int, words: str) -> None:
    folder = write(tmp_path / "knowledge", SMALL)
    (folder / "groups.yaml").write_bytes(raw)
    (found,) = check(folder)
    assert (found.file, found.line) == ("knowledge/groups.yaml", line)
    assert words in found.text


def test_windows_line_ends_are_welcome(tmp_path: Path) -> None:
    assert (
        check(write(tmp_path / "knowledge", {name: text.replace("\n", "\r\n") for name, text in SMALL.items()})) == ()
    )


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path / "knowledge", SMALL)
    (folder / "ui.yaml").unlink()
    (folder / "ui.yaml").symlink_to("nowhere.yaml")
    (found,) = check(folder)
    assert str(found).startswith("knowledge/ui.yaml:1: 读不出这个文件")


def test_one_id_for_two_topics(tmp_path: Path) -> None:
    found = check(write(tmp_path / "knowledge", {**SMALL, "rejections/mismatch/time-total.md": SMALL[REJECTION]}))
    told = [p for p in found if "已经有一个「time-total」了（knowledge/faq/time/time-total.md）" in p.text]
    assert [(p.file, p.line) for p in told] == [("knowledge/rejections/mismatch/time-total.md", 1)]


def test_one_phrasing_for_two_topics(tmp_path: Path) -> None:
    other = second_topic().replace("另外几天能办好", "请问，幾天能辦好？")
    line = other[: other.index("幾")].count("\n") + 1
    (found,) = check(write(tmp_path / "knowledge", {**SMALL, "faq/time/time-zzz.md": other}))
    assert (found.file, found.line) == ("knowledge/faq/time/time-zzz.md", line)
    assert "「time-total」里也有（knowledge/faq/time/time-total.md:8）" in found.text


def test_a_phrasing_may_be_a_question_and_a_rejection(tmp_path: Path) -> None:
    """They are looked up in two indexes, and never compared."""
    shared = SMALL[REJECTION].replace("  - 公司名写错了\n", f"  - {ASKS[0]}\n")
    assert check(write(tmp_path / "knowledge", {**SMALL, REJECTION: shared})) == ()


def test_one_button_for_two_topics_of_a_menu(tmp_path: Path) -> None:
    other = second_topic().replace("button: 另外的事", "button: 一共要多久")
    (found,) = check(write(tmp_path / "knowledge", {**SMALL, "faq/time/time-zzz.md": other}))
    assert (found.file, found.line) == ("knowledge/faq/time/time-zzz.md", 3)
    assert "按钮「一共要多久」与「time-total」的一样" in found.text


def test_one_step_in_two_flows(tmp_path: Path) -> None:
    menu = SMALL["groups.yaml"].replace("[first-filing]", "[first-filing, second]")
    files = {**SMALL, "groups.yaml": menu, "flows/second.yaml": SMALL[FLOW]}
    (first, *_) = check(write(tmp_path / "knowledge", files))
    assert str(first) == (
        "knowledge/flows/second.yaml:7: 步骤「first-check」在流程「first-filing」里已有。请改一个名称。"
    )


def test_the_menu_and_the_folder_hold_the_same_flows(tmp_path: Path) -> None:
    menu = SMALL["groups.yaml"].replace("[first-filing]", "[first-filling]")
    assert [str(found) for found in check(write(tmp_path / "knowledge", {**SMALL, "groups.yaml": menu}))] == [
        "knowledge/flows/first-filing.yaml:1: groups.yaml 的 flows 里没有「first-filing」。请补上，菜单里才会有它。",
        "knowledge/groups.yaml:5: flows/ 里没有「first-filling.yaml」，是不是想写「first-filing」？",
    ]


@pytest.mark.parametrize("name", ["Time-Total", "time_total", "时间", "a" * 61])
def test_file_names_must_fit_into_buttons(tmp_path: Path, name: str) -> None:
    (found,) = check(write(tmp_path / "knowledge", {**SMALL, f"faq/time/{name}.md": second_topic()}))
    assert (found.file, found.line) == (f"knowledge/faq/time/{name}.md", 1)
    assert name in found.text


def test_what_is_not_used_is_a_note_and_does_not_stop(tmp_path: Path) -> None:
    unused = "old-fee:\n  value: 5\n  unit: 元\n  about: 费\n  source: 某\n  verified: 2020-01-01\n"
    files = {
        **SMALL,
        "facts.yaml": unused + SMALL["facts.yaml"],
        "groups.yaml": SMALL["groups.yaml"].replace("  time:", "  sms: 短信\n  time:"),
        "items.yaml": SMALL["items.yaml"] + "old: {why: 旧}\n",
        "rules.yaml": SMALL["rules.yaml"]
        .replace("    lists: [interactive]", "    lists: [old]")
        .replace("suffixes:", "  old: {words: [旧], source: 某, verified: 2020-01-01}\nsuffixes:"),
    }
    folder = write(tmp_path / "knowledge", files)
    assert texts(check(folder)) == [
        "knowledge/rules.yaml:3: （提示）「interactive」还没有哪条规则用到。不再需要就删掉。",
        "knowledge/groups.yaml:2: （提示）主题「短信」下还没有条目，菜单里不会显示。",
        "knowledge/facts.yaml:1: （提示）「old-fee」还没有用到。不再需要就删掉。",
        "knowledge/items.yaml:6: （提示）还没有哪条清单用到「old」。不再需要就删掉。",
    ]
    assert "old-fee" in load(folder).facts


def test_a_broken_file_does_not_flood_the_report(tmp_path: Path) -> None:
    """What refers into a file that cannot be read is not reported on top."""
    for name in ("facts.yaml", "groups.yaml", FLOW, FAQ):
        folder = write(tmp_path / name.replace("/", "-") / "knowledge", {**SMALL, name: "---\na: [\n"})
        errors = [p for p in check(folder) if not p.note]
        assert [p.file for p in errors] == [f"knowledge/{name}"], report(errors)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_but_content_errors_whatever_is_in_the_files(tmp_path: Path, data: st.DataObject) -> None:
    """A file is random bytes, or good content with a piece cut out and another put in."""
    name = data.draw(st.sampled_from(sorted(SMALL)))
    good = SMALL[name].encode()
    pieces = st.one_of(
        st.binary(max_size=40),
        st.text(max_size=20).map(lambda text: text.encode("utf-8", "replace")),
        st.sampled_from(
            [b"[" * 2000, b"{", b"&a *a", b"- ", b": ", b"\n", b"---\n", b"<!-- more -->\n", b"0x1e3", b"<" * 500]
        ),
    )
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(good))] * 2)))
    whole = data.draw(st.booleans())
    folder = write(tmp_path / "knowledge", SMALL)
    (folder / name).write_bytes(data.draw(pieces) if whole else good[:start] + data.draw(pieces) + good[end:])
    for problem in check(folder):
        assert problem.line >= 1
        assert problem.file.startswith("knowledge/")
        assert problem.text.endswith(("。", "？", "）")), problem


def test_four_hundred_topics_are_checked_well_within_three_seconds(tmp_path: Path) -> None:
    """Measured 0.36 s on the build machine. Of this process alone: whatever else the machine does must not count."""
    more = "".join(f"- 例外之{n}，见 [网站]({{miit-site}})，{{total-filing}}\n" for n in range(6))
    files = dict(SMALL)
    for number in range(400):
        asks = tuple(f"{ask}之{number}" for ask in ASKS + tuple(f"换个说法{a}" for a in ASKS[:8]))
        topic = SMALL[FAQ].replace(listing(ASKS), listing(asks)).replace("一共要多久", f"多久{number}")
        files[f"faq/time/time-{number}.md"] = topic.replace("## 例外", "## 例外\n\n" + more)
    folder = write(tmp_path / "knowledge", files)
    began = time.process_time()
    errors = [problem for problem in check(folder) if not problem.note]
    took = time.process_time() - began
    assert not errors, report(errors)
    assert took < 3


def test_what_is_old_or_hard_to_tell_apart_is_noted_on_the_day(tmp_path: Path) -> None:
    other = second_topic().replace("asks:\n", "asks:\n  - 多久能备案完成整个呢\n")
    first = SMALL[FAQ].replace("asks:\n", "asks:\n  - 整个备案完成能多久呢\n")
    facts = SMALL["facts.yaml"].replace("sms-window:\n", "sms-window:\n  from: 2020-01-01\n  to: 2026-11-30\n")
    folder = write(tmp_path / "knowledge", {**SMALL, FAQ: first, OTHER: other, "facts.yaml": facts})
    assert check(folder) == ()
    (close,) = check(folder, date(2026, 11, 25))
    assert (close.note, "用的字一样" in close.text) == (True, True)
    early = [problem for problem in check(folder, date(2026, 11, 23)) if not problem.note]
    told = [f"{problem.file}: {problem.text}" for problem in early]
    days = {FAQ: "checked", OTHER: "checked", REJECTION: "checked"}
    days |= dict.fromkeys(("calendar.yaml", "facts.yaml", "rules.yaml"), "verified")
    assert set(told) == {
        f"knowledge/{file}: 「{key}」写的是 2026-11-24，还没到。请写哪天核对过。" for file, key in days.items()
    }
    assert ("knowledge/" + FAQ, 22) in {(problem.file, problem.line) for problem in early}
    later = texts(check(folder, date(2027, 12, 1)))
    assert sum("「sms-window」只到 2026-11-30 有效" in text for text in later) == 1
    assert sum("「total-filing」核对于 2026-11-24，已经过了 372 天" in text for text in later) == 1
    assert sum("核对日期是 2026-11-24" in text for text in later) == 3
