"""The tests, in the folders of bot/: `tests/core/turns/test_doing.py` proves what `bot/core/turns/doing.py` does.

Where the tests of one module are too many, the further files begin with its name (`test_pasted_whose.py`). A file that
is named after no module proves something of many, and its first line says what. A module of `texts`, `screens` or
`filings` without a file is proven by the turns that use it, and by the tables in `heard/` and the talks in `talks/`; of
the turns, `deeds` by `doing`, `drafting` by `setting_up` and `beginning`, `following` by `stepping` and `test_walks`,
`linked` and `mydata` by `test_human` and `test_operator`.
"""
