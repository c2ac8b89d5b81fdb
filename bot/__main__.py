"""The command line, and the only place where the parts are put together.

`python -m bot` goes on Telegram where BOT_TOKEN is set, and opens a chat in this terminal where it is not.
"""

import gc

gc.disable()  # Nothing that is imported is garbage, and looking for some took 45 ms of 650.

import asyncio
import io
import json
import logging
import os
import sys
import time
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from bot import diagnose, editors, evaluate, files, logs
from bot.arguments import arguments
from bot.content import ContentError, check, load, report
from bot.content.adopt import adopt as adopt_into
from bot.content.golden import read_golden
from bot.content.problem import perhaps
from bot.core.events import said
from bot.core.knowledge import SUBJECTS, Knowledge, Province, Subject
from bot.core.operator import Operator
from bot.core.plain import plain
from bot.core.screens import answers
from bot.core.state import State
from bot.core.texts.understanding import understand
from bot.core.workdays import local
from bot.explained import explained
from bot.match import AGREED, match
from bot.misses import clusters, listing
from bot.search import Part
from bot.service import Service, utc_now
from bot.settings import Settings, SettingsError, read_settings
from bot.store import DatabaseInUse, StoreError

gc.enable()

log = logging.getLogger(__name__)

KNOWLEDGE = Path(__file__).resolve().parent.parent / "knowledge"
LEARNT = KNOWLEDGE.parent / "data" / "learnt"
"""What the engine learnt from the content, kept so that the next start is quick."""
DATABASE_IN_USE, TOKEN_IN_USE, DEAF = 3, 4, 5
"""Exit codes: another process has the database, or receives with the token; Telegram is not heard any more."""
CLOSE_SECONDS = 2.0
"""How long the store may take to end its last transaction; whatever else ends has the rest of the ten seconds."""
GOLDEN = KNOWLEDGE.parent / "tests" / "match"


def main() -> int:
    """Run a command; the process's exit code: 0, or another with a message on standard error."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(
            errors="backslashreplace"
        )  # of half a character, which somebody may ask about, as JSON does
    args = arguments(KNOWLEDGE, GOLDEN)
    try:
        match args.command:
            case "check":
                return _check(args.folder)
            case "ask":
                return _ask(load(KNOWLEDGE, LEARNT), args.text, args.json)
            case "try":
                _explained(load(KNOWLEDGE, LEARNT), args.text)
                return 0
            case "match":
                return _match(load(KNOWLEDGE, LEARNT), args.folder)
            case "misses":
                return _misses(load(KNOWLEDGE, LEARNT), read_settings().database, args.adopt)
            case "backup":
                return _backup(read_settings().database, args.file)
            case "restore":
                return _restore(read_settings().database, args.file)
            case "eval":
                return _eval(load(KNOWLEDGE, LEARNT), args.file)
            case "table":
                print(editors.table(load(KNOWLEDGE, LEARNT)), end="")
                return 0
            case "flows":
                return _flows(load(KNOWLEDGE, LEARNT), args.mermaid)
            case "preview":
                return _preview(load(KNOWLEDGE, LEARNT), args.file)
            case "diagnose":
                return _diagnose(load(KNOWLEDGE, LEARNT), args.file, args.subject, args.province, args.json)
            case "name":
                return _name(load(KNOWLEDGE, LEARNT), args.name, args.subject, args.province)
            case "chat":
                return asyncio.run(_chat(read_settings(), args.save))
            case _:
                settings = read_settings()
                if settings.token is None:
                    return asyncio.run(_chat(settings, None))
                return asyncio.run(_at_once(_telegram(settings, settings.token.get_secret_value())))
    except ContentError as error:
        print(f"知识目录有问题，没有启动：\n{error}", file=sys.stderr)
    except DatabaseInUse as error:
        print(error, file=sys.stderr)
        return DATABASE_IN_USE
    except (SettingsError, StoreError, files.FileError) as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(files.told(error), file=sys.stderr)
    except KeyboardInterrupt:
        return 0
    return 1


def _check(folder: Path) -> int:
    problems = check(folder, local(utc_now()).date())
    if problems:
        print(report(problems))
    wrong = sum(not problem.note for problem in problems)
    print(f"发现 {wrong} 个问题。" if wrong else "没有发现问题。")
    return 1 if wrong else 0


def _eval(knowledge: Knowledge, file: Path) -> int:
    try:
        messages = evaluate.read_labels(files.read(file), str(file), knowledge)
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    judged = evaluate.evaluate(messages, knowledge)
    for name, share in evaluate.figures(judged).items():
        print(f"{name:12} {share:6.1%}  {evaluate.FIGURES[name]}")
    for got, wanted, times in evaluate.confusions(judged):
        print(f"{times:3} 次  应是 {wanted}  却是 {got}")
    return 0


def _match(knowledge: Knowledge, folder: Path) -> int:
    try:
        tallies, problems = match(read_golden(folder, knowledge), knowledge)
    except ContentError as error:
        print(error)
        return 1
    if problems:
        print(report(problems))
    for demand, tally in tallies.items():
        least = f"，至少要 {AGREED:.0%}" if demand == "most" else ""
        print(f"{demand}：{tally.of} 句里 {tally.held} 句是对的{least}。")
    trial = knowledge.engine.trial
    print(
        f"抽 {trial.asked} 句问法，藏起来再问：第一条就对的 {trial.first:.1%}，前四条里有的 {trial.offered:.1%}。"
        "改了内容，这两个数低了，多半是有两条的问法太像。"
    )
    return 0 if all(tally.enough(demand) for demand, tally in tallies.items()) else 1


def _misses(knowledge: Knowledge, database: Path, adopt: list[str] | None) -> int:
    from bot.store.sqlite.beside import misses, take_out

    found = misses(database)
    if adopt is None:
        print(listing(clusters(found), knowledge), end="")
        return 0
    number, topic = adopt
    one = next((one for one in found if str(one.id) == number.removeprefix("#")), None)
    if one is None:
        print(f"没有编号是 {number} 的话。python -m bot misses 会列出全部。", file=sys.stderr)
        return 1
    if topic not in knowledge.topics:
        print(f"没有叫「{topic}」的条目{perhaps(topic, knowledge.topics)}", file=sys.stderr)
        return 1
    try:
        wording, file, golden = adopt_into(KNOWLEDGE, GOLDEN, one.miss.text, topic)
    except ContentError as error:
        print(f"没有收下「{one.miss.text}」：\n{error}", file=sys.stderr)
        return 1
    take_out(database, one.id)
    print(f"「{wording}」加进了 {os.path.relpath(file)} 的 asks，也写进了 {os.path.relpath(golden)}。")
    print(f"没听懂的话里不再有 #{one.id}。")
    print("请看一眼这两个文件。运行中的机器人收到 /reload 或 kill -HUP 才换上新内容。")
    return 0


def _flows(knowledge: Knowledge, drawn: bool) -> int:
    if drawn:
        print(editors.drawings(knowledge), end="")
    else:
        for flow in knowledge.flows.values():
            print(f"{flow.id}  {flow.title}  {len(flow.steps)} 步  {flow.when}")
    return 0


def _preview(knowledge: Knowledge, file: Path) -> int:
    file.write_text(editors.preview(knowledge, utc_now()), encoding="utf-8")
    print(f"写好了：{file}，用浏览器打开就能看。")
    return 0


def _name(knowledge: Knowledge, name: str, subject: Subject | None, where: str) -> int:
    province = _province(knowledge, where)
    if where and province is None:
        return 1
    subjects = (subject,) if subject else SUBJECTS
    print(editors.judge_name(knowledge, name, subjects, province.id if province else ""), end="")
    return 0


def _province(knowledge: Knowledge, where: str) -> Province | None:
    """The province of this name; None for "", and for what is none, which is told."""
    provinces = knowledge.provinces.values()
    province = next((one for one in provinces if where in (one.id, one.short, one.name)), None)
    if where and province is None:
        print(f"不认识省份「{where}」。请写简称，例如 广东、内蒙古。", file=sys.stderr)
    return province


def _diagnose(knowledge: Knowledge, file: Path | None, subject: Subject | None, where: str, as_json: bool) -> int:
    province = _province(knowledge, where)
    if where and province is None:
        return 1
    text = files.read(file)
    if as_json:
        found = diagnose.as_json(text, knowledge, subject, utc_now(), province)
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        print(plain(diagnose.as_text(text, knowledge, subject, utc_now(), province)))
    return 0


def _ask(knowledge: Knowledge, text: str | None, as_json: bool) -> int:
    if as_json:
        for number, line in enumerate(sys.stdin.buffer, 1):
            question = _question(line)
            if question is None:
                print(f'第 {number} 行不是 {{"q": "…"}} 这样的 JSON（UTF-8）。', file=sys.stderr)
                return 1
            began = time.perf_counter()
            parts = understand(knowledge, said(question).text).shown
            took = (time.perf_counter() - began) * 1000
            print(json.dumps(_as_json(question, parts, took), ensure_ascii=False), flush=True)
        return 0
    for part in _explained(knowledge, text or ""):
        if part.decision == "answer":
            topic = knowledge.topics[part.choices[0].topic]
            print("\n" + plain(answers.topic_screen(knowledge, State(), topic, asked=part.text).text) + "\n")
    return 0


def _explained(knowledge: Knowledge, text: str) -> tuple[Part, ...]:
    """Read a text, and print how it was understood."""
    parts = understand(knowledge, said(text).text).shown
    for part in parts:
        print(explained(knowledge, part))
    return parts


def _question(line: bytes) -> str | None:
    try:
        asked = json.loads(line)
    except ValueError:
        return None
    question = asked.get("q") if isinstance(asked, dict) else None
    return question if isinstance(question, str) else None


def _as_json(question: str, parts: tuple[Part, ...], ms: float) -> dict[str, object]:
    return {
        "q": question,
        "parts": [
            {
                "text": part.text,
                "decision": part.decision,
                "topics": [{"id": choice.topic, "score": round(choice.score, 4)} for choice in part.choices],
            }
            for part in parts
        ],
        "ms": round(ms, 3),
    }


def _backup(database: Path, file: Path) -> int:
    from bot.store.sqlite.copies import backup

    copy = backup(database, file)
    print(f"备份好了，检查过是完整的：{file}（{copy.size} 字节，{copy.people} 个人）")
    print(f"SHA-256：{copy.digest}，也写在 {file}.sha256 里，请放在一起保管。")
    return 0


def _restore(database: Path, file: Path) -> int:
    from bot.store.sqlite.copies import restore

    copy, former = restore(database, file, utc_now())
    print(f"恢复好了：{database} 现在是 {file} 的内容（{copy.people} 个人）。可以启动助手了。")
    if former:
        kept = "、".join(map(str, former))
        print(f"原来的数据库留在 {kept}。确认没有问题以后请{'都' if former[1:] else ''}删掉：里面有大家的记录。")
    return 0


async def _chat(settings: Settings, save: Path | None) -> int:
    from bot.store.sqlite import SqliteStore
    from bot.terminal import Clock, chat

    clock = Clock()
    knowledge = at_rest(load(KNOWLEDGE, LEARNT))
    logging.basicConfig(level=logging.ERROR)  # what is worth knowing of the start was said by now
    store = await SqliteStore.open(settings.database)
    try:
        service = Service(store, knowledge, clock)
        with suppress(StoreError):  # the first line will tell of it
            await service.tidy()
        await chat(service, clock, save)
    finally:
        await store.close()
    return 0


async def _telegram(settings: Settings, token: str) -> int:
    from bot.store.sqlite import SqliteStore
    from bot.telegram import run, secrets
    from bot.telegram.rivals import TokenInUse
    from bot.telegram.webhook import Hook

    logs.set_up(settings.log_level, settings.log_format)
    hook = None
    if settings.webhook_url and settings.webhook_secret is not None:
        secret = settings.webhook_secret.get_secret_value()
        hook = Hook(settings.webhook_url, secret, settings.webhook_listen, settings.webhook_networks)
    proxy = settings.route.get_secret_value() if settings.route else ""
    secrets.install(token, hook.secret if hook else "", urlsplit(proxy).password or "")
    knowledge = _loaded(settings)
    store = await SqliteStore.open(settings.database)
    try:
        service = Service(store, knowledge, admins=settings.admins, reload=partial(_reload, settings), adopt=_adopt)
        await service.find_staff()
        await run.run(
            service,
            token=token,
            api_url=settings.api_url,
            proxy=proxy,
            hook=hook,
            health_port=settings.health_port,
            heartbeat=heartbeat(settings.database),
        )
    except (run.WrongToken, TokenInUse, run.Deaf) as error:
        log.critical("%s", error)
        return {TokenInUse: TOKEN_IN_USE, run.Deaf: DEAF}.get(type(error), 1)
    finally:
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_SECONDS):
                await store.close()
    return 0


def heartbeat(database: Path) -> Path:
    """The file beside it whose time tells when Telegram was last heard."""
    return database.with_name(database.name + ".heartbeat")


async def _at_once(work: Coroutine[Any, Any, int]) -> NoReturn:
    """End the process with the code that this comes to, without waiting for threads: one that looks up a name may hang
    for half a minute, longer than a supervisor waits, and that of the store while a turn or the disk does; what it has
    not committed is not acknowledged either."""
    code = await work
    logging.shutdown()
    os._exit(code)


def _adopt(missed: str, topic: str) -> str:
    try:
        adopt_into(KNOWLEDGE, GOLDEN, missed, topic)
    except ContentError as error:
        return str(error)
    except OSError as error:
        return files.told(error)
    return ""


def _loaded(settings: Settings) -> Knowledge:
    operator = Operator(settings.operator, settings.contact)
    return at_rest(replace(load(KNOWLEDGE, LEARNT), desk=settings.desk, operator=operator))


def at_rest(knowledge: Knowledge) -> Knowledge:
    """The same, which the garbage collector passes over from now on, like all that was imported: to go through it takes
    70 ms, in which nobody is answered, every time. Content that was replaced since the last call is given back."""
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    gc.freeze()
    return knowledge


def _reload(settings: Settings) -> Knowledge | str:
    try:
        return _loaded(settings)
    except ContentError as error:
        return str(error)


if __name__ == "__main__":
    sys.exit(main())
