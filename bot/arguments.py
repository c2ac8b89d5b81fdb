"""The arguments of `python -m bot`, and what it says, in Chinese, about wrong ones."""

import argparse
import re
from pathlib import Path
from typing import NoReturn

from bot.core.kinds import SUBJECTS

_COMPLAINTS = (
    (r"the following arguments are required: (.*)", r"还要写 \1"),
    (r"unrecognized arguments: (.*)", r"多写了 \1"),
    (r"argument (.*): invalid choice: (.*) \(choose from (.*)\)", r"\1 不能是 \2，可以是 \3"),
    (r"argument (.*): expected .*", r"\1 后面要写的没有写全"),
    (r"argument (.*): ignored explicit argument (.*)", r"\1 后面不用写 \2"),
    (r"ambiguous option: (\S+) could match (.*)", r"\1 没有写全，可能是 \2"),
)
"""What argparse says about arguments, and how we say it."""


_HEADINGS = {
    "usage:": "用法：",
    "positional arguments:": "要写的：",
    "options:": "可以加的：",
    "show this help message and exit": "显示这些说明",
}
"""What argparse writes into its help, and how we write it."""


class _Parser(argparse.ArgumentParser):
    def format_usage(self) -> str:
        return _in_chinese(super().format_usage())

    def format_help(self) -> str:
        return _in_chinese(super().format_help())

    def error(self, message: str) -> NoReturn:
        for english, chinese in _COMPLAINTS:
            message = re.sub(f"^{english}$", chinese, message)
        self.exit(2, f"{message}。\n{self.format_usage()}")


def _in_chinese(told: str) -> str:
    for english, chinese in _HEADINGS.items():
        told = told.replace(english, chinese, 1)
    return told


def arguments() -> argparse.Namespace:
    """Parse the arguments of this process; end it if they make no sense."""
    parser = _Parser(prog="python -m bot", description="备案助手：在 Telegram 或这个终端里回答备案问题")
    commands = parser.add_subparsers(dest="command", metavar="命令")

    def command(name: str, does: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=does, description=does)

    chat = command("chat", "在这个终端里对话")
    chat.add_argument("--save", type=Path, metavar="文件", help="把对话存成 .talk 文件")
    ask = command("ask", "问一句，看答案和理由")
    ask.add_argument("text", nargs="?", help="问题，或退回的原文")
    ask.add_argument("--json", action="store_true", help='每行读一个 {"q": …}，每行写一个结果')
    tried = command("try", "只看一句话怎么理解：规整成什么、归哪一档、像哪些问法")
    tried.add_argument("text", help="问题，或退回的原文")
    check = command("check", "检查知识目录")
    check.add_argument("folder", nargs="?", type=Path, metavar="目录", help="默认是 knowledge")
    judged = command("eval", "用标注过的消息量一量听懂了多少，最常弄混哪些")
    judged.add_argument(
        "file", type=Path, metavar="文件", help='每行一个 {"q": …, "kind": …, "topics": […]}，见 docs/programs.md'
    )
    matched = command("match", "检查该听懂的话是不是都听懂了")
    matched.add_argument("folder", nargs="?", type=Path, metavar="目录", help="默认是 tests/match")
    misses = command("misses", "没听懂的话，最常见的在前；可以收进某个条目的问法")
    misses.add_argument("--adopt", nargs=2, metavar=("编号", "条目"), help="把这句话加进这个条目")
    backup = command("backup", "备份数据库，助手不用停")
    backup.add_argument("file", type=Path, metavar="文件", help="备份写到这个新文件")
    restore = command("restore", "从备份恢复数据库，要先停下助手")
    restore.add_argument("file", type=Path, metavar="文件", help="用 backup 备份出来的文件")
    command("table", "全部条目的清单（CSV）：问法、出处、核对日期")
    flows = command("flows", "全部流程：步骤数和什么时候用")
    flows.add_argument("--mermaid", action="store_true", help="画成 Mermaid 流程图，放在 knowledge/README.md 的末尾")
    preview = command("preview", "把全部回答和步骤排成一页网页，方便通读")
    preview.add_argument(
        "file",
        nargs="?",
        type=Path,
        default=Path("preview.html"),
        metavar="文件",
        help="网页写到这里，默认是 preview.html",
    )
    name = command("name", "看一个网站名称会碰到哪些规则，怎么改")
    name.add_argument("name", help="网站名称")
    name.add_argument("--subject", choices=SUBJECTS, help="哪一种主体；不写就都看")
    name.add_argument("--province", default="", metavar="省份", help="在哪个省备案，例如 广东")
    diagnosed = command("diagnose", "看退回的原文：有哪些原因，要做哪些事")
    diagnosed.add_argument("file", nargs="?", type=Path, metavar="文件", help="原文；不写就从标准输入读")
    diagnosed.add_argument("--subject", choices=SUBJECTS, help="哪一种主体；不写就列出全部材料")
    diagnosed.add_argument("--province", default="", metavar="省份", help="在哪个省备案，例如 广东")
    diagnosed.add_argument("--json", action="store_true", help="给程序用的 JSON，字段见 docs/programs.md")
    args = parser.parse_args()
    if args.command == "ask" and not args.json and not args.text:
        ask.error("请写上要问的话，例如 python -m bot ask 备案要多久")
    return args
