"""Who may import whom, who may read the environment, that every fixed sentence has its use, that nothing holds up the
event loop."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py")}


def test_import_rules() -> None:
    lint = Path(sys.executable).parent / "lint-imports"
    result = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_the_environment_is_read_in_one_place() -> None:
    readers = {str(path) for path, text in SOURCES.items() if re.search(r"\benviron\b|\bgetenv\b|BaseSettings", text)}
    assert readers == {"bot/settings.py"}


def test_every_sentence_is_used_and_every_used_sentence_is_there() -> None:
    sentences, lists = map(_keys, ("ui.yaml", "words.yaml"))
    sources = [text for path, text in SOURCES.items() if path.parts[1] not in ("content", "search", "store")]
    nodes = [node for text in sources for node in ast.walk(ast.parse(text))]
    literals = {node.value for node in nodes if isinstance(node, ast.Constant)}
    made = {"".join(map(_written, node.values)) for node in nodes if isinstance(node, ast.JoinedStr)}
    patterns = [re.compile(one) for one in made if one[:1].isalpha()]

    def is_used(key: str) -> bool:
        """Whether the code has a key, or makes it of what it has: "words-{one}" alone would do for every list."""
        parts = (found.groups() for pattern in patterns if (found := pattern.fullmatch(key)))
        return key in literals or any(all(map(is_used, some)) for some in parts)

    unused = {key for key in sentences | lists if not is_used(key)}
    assert unused == set(), "sentences that no code says, lists that none looks for"
    code = "\n".join(sources)
    said = set(re.findall(r'\b(?:say|label|button)\((?:(?:\w+\.)?knowledge, )?"([a-z-]+)"', code))
    assert said - sentences == set(), "sentences that are missing in ui.yaml"


def _written(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else "([a-z-]+)"


def _keys(file: str) -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "knowledge" / file).read_text(encoding="utf-8"), re.MULTILINE))


def test_what_a_press_is_answered_with_is_there_in_english() -> None:
    code = "\n".join(SOURCES.values())
    toasts = set(re.findall(r'Toast\((?:\w+\.)?label\((?:\w+\.words, )?"([a-z-]+)"', code))
    assert len(toasts) > 15
    assert toasts - _keys("en/ui.yaml") == set()


def test_every_button_is_there_in_english() -> None:
    chinese, english = map(_keys, ("ui.yaml", "en/ui.yaml"))
    buttons = {key for key in chinese if key.startswith(("button-", "i-am-", "key-", "subject-", "command-"))}
    for_admins = {"button-adopt", "button-drop-miss", "button-next-miss", "button-misses", "button-chart"}
    assert buttons - english == for_admins


def test_what_few_people_ask_for_is_not_loaded_at_the_start() -> None:
    seldom = {"PIL", "icalendar", "prompt_toolkit", "telegram.ext", "tornado"}
    program = f"import bot.__main__, bot.terminal, bot.telegram.run, sys; print(sorted({seldom} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


_HOLDS_UP = re.compile(
    r"open|time\.sleep|(?:io|shutil|socket|sqlite3|sqlite_utils|subprocess|requests|urllib)\.\w.*|os\.(?!_exit)\w.*"
    r"|Database|.*\.(?:(?:read|write)_(?:text|bytes)|open|mkdir|touch|unlink|chmod|stat|exists|is_file|glob|iterdir"
    r"|execute|executemany|executescript|commit|rollback|recv|sendall)"
)
"""Calls that wait for a disk, a lock or a line. In an async function they may only be handed to a thread."""


def _done_by(body: Iterable[ast.AST]) -> Iterator[str]:
    """What is called there and then; not what a function inside calls when its time comes."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.Await):
            node = node.value  # the loop goes on meanwhile; but not while the arguments are made
        elif isinstance(node, ast.Call):
            yield ast.unparse(node.func)
        yield from _done_by(ast.iter_child_nodes(node))


def _holding_up(source: str) -> list[str]:
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.AsyncFunctionDef)]
    return [name for each in functions for name in _done_by(each.body) if _HOLDS_UP.fullmatch(name)]


def test_no_async_function_calls_what_holds_up_the_event_loop() -> None:
    assert {str(path): found for path, text in SOURCES.items() if (found := _holding_up(text))} == {}


@pytest.mark.parametrize(
    "wrong",
    ["time.sleep(1)", "open(path)", "path.read_text()", "self._db.execute(sql)", "subprocess.run(x)", "os.fsync(1)"],
)
def test_such_a_call_is_found_and_handing_it_to_a_thread_is_none(wrong: str) -> None:
    call, _, _ = wrong.partition("(")
    assert _holding_up(f"async def f():\n    if x:\n        y = [{wrong}]") == [call]
    assert _holding_up(f"async def f():\n    await to_thread({call}, 1)\n    def work():\n        {wrong}") == []


def test_no_transaction_waits_for_the_event_loop() -> None:
    """A connection is only ever in the hands of plain functions, in which nothing can be awaited."""
    begun = []
    for path, text in SOURCES.items():
        if path.parts[1:3] != ("store", "sqlite"):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.AsyncFunctionDef):
                assert not {"db", "connection"} & {each.arg for each in node.args.args}, f"{path}: {node.name}"
                assert "_connection" not in ast.unparse(node), f"{path}: {node.name}"
            elif isinstance(node, ast.FunctionDef) and '"BEGIN' in ast.unparse(node).replace("'", '"'):
                begun.append(node.name)
    assert begun == ["_commit"]
