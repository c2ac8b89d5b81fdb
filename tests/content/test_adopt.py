"""A wording is added to a topic's file as an editor would write it; one that cannot stand there changes nothing."""

import resource
import shutil
from pathlib import Path

import pytest

from bot.content import ContentError, check
from bot.content.adopt import add_ask, adopt
from bot.content.golden import ADOPTED
from bot.content.source import Listing, Scalar, Sheet, Table, front_matter
from tests.content.small import ASKS, FAQ, SMALL, listing, write

SHIPPED = Path(__file__).parents[2] / "knowledge"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "knowledge"))


def asks(file: Path) -> list[str]:
    node, _, _ = front_matter(Sheet("", file.read_text(encoding="utf-8"), []))
    assert isinstance(node, Table)
    listing = node.entries["asks"]
    assert isinstance(listing, Listing)
    return [item.text for item in listing.items if isinstance(item, Scalar)]


@pytest.mark.parametrize(
    "wording",
    [
        "我这备案咋还没个准信",
        "报错: 号码不对怎么整",
        '他说"等等" #再说是几天',
        "- 横线开头的一句话",
        "[方括号] 里的字",
        "{花括号} 怎么填啊",
        "yes or no 几天",
        "'单引号' 里面 \\ 反斜杠",
        "* & ! % @ ` 都来了几天",
    ],
)
def test_any_wording_is_written_so_that_it_is_read_back(tmp_path: Path, wording: str) -> None:
    folder = write(tmp_path / "knowledge", SMALL)
    file = folder / "faq" / "time" / "time-total.md"
    before, old = asks(file), file.read_text(encoding="utf-8").splitlines()
    assert add_ask(folder, "time-total", wording) == file
    assert asks(file) == [*before, wording]
    new = file.read_text(encoding="utf-8").splitlines()
    assert [line for line in new if line not in old] == [new[len(before) + new.index("asks:") + 1]]
    assert not [problem for problem in check(folder) if not problem.note]


def test_a_plain_wording_needs_no_quotes(tmp_path: Path) -> None:
    file = add_ask(write(tmp_path / "knowledge", SMALL), "time-total", "我这备案咋还没个准信")
    assert "\n  - 我这备案咋还没个准信\n" in file.read_text(encoding="utf-8")


def test_a_wording_that_another_topic_has_is_refused_and_the_file_left_as_it_was(tmp_path: Path) -> None:
    other = "管局那边要审几天"
    beside = (
        SMALL[FAQ]
        .replace("一共要多久", "管局审多久")
        .replace(listing(ASKS), listing((other, *map("审的话{}".format, ASKS))))
    )
    folder = write(tmp_path / "knowledge", {**SMALL, "faq/time/time-authority.md": beside})
    assert not [problem for problem in check(folder) if not problem.note]
    file = folder / FAQ
    before, written = file.read_bytes(), file.stat().st_mtime_ns
    with pytest.raises(ContentError, match="只能指向一条"):
        add_ask(folder, "time-total", other)
    assert file.read_bytes() == before
    assert file.stat().st_mtime_ns == written, "not for a moment was it another one"


def test_what_a_full_disk_leaves_is_whole(tmp_path: Path) -> None:
    folder, golden = write(tmp_path / "knowledge", SMALL), tmp_path / "match"
    largest = max(len(text.encode()) for text in SMALL.values())
    kept = "core:\n" + "#" * (largest - 10) + "\n"
    write(golden, {ADOPTED: kept})
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, hard))
    try:
        with pytest.raises(OSError, match="too large"):
            add_ask(folder, "time-total", "长" * 500)
        with pytest.raises(OSError, match="too large"):
            adopt(folder, golden, "我这备案咋还没个准信", "time-total")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    files = (file for file in folder.rglob("*") if file.is_file())
    assert {file.relative_to(folder).as_posix(): file.read_text() for file in files} == SMALL
    assert [file.name for file in golden.iterdir()] == [ADOPTED]
    assert (golden / ADOPTED).read_text() == kept


def test_both_files_take_it_or_none(tmp_path: Path) -> None:
    folder, golden = write(tmp_path / "knowledge", SMALL), tmp_path / "match"
    file = folder / "faq" / "time" / "time-total.md"
    before = file.read_bytes()
    golden.mkdir()
    (golden / ADOPTED).write_text("most: {\n", encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        adopt(folder, golden, "我这备案咋还没个准信", "time-total")
    assert ADOPTED in refused.value.problems[0].file
    assert file.read_bytes() == before
    (golden / ADOPTED).unlink()
    with pytest.raises(ContentError):
        adopt(folder, golden, asks(file)[0], "time-total")
    assert not (golden / ADOPTED).exists()
    adopt(folder, golden, "我这备案咋还没个准信", "time-total")
    once = (golden / ADOPTED).read_bytes()
    with pytest.raises(ContentError):
        adopt(folder, golden, "我这备案咋还没个准信", "time-total")
    assert (golden / ADOPTED).read_bytes() == once


def test_a_list_in_brackets_is_left_to_the_editor(folder: Path) -> None:
    file = folder / "faq" / "time" / "time-total.md"
    said = ", ".join(asks(file))
    text = file.read_text(encoding="utf-8")
    start, end = text.index("asks:"), text.index("\nrelated:")
    file.write_text(f"{text[:start]}asks: [{said}]{text[end:]}", encoding="utf-8")
    with pytest.raises(ContentError, match="请手工加"):
        add_ask(folder, "time-total", "我这备案咋还没个准信")


def test_a_topic_whose_file_is_gone_is_told_of(tmp_path: Path) -> None:
    folder = write(tmp_path / "knowledge", SMALL)
    (folder / "faq" / "time" / "time-total.md").unlink()
    with pytest.raises(ContentError, match="/reload"):
        add_ask(folder, "time-total", "我这备案咋还没个准信")


def test_what_was_hidden_is_left_out_and_the_wording_becomes_a_golden_message(tmp_path: Path) -> None:
    folder = write(tmp_path / "knowledge", SMALL)
    wording, file, golden = adopt(folder, tmp_path / "match", "〔电话〕 办下来 〔…〕 要几个礼拜", "time-total")
    assert wording == "办下来 要几个礼拜"
    assert asks(file)[-1] == wording
    assert '{say: "办下来 要几个礼拜", topic: time-total}' in golden.read_text(encoding="utf-8")
