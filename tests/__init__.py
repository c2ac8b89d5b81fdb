"""The tests, in the folders of bot/: `tests/core/turns/test_doing.py` proves what `bot/core/turns/doing.py` does.

Where the tests of one module are too many, the further files begin with its name (`test_pasted_whose.py`). A file that
is named after no module proves something of many, and its first line says what. A module of `texts`, `screens` or
`filings` without a file is proven by the turns that use it, and by the tables in `heard/` and the talks in `talks/`; of
the turns, `deeds` by `doing`, `drafting` by `setting_up` and `beginning`, `following` by `stepping` and `test_walks`,
`linked` and `mydata` by `test_human` and `test_operator`.

Elsewhere the modules of a package are proven together: those of `content` by `test_problems` (each mistake of an
editor) and `test_values`, those of `search` by `test_engine` and `test_learn`, those of `store` by the contract that
holds for every store, those of `telegram` over the wire, in a file for each thing that may happen (`test_faults`,
`test_groups`); `outbox`, `office`, `staff` and `writes` by `test_service`, `test_admin` and `telegram/test_human`,
`terminal` by the talks, the command line and its tools by `test_command_line`.
"""
