"""What was read and learnt is kept in files: they save time, and never change or prevent an answer."""

import pickle
import re
import stat
from dataclasses import replace
from importlib.metadata import packages_distributions
from pathlib import Path
from types import MappingProxyType, ModuleType

import pytest

import bot.content
import bot.core
import bot.search
from bot.content import ContentError, learnt, load, whole
from bot.content.whole import restore
from bot.search import Part
from tests.content.small import ASKS, ENGLISH, FAQ, SMALL, write

QUESTIONS = (*ASKS, "bei an yao duo jiu", "主办单位名称与证件不一致，被驳回", "商标", "备案", "名字")


def answers(folder: Path, kept: Path | None) -> list[tuple[Part, ...]]:
    engine = load(folder, kept).engine
    return [engine.read(text) for text in QUESTIONS]


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def calling(made: str, name: str, *arguments: object) -> bytes:
    """Return a pickle that calls something by its name in a module."""
    called = pickle.GLOBAL + f"{made}\n{name}\n".encode()
    return pickle.PROTO + b"\x02" + called + pickle.dumps(arguments, 2)[2:-1] + pickle.REDUCE + pickle.STOP


def test_kept_and_fresh_answer_alike(tmp_path: Path) -> None:
    folder, kept = write(tmp_path / "knowledge", SMALL), tmp_path / "data"
    fresh = answers(folder, None)
    assert answers(folder, kept) == fresh
    before = [file.stat() for file in files(kept)]
    assert answers(folder, kept) == fresh
    after = [file.stat() for file in files(kept)]
    assert [(one.st_mtime_ns, one.st_ino) for one in after] == [(one.st_mtime_ns, one.st_ino) for one in before]
    assert [file.name for file in files(kept)] == ["learnt", "read"]
    assert all(stat.S_IMODE(one.st_mode) == 0o644 for one in after), "a service may be another user"


def test_what_is_kept_is_all_that_was_read(tmp_path: Path) -> None:
    folder, kept = write(tmp_path / "knowledge", ENGLISH), tmp_path / "data"
    fresh, again = load(folder, kept), load(folder, kept)
    assert fresh.in_english
    assert again.in_english
    assert again.engine is again.in_english.engine is not fresh.engine
    assert again.places.found("广东广州") == fresh.places.found("广东广州")
    english = replace(again.in_english, engine=fresh.engine, places=fresh.in_english.places)
    assert replace(again, engine=fresh.engine, places=fresh.places, in_english=english) == fresh
    assert isinstance(again.topics, MappingProxyType)


@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.999])
@pytest.mark.parametrize("name", ["learnt", "read"])
def test_a_damaged_file_is_replaced(tmp_path: Path, name: str, share: float) -> None:
    folder, kept = write(tmp_path / "knowledge", SMALL), tmp_path / "data"
    fresh = answers(folder, kept)
    file = kept / name
    whole = file.read_bytes()
    place = int(len(whole) * share)
    for damaged in (whole[:place], whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]):
        file.write_bytes(damaged)
        assert answers(folder, kept) == fresh
        assert file.read_bytes() == whole


def test_nothing_is_made_of_bytes_but_what_the_content_is_made_of(tmp_path: Path) -> None:
    """Whoever can write the file could otherwise have the next start run what he likes."""
    folder, kept = write(tmp_path / "knowledge", SMALL), tmp_path / "data"
    load(folder, kept)
    made = tmp_path / "made"
    for module, name in (("os", "system"), ("builtins", "eval"), ("bot.content.whole", "restore")):
        with pytest.raises(pickle.UnpicklingError):
            restore(calling(module, name, f"touch {made}"), kept / "learnt")
    assert not made.exists()


def test_changed_content_is_learnt_anew(tmp_path: Path) -> None:
    folder, kept = write(tmp_path / "knowledge", SMALL), tmp_path / "data"
    load(folder, kept)
    before = (kept / "learnt").read_bytes()
    write(folder, {FAQ: SMALL[FAQ].replace(ASKS[0], "蜗牛跑得有多快")})
    (part,) = load(folder, kept).engine.read("蜗牛跑得有多快")
    assert part.choices[0].phrasing == "蜗牛跑得有多快"
    assert (kept / "learnt").read_bytes() != before


def test_a_changed_lexicon_is_learnt_anew(tmp_path: Path) -> None:
    folder, kept = write(tmp_path / "knowledge", SMALL), tmp_path / "data"
    load(folder, kept)
    before = (kept / "learnt").read_bytes()
    write(folder, {"lexicon.yaml": SMALL["lexicon.yaml"].replace("通管局: 管局", "蜗牛: 备案")})
    load(folder, kept)
    assert (kept / "learnt").read_bytes() != before


def test_what_is_said_and_the_words_that_are_heard_are_not_learnt(tmp_path: Path) -> None:
    folder, kept = write(tmp_path / "knowledge", SMALL), tmp_path / "data"
    load(folder, kept)
    before = (kept / "learnt").stat()
    write(folder, {"ui.yaml": SMALL["ui.yaml"] + "new: 新的\n", "words.yaml": SMALL["words.yaml"] + "words-new: 新\n"})
    for _ in range(2):
        assert load(folder, kept).words["words-new"] == "新"
    after = (kept / "learnt").stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_folder_with_a_mistake_says_so_though_an_earlier_one_is_kept(tmp_path: Path) -> None:
    folder, kept = write(tmp_path / "knowledge", SMALL), tmp_path / "data"
    load(folder, kept)
    write(folder, {"ui.yaml": "new: [\n"})
    for _ in range(2):
        with pytest.raises(ContentError):
            load(folder, kept)


@pytest.mark.parametrize(
    ("packages", "named"),
    [([bot.search], learnt.OTHERS), ([bot.search, bot.core, bot.content], whole.OTHERS)],
    ids=["learnt", "read"],
)
def test_another_version_of_any_package_that_is_imported_means_to_begin_anew(
    packages: list[ModuleType], named: tuple[str, ...]
) -> None:
    sources = [source.read_text() for package in packages for source in Path(package.__path__[0]).rglob("*.py")]
    imported = {name for source in sources for name in re.findall(r"^ *(?:from|import) (\w+)", source, re.M)}
    known = packages_distributions()
    needed = {package.lower().replace("_", "-") for name in imported - {"bot"} for package in known.get(name, ())}
    assert needed
    assert needed <= {name.lower() for name in named}


def test_a_file_that_cannot_be_used_is_named_and_no_reason_to_fail(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = write(tmp_path / "knowledge", SMALL)
    fresh = answers(folder, None)
    (tmp_path / "file").touch()
    for name in ("learnt", "read"):
        (tmp_path / "folders" / name).mkdir(parents=True)
    for unusable in (tmp_path / "folders", tmp_path / "file"):
        caplog.clear()
        assert answers(folder, unusable) == fresh
        for told, name in zip(caplog.messages, ("learnt", "read"), strict=True):
            assert f"没能存进 {unusable / name}（" in told
    assert [file.name for file in files(tmp_path)] == ["file", "folders", "knowledge"]
    assert [file.name for file in files(tmp_path / "folders")] == ["learnt", "read"]
