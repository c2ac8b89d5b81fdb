CREATE TABLE dead (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    report TEXT NOT NULL
) STRICT;
CREATE TABLE journal (
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    about TEXT NOT NULL
) STRICT;
CREATE INDEX journal_at ON journal (at);
CREATE TABLE misses (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    near TEXT NOT NULL,
    count INTEGER NOT NULL DEFAULT 1,
    first TEXT NOT NULL,
    last TEXT NOT NULL
) STRICT;
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user INTEGER NOT NULL,
    chat INTEGER NOT NULL,
    expires INTEGER,
    not_before INTEGER NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0,
    body TEXT NOT NULL
, posted INTEGER NOT NULL DEFAULT 0, edit INTEGER) STRICT;
CREATE INDEX outbox_chat ON outbox (chat);
CREATE INDEX outbox_expires ON outbox (expires) WHERE expires IS NOT NULL;
CREATE TABLE people (
    user INTEGER PRIMARY KEY,
    state TEXT NOT NULL
, unreachable INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX people_unreachable ON people (user) WHERE unreachable;
CREATE TABLE places (
    id INTEGER PRIMARY KEY,
    topic INTEGER NOT NULL,
    user INTEGER NOT NULL
) STRICT;
CREATE INDEX places_user ON places (user);
CREATE TABLE settled (
    chat INTEGER PRIMARY KEY,
    now INTEGER NOT NULL
) STRICT;
CREATE TABLE shares (
    token TEXT PRIMARY KEY,
    user INTEGER NOT NULL REFERENCES people (user) ON DELETE CASCADE
) STRICT;
CREATE INDEX shares_user ON shares (user);
CREATE TABLE timers (
    user INTEGER NOT NULL REFERENCES people (user) ON DELETE CASCADE,
    key TEXT NOT NULL,
    due INTEGER NOT NULL,
    PRIMARY KEY (user, key)
) STRICT;
CREATE INDEX timers_due ON timers (due);
CREATE TABLE updates (
    id INTEGER PRIMARY KEY,
    taken INTEGER NOT NULL
) STRICT;
CREATE TABLE waits (
    flow TEXT NOT NULL,
    step TEXT NOT NULL,
    province TEXT NOT NULL,
    subject TEXT NOT NULL,
    days INTEGER NOT NULL,
    month TEXT NOT NULL,
    count INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (flow, step, province, subject, days, month)
) STRICT, WITHOUT ROWID;
