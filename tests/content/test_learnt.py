"""What the engine learnt is kept in a file: it saves time, and never changes or prevents an answer."""

import re
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import bot.search
from bot.content import load
from bot.content.learnt import _OTHERS
from bot.search import Part
from tests.content.small import ASKS, FAQ, SMALL, write

QUESTIONS = (*ASKS, "bei an yao duo jiu", "主办单位名称与证件不一致，被驳回", "商标", "备案", "名字")


def answers(folder: Path, cache: Path | None) -> list[tuple[Part, ...]]:
    engine = load(folder, cache).engine
    return [engine.read(text) for text in QUESTIONS]


def test_kept_and_fresh_answer_alike(tmp_path: Path) -> None:
    folder, cache = write(tmp_path / "knowledge", SMALL), tmp_path / "data" / "search.cache"
    fresh = answers(folder, None)
    assert answers(folder, cache) == fresh
    before = cache.stat()
    assert answers(folder, cache) == fresh
    after = cache.stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)
    assert [file.name for file in cache.parent.iterdir()] == [cache.name]


@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.999])
def test_a_damaged_file_is_replaced(tmp_path: Path, share: float) -> None:
    folder, cache = write(tmp_path / "knowledge", SMALL), tmp_path / "search.cache"
    fresh = answers(folder, cache)
    whole = cache.read_bytes()
    place = int(len(whole) * share)
    for damaged in (whole[:place], whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]):
        cache.write_bytes(damaged)
        assert answers(folder, cache) == fresh
        assert cache.read_bytes() == whole


def test_changed_content_is_learnt_anew(tmp_path: Path) -> None:
    folder, cache = write(tmp_path / "knowledge", SMALL), tmp_path / "search.cache"
    load(folder, cache)
    kept = cache.read_bytes()
    write(folder, {FAQ: SMALL[FAQ].replace(ASKS[0], "蜗牛跑得有多快")})
    (part,) = load(folder, cache).engine.read("蜗牛跑得有多快")
    assert part.choices[0].phrasing == "蜗牛跑得有多快"
    assert cache.read_bytes() != kept


def test_a_changed_lexicon_is_learnt_anew(tmp_path: Path) -> None:
    folder, cache = write(tmp_path / "knowledge", SMALL), tmp_path / "search.cache"
    load(folder, cache)
    kept = cache.read_bytes()
    write(folder, {"lexicon.yaml": SMALL["lexicon.yaml"].replace("通管局: 管局", "蜗牛: 备案")})
    load(folder, cache)
    assert cache.read_bytes() != kept


def test_what_is_said_and_the_words_that_are_heard_are_not_learnt(tmp_path: Path) -> None:
    folder, cache = write(tmp_path / "knowledge", SMALL), tmp_path / "search.cache"
    load(folder, cache)
    kept = cache.stat()
    write(folder, {"ui.yaml": SMALL["ui.yaml"] + "new: 新的\n", "words.yaml": SMALL["words.yaml"] + "words-new: 新\n"})
    assert load(folder, cache).words["words-new"] == "新"
    assert (cache.stat().st_mtime_ns, cache.stat().st_ino) == (kept.st_mtime_ns, kept.st_ino)


def test_another_version_of_any_package_that_the_search_imports_is_learnt_anew() -> None:
    sources = [source.read_text() for source in Path(bot.search.__file__).parent.glob("*.py")]
    imported = {name for source in sources for name in re.findall(r"^ *(?:from|import) (\w+)", source, re.M)}
    known = packages_distributions()
    packages = {package for name in imported - {"bot"} for package in known.get(name, ())}
    assert packages
    assert {one.lower().replace("_", "-") for one in packages} <= {one.lower() for one in _OTHERS}


def test_a_file_that_cannot_be_used_is_named_and_no_reason_to_fail(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = write(tmp_path / "knowledge", SMALL)
    fresh = answers(folder, None)
    (tmp_path / "file").touch()
    for unusable in (tmp_path, tmp_path / "file" / "search.cache"):
        caplog.clear()
        assert answers(folder, unusable) == fresh
        (told,) = caplog.messages
        assert f"没能存进 {unusable}（" in told
    assert sorted(file.name for file in tmp_path.iterdir()) == ["file", "knowledge"]
