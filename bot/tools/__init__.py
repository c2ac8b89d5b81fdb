"""What stands behind the commands that end by themselves, for editors, judges, operators and other programs.

A module for each, or for those of one subject: `check`; `ask` (and `try`); `match`; `evaluate` (`eval`); `misses`;
`overview` (`table`, `flows`, `preview`); `name`; `diagnose`; `backup` (and `restore`). What is called `run…` does what
a command does, prints it, and returns the exit code. None of it is needed while the bot runs.
"""
