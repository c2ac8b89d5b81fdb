"""Backups of the database, and how to restore one.

The store is imported inside the functions, as in `misses`: every command imports this module, and sqlite-utils takes
longer to import than most commands take to run.
"""

from datetime import datetime
from pathlib import Path


def run(database: Path, file: Path) -> int:
    """Write a checked copy of the database into a new file."""
    from bot.store.sqlite.copies import backup

    copy = backup(database, file)
    print(f"备份好了，检查过是完整的：{file}（{copy.size} 字节，{copy.people} 个人）")
    print(f"SHA-256：{copy.digest}，也写在 {file}.sha256 里，请放在一起保管。")
    return 0


def run_restore(database: Path, file: Path, now: datetime) -> int:
    """Replace the database with the content of a copy. No process may have the database open."""
    from bot.store.sqlite.copies import restore

    copy, former = restore(database, file, now)
    print(f"恢复好了：{database} 现在是 {file} 的内容（{copy.people} 个人）。可以启动助手了。")
    if former:
        kept = "、".join(map(str, former))
        print(f"原来的数据库留在 {kept}。确认没有问题以后请{'都' if former[1:] else ''}删掉：里面有大家的记录。")
    return 0
