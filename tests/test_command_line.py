"""The commands as a person runs them: files, exit codes and words. Most are run in this process, where the content is
there already; in processes of their own those that run beside another one, are killed, or end by themselves."""

import gc
import hashlib
import io
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from weakref import ref

import pytest

from bot.__main__ import FIRST_READ, at_rest, main, ready
from bot.core.dialogue import respond
from bot.core.events import said
from bot.core.knowledge import Knowledge
from bot.core.state import State
from bot.core.texts.wordlists import wordings_of
from bot.core.workdays import local
from bot.service import utc_now
from tests.content.small import SMALL, write
from tests.forked import Forked, run
from tests.telegram.server import TOKEN

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(path for folder in (ROOT, ROOT / "docs", ROOT / "deploy") for path in folder.glob("*.md"))


def bot(*arguments: str, database: Path, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env=os.environ | {"BOT_DATABASE": str(database), "BOT_TOKEN": ""} | environment,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def chatting(database: Path) -> Forked:
    """A terminal chat that goes on."""
    return Forked(run, {"BOT_DATABASE": str(database), "BOT_TOKEN": ""}, "chat")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "data" / "bot.db"


Here = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def loading(database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Here]:
    """Runs a command in this process."""

    def run(*arguments: str, stdin: str | bytes = b"", **environment: str) -> subprocess.CompletedProcess[str]:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "argv", ["bot", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        for name, value in {"BOT_DATABASE": str(database), "BOT_TOKEN": "", **environment}.items():
            monkeypatch.setenv(name, value)
        try:
            code = main()
        except SystemExit as ended:  # of the arguments alone
            code = int(ended.code or 0)
        told = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, told.out, told.err)

    yield run
    gc.unfreeze()  # see `at_rest`


@pytest.fixture
def here(loading: Here, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> Here:
    """Runs a command in this process, on the content that is there already."""
    monkeypatch.setattr("bot.__main__.load", lambda *_: knowledge)
    return loading


def test_without_a_token_a_chat_opens_takes_lines_from_a_pipe_and_ends_with_them(here: Here, database: Path) -> None:
    result = bot(database=database, stdin="备案要多久\n/file\n首次备案\n1\n广东\n小店\n")
    assert result.returncode == 0, result.stderr
    assert "备案一共要多久" in result.stdout
    assert "小店 · 首次备案 · 第 1 步" in result.stdout
    again = here("chat", stdin="/progress\nquit\n")
    assert "小店（首次备案" in again.stdout, "everything is where it was in the next process"


def test_a_question_is_answered_with_its_reasons(here: Here) -> None:
    result = here("ask", "管局审核要多久")
    assert result.returncode == 0, result.stderr
    assert "time-authority" in result.stdout
    assert "因为像：" in result.stdout
    assert "依据：" in result.stdout


def test_questions_as_json(here: Here) -> None:
    lines = [{"q": "域名没有实名认证被退回了"}, {"q": "今天天气怎么样\n\n"}, {"q": ""}]
    stdin = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines) + '{"q": "\\ud800备案"}\n'
    result = here("ask", "--json", stdin=stdin)
    assert result.returncode == 0, result.stderr
    first, second, third, half = (json.loads(line) for line in result.stdout.splitlines())
    assert first["parts"][0]["topics"][0]["id"] == "reject-domain-not-realname"
    assert 0 < first["parts"][0]["topics"][0]["score"] <= 1
    assert second["parts"][0]["decision"] == "unknown"
    assert [set(answer) for answer in (first, second, third)] == [{"q", "parts", "ms"}] * 3
    assert half["q"] == "\ud800备案", "half a character is no reason to stop"


@pytest.mark.parametrize("line", [b"not json", '{"q": "备案"}'.encode("gbk"), b"[]", b'{"q": 1}'])
def test_json_that_is_none_is_named_with_its_line(here: Here, line: bytes) -> None:
    result = here("ask", "--json", stdin='{"q": "备案"}\n'.encode() + line)
    assert result.returncode == 1
    assert "第 2 行" in result.stderr
    assert len(result.stdout.splitlines()) == 1


def test_a_name_is_judged_by_the_rules(here: Here) -> None:
    result = here("name", "烘焙论坛", "--subject", "personal", "--province", "广东")
    assert result.returncode == 0, result.stderr
    assert "【要改】（个人）「论坛」：" in result.stdout
    assert "reject-name-interactive" in result.stdout
    assert "请自己看一眼" in result.stdout
    anybody = here("name", "烘焙论坛").stdout
    assert "（个人）「论坛」：" in anybody
    assert "（单位）「论坛」：" in anybody
    assert "没有发现问题，最后以审核为准" in here("name", "小满的烘焙笔记").stdout
    unknown = here("name", "小满的烘焙笔记", "--province", "火星")
    assert unknown.returncode == 1
    assert "不认识省份「火星」" in unknown.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["eval"], "还要写 文件。"),
        (["chek"], "命令 不能是 'chek'，可以是 "),
        (["check", "knowledge", "more"], "多写了 more。"),
        (["diagnose", "--subject", "person"], "--subject 不能是 'person'，可以是 "),
        (["diagnose", "--subject"], "--subject 后面要写的没有写全。"),
        (["misses", "--adopt", "1"], "--adopt 后面要写的没有写全。"),
        (["diagnose", "--json=x"], "--json 后面不用写 'x'。"),
        (["ask"], "请写上要问的话，例如 python -m bot ask 备案要多久。"),
    ],
)
def test_wrong_arguments_are_told_in_chinese(here: Here, arguments: list[str], told: str) -> None:
    result = here(*arguments)
    assert result.returncode == 2
    assert result.stderr.startswith(told)
    assert "\n用法：" in result.stderr


@pytest.mark.parametrize(
    ("command", "file", "told"),
    [
        ("diagnose", "none.txt", "没有 {file} 这个文件。请检查路径。"),
        ("eval", "none/labels.jsonl", "没有 {folder} 这个文件夹。请检查路径。"),
        ("preview", "none/all.html", "没有 {folder} 这个文件夹。请检查路径。"),
        ("diagnose", ".", "{file} 是文件夹，请写一个文件的路径。"),
        ("preview", ".", "{file} 是文件夹，请写一个文件的路径。"),
        ("eval", "empty", "{file} 里没有字。"),
        ("diagnose", "empty", "{file} 里没有字。"),
        ("eval", "binary", "{file} 的编码认不出来。请用「UTF-8」编码重新保存。"),
        ("diagnose", "binary", "{file} 的编码认不出来。请用「UTF-8」编码重新保存。"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_what_helps(
    here: Here, tmp_path: Path, command: str, file: str, told: str
) -> None:
    (tmp_path / "empty").write_bytes(b" \r\n")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\xff")
    path = tmp_path / file
    result = here(command, str(path))
    assert (result.returncode, result.stderr) == (1, told.format(file=path, folder=path.parent) + "\n")
    assert result.stdout == ""


@pytest.mark.parametrize("arguments", [[], ["name"], ["diagnose"]])
def test_the_help_is_in_chinese(here: Here, arguments: list[str]) -> None:
    result = here(*arguments, "--help")
    assert result.returncode == 0
    assert re.findall("[a-z]+ [a-z]+", result.stdout.replace("python -m bot", "")) == []


def test_who_reads_only_the_beginning_is_told_of_no_error(database: Path) -> None:
    command = ["sh", "-c", f"{sys.executable} -m bot table | head -1"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert told.stdout.startswith("名称,")
    assert told.stderr == ""


def test_labelled_messages_are_judged_and_wrong_labels_named(here: Here, tmp_path: Path) -> None:
    file = tmp_path / "labels.jsonl"
    line = '{"q": "备案一共要多久", "kind": "faq", "topics": ["time-total"]}\n'
    file.write_text(line, encoding="gbk")
    result = here("eval", str(file))
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("answered     100.0%  归我们管的里，直接答对的\n")
    file.write_text(line + line.replace("total", "totl"), encoding="utf-8")
    result = here("eval", str(file))
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == f"{file}:2: 没有叫「time-totl」的条目，是不是想写「time-total」？\n"


def test_check_names_file_and_line_and_fails(loading: Here, tmp_path: Path) -> None:
    name = "faq/time/time-total.md"
    folder = write(tmp_path / "knowledge", {**SMALL, name: SMALL[name].replace("title:", "titel:", 1)})
    result = loading("check", str(folder))
    assert result.returncode == 1
    assert "time-total.md:2: " in result.stdout
    assert "titel" in result.stdout


def test_content_is_checked_by_the_date_in_beijing_wherever_the_machine_stands(
    loading: Here, tmp_path: Path, move_to: Callable[[str], None]
) -> None:
    today = local(utc_now()).date()
    fact = f"from: {today}\n  to: {today}\n  verified: {today}"
    files = {**SMALL, "facts.yaml": SMALL["facts.yaml"].replace("verified: 2026-11-24", fact, 1)}
    folder = write(tmp_path / "knowledge", files)
    for zone in ("XXX12", "XXX-14"):  # one of them has another date now
        move_to(zone)
        told = loading("check", str(folder)).stdout
        assert "没有发现问题" in told
        assert "total-filing" not in told


def test_golden_messages_hold_or_are_named_with_file_and_line(here: Here, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("core:\n  - {say: 备案一共要多久, topic: time-total}\n", encoding="utf-8")
    result = here("match", str(tmp_path))
    golden, *_, expected = result.stdout.splitlines()
    assert (result.returncode, golden) == (0, "core：1 句里 1 句是对的。")
    first, offered = map(float, re.findall(r"([\d.]+)%", expected))
    assert 50 < first < offered < 100
    with file.open("a", encoding="utf-8") as more:
        more.write("not:\n  - {say: 备案一共要多久, not: time-total}\n")
    result = here("match", str(tmp_path))
    assert result.returncode == 1
    assert "mine.yaml:4: 「备案一共要多久」不该由 time-total（" in result.stdout
    file.write_text("core: 备案", encoding="utf-8")
    result = here("match", str(tmp_path))
    assert (result.returncode, "mine.yaml:1: " in result.stdout) == (1, True)


def test_what_was_not_understood_is_listed_beside_the_running_bot_and_adopted(
    here: Here, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    monkeypatch.setattr("bot.__main__.KNOWLEDGE", tmp_path / "knowledge")
    monkeypatch.setattr("bot.__main__.GOLDEN", tmp_path / "tests" / "match")
    with chatting(database) as chat:
        chat.say("今天天气怎么样，电话13800138000\n今天天气怎么样,电话13900139000\n今天天气怎样\n/help\n")
        chat.until("怎么用我")
        listed = here("misses")
        assert listed.returncode == 0, listed.stderr
        assert "#1  2 次" in listed.stdout
        assert "今天天气怎么样,电话〔电话〕" in listed.stdout
        assert "1380013" not in listed.stdout
        other = re.findall(r"#(\d+) ", listed.stdout)[1]
        wrong = here("misses", "--adopt", other, "time-totl")
        assert (wrong.returncode, "是不是想写「time-total」" in wrong.stderr) == (1, True)
        unknown = here("misses", "--adopt", "99", "time-total")
        assert (unknown.returncode, "没有编号是 99" in unknown.stderr) == (1, True)
        adopted = here("misses", "--adopt", "1", "time-total")
        assert adopted.returncode == 0, adopted.stderr
        code, _ = chat.end("/start\nquit\n")
    assert code == 0
    assert "time-total.md" in adopted.stdout
    topic = (tmp_path / "knowledge" / "faq" / "time" / "time-total.md").read_text(encoding="utf-8")
    assert "\n  - 今天天气怎么样,电话\n" in topic
    golden = (tmp_path / "tests" / "match" / "adopted.yaml").read_text(encoding="utf-8")
    assert 'say: "今天天气怎么样,电话", topic: time-total' in golden
    with closing(sqlite3.connect(database)) as kept:
        assert kept.execute("SELECT text FROM misses").fetchall() == [("今天天气怎样",)]


@pytest.mark.parametrize("content", ["empty", "missing", "broken"])
def test_the_bot_does_not_start_on_knowledge_that_is_none(
    loading: Here, content: str, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.__main__.KNOWLEDGE", tmp_path / "knowledge")
    if content == "empty":
        (tmp_path / "knowledge").mkdir()
    if content == "broken":
        shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
        (tmp_path / "knowledge" / "ui.yaml").write_bytes(b"home: \xff\xfe\n\thome: x")
    result = loading()
    assert result.returncode == 1
    assert "知识目录有问题，没有启动" in result.stderr
    assert "Traceback" not in result.stderr
    assert not database.exists(), "nothing is touched before the content is known to be good"


@pytest.mark.parametrize("token", ["", TOKEN], ids=["terminal", "telegram"])
def test_a_damaged_database_stops_the_start_and_is_left_as_it_is(database: Path, token: str) -> None:
    database.parent.mkdir()
    database.write_bytes(b"SQLite format 3\x00" + b"damaged" * 2000)
    before = database.read_bytes()
    settings = {"BOT_TOKEN": token, "BOT_OPERATOR": "某某公司", "BOT_CONTACT": "@somebody"}
    with Forked(run, settings | {"BOT_DATABASE": str(database)}) as started:
        code, told = started.end("/start\n")
    assert code == 1
    assert str(database) in told
    assert "python -m bot restore" in told
    assert "Traceback" not in told
    assert database.read_bytes() == before
    assert not Path(f"{database}-wal").exists()


def test_the_command_that_is_told_of_a_damaged_database_makes_it_good(
    here: Here, database: Path, tmp_path: Path
) -> None:
    here("chat", stdin="/file\n首次备案\n个人\n浙江\n日记\n")
    assert here("backup", str(tmp_path / "backup.db")).returncode == 0
    database.write_bytes(database.read_bytes()[:-5000])
    (command,) = re.findall(r"python -m bot (\w+) 备份文件", here("chat").stderr)
    assert here(command, str(tmp_path / "backup.db")).returncode == 0
    assert "日记（首次备案，个人，浙江）" in here("chat", stdin="/progress\n").stdout


def test_a_second_process_on_the_same_database_says_so(here: Here, database: Path) -> None:
    with chatting(database) as first:
        first.until("备案助手")
        second = here("chat", stdin="/start\n")
        code, _ = first.end("quit\n")
    assert second.returncode == 3
    assert "另一个" in second.stderr
    assert code == 0


def test_the_database_is_backed_up_while_the_bot_runs_and_restored_when_it_does_not(
    here: Here, database: Path, tmp_path: Path
) -> None:
    file = tmp_path / "backup.db"
    with chatting(database) as chat:
        chat.say("/file\n首次备案\n个人\n浙江\n日记\n")
        chat.until("第 1 步")
        made = here("backup", str(file))
        assert made.returncode == 0, made.stderr
        assert hashlib.sha256(file.read_bytes()).hexdigest() in made.stdout
        again = here("backup", str(file))
        assert (again.returncode, "已经有了" in again.stderr) == (1, True)
        running = here("restore", str(file))
        assert (running.returncode, "先停下助手" in running.stderr) == (3, True)
        chat.end("/forget\n1\nquit\n")
    assert "日记" not in here("chat", stdin="/progress\n").stdout
    restored = here("restore", str(file))
    assert restored.returncode == 0, restored.stderr
    assert "原来的数据库留在" in restored.stdout
    assert "日记（首次备案，个人，浙江）" in here("chat", stdin="/progress\n").stdout


def test_a_chat_that_is_killed_finds_everything_where_it_was(here: Here, database: Path) -> None:
    with chatting(database) as chat:
        chat.say("/file\n首次备案\n个人\n浙江\n日记\n1\n")
        chat.until("☑①")
        chat.signal(signal.SIGKILL)
        chat.end()
    result = here("chat", stdin="/progress\n1\n")
    assert "日记（首次备案，个人，浙江）" in result.stdout
    assert "☑①" in result.stdout


def test_wrong_settings_are_all_named(here: Here) -> None:
    result = here(BOT_PROXY="127.0.0.1:1080", BOT_API_URL="telegram")
    assert result.returncode == 1
    assert "BOT_PROXY：" in result.stderr
    assert "BOT_API_URL：" in result.stderr


def test_nothing_goes_on_telegram_before_it_is_said_who_runs_it(here: Here, database: Path) -> None:
    result = here(BOT_TOKEN=TOKEN, BOT_OPERATOR="", BOT_CONTACT="", BOT_API_URL="http://127.0.0.1:1")
    assert result.returncode == 1
    assert "BOT_OPERATOR：" in result.stderr
    assert "BOT_CONTACT：" in result.stderr
    assert not database.exists()


def test_a_port_that_is_taken_is_told_of(here: Here) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = here(
            BOT_TOKEN=TOKEN, BOT_OPERATOR="某某公司", BOT_CONTACT="@somebody", BOT_API_URL="http://127.0.0.1:1",
            BOT_HEALTH_PORT=port,
        )  # fmt: skip
    assert result.returncode == 1
    assert re.search(rf"要用的端口被别的程序占着（.*{port}.*）。请换一个端口", result.stderr)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_commands_of_the_documents_exist(here: Here, document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE))
    assert [target for target in targets if f"\n{target}:" not in makefile] == []
    commands = set(re.findall(r"python -m bot ([a-z]+)", text))
    assert commands <= set(re.findall(r"^    ([a-z]+) ", here("--help").stdout, re.MULTILINE))
    if document.name.startswith("README") and document.parent == ROOT:
        assert targets >= {"run", "test", "check", "bench"}
        assert commands >= {"ask", "check"}


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_talk_in_the_readme_goes_like_that(here: Here, name: str) -> None:
    (talk,) = re.findall(r"^```text\n(.*?)^```", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    typed = [line.removeprefix("你> ") for line in talk.splitlines() if line.startswith("你> ")]
    told = here("chat", stdin="\n".join(typed)).stdout.splitlines()
    lines = [line for line in talk.splitlines() if line and line != "…" and not line.startswith("你> ")]
    assert [line for line in lines if line not in told] == []


NOTICE = "备案被管局退回：1、域名未实名认证；2、星际护照丢失。最迟2030年1月8日。联系人：王小明 13800138000"


def test_a_rejection_is_taken_apart_for_programs(here: Here, database: Path) -> None:
    result = here("diagnose", "--json", "--subject", "personal", stdin=NOTICE)
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert (found["version"], found["sender"], set(found["hidden"])) == (1, "authority", {"phone", "name"})
    assert found["grace"] == "2030-01-08"
    assert [reason["id"] for reason in found["reasons"]] == ["reject-domain-not-realname"]
    assert ["星际护照" in one["text"] for one in found["unrecognised"]] == [True]
    (todo,) = found["plan"]["todos"]
    assert todo["wait"]["unit"] == "个工作日"
    assert found["unread"] is None
    assert not database.exists(), "nothing is kept"
    long = here("diagnose", "--json", stdin=f"{NOTICE}\n{'本平台为您提供专业的服务。' * 100}")
    assert json.loads(long.stdout)["unread"].startswith("本平台")


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-16"])
def test_a_rejection_is_told_in_whatever_encoding_it_comes(here: Here, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "notice.txt").write_text(NOTICE, encoding=encoding)
    for told in (here("diagnose", str(tmp_path / "notice.txt")), here("diagnose", stdin=NOTICE.encode(encoding))):
        assert told.returncode == 0, told.stderr
        assert "要做的就这一件" in told.stdout


def test_the_papers_of_a_rejection_are_those_of_the_kind_of_applicant(here: Here) -> None:
    notice = "请更换年满十八周岁的负责人后提交".encode()
    papers = [here("diagnose", *subject, stdin=notice).stdout for subject in ([], ["--subject", "personal"])]
    assert ["（个人）" in told for told in papers] == [True, False]
    assert all("收入证明" in told for told in papers)
    assert "收入证明" not in here("diagnose", "--subject", "enterprise", stdin=notice).stdout


def test_what_a_province_asks_for_stands_at_the_thing_that_it_concerns(here: Here) -> None:
    notice = "备案退回：1、域名未实名认证；2、通信地址不详细；3、应急电话和负责人手机相同".encode()
    told = here("diagnose", "--province", "北京", stdin=notice).stdout
    address, phone = "一直写到门牌号。（", "至少要有 3 个不同的号"
    assert told.count("北京另外要留意") == 2
    assert told.index("☐②") < told.index(address) < told.index("☐③") < told.index(phone)
    found = json.loads(here("diagnose", "--json", "--province", "北京", stdin=notice).stdout)
    at = {todo["id"]: "".join(one["text"] for one in todo["local"]) for todo in found["plan"]["todos"]}
    assert [phone in text for text in at.values()] == [False, False, True]
    assert "另外要留意" not in here("diagnose", stdin=notice).stdout
    unknown = here("diagnose", "--province", "火星", stdin=notice)
    assert (unknown.returncode, "不认识省份「火星」" in unknown.stderr) == (1, True)


def test_who_writes_first_waits_for_no_list_of_words_to_be_made_ready(knowledge: Knowledge) -> None:
    anew = replace(knowledge)
    wordings_of.cache_clear()
    assert ready(anew) is anew
    made = wordings_of.cache_info().misses
    assert made
    for text in FIRST_READ:
        respond(said(text + "？"), State(), anew, utc_now())
    assert wordings_of.cache_info().misses == made


def test_content_is_passed_over_by_the_collector_until_other_content_takes_its_place(knowledge: Knowledge) -> None:
    class Part:
        """Of the content: refers to another part, which refers back."""

    part, other = Part(), Part()
    part.other, other.other = other, part  # type: ignore[attr-defined]
    old = ref(part)
    try:
        assert at_rest(knowledge) is knowledge
        del part, other
        gc.collect()
        assert old() is not None
        at_rest(knowledge)
        assert old() is None
    finally:
        gc.unfreeze()
