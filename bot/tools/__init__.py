"""The commands that run once and end, for editors, judges, operators and other programs.

One module for each command or subject: `check`; `ask` (and `try`); `match`; `evaluate` (`eval`); `misses`; `overview`
(`table`, `flows`, `preview`); `name`; `diagnose`; `backup` (and `restore`). A function `run…` does what the command
does, prints it, and returns the exit code. The running bot uses none of these.
"""
