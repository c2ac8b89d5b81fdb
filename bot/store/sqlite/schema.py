"""The tables, as the steps that make them: a new database takes all of them, an older one those that it lacks."""

from textwrap import dedent

from sqlite_utils import Database, Migrations

schema = Migrations("beian-bot")


# Plain SQL, because sqlite-utils has no AUTOINCREMENT and PostgreSQL will want the same steps. Numbers are never
# reused: the end of a parcel that was forgotten on its way must not take out a newer parcel with its number. Moments
# are microseconds since 1970 in UTC: they compare as they are and lose nothing of a datetime. Never change a step that
# was once on the main branch: somebody's database may stand at any of them.
@schema()
def m0001_first(db: Database) -> None:
    """The tables of the first release. The journal has no user, on purpose."""
    db.executescript(
        dedent("""
        CREATE TABLE people (
            user INTEGER PRIMARY KEY,
            state TEXT NOT NULL
        ) STRICT;
        CREATE TABLE timers (
            user INTEGER NOT NULL REFERENCES people (user) ON DELETE CASCADE,
            key TEXT NOT NULL,
            due INTEGER NOT NULL,
            PRIMARY KEY (user, key)
        ) STRICT;
        CREATE INDEX timers_due ON timers (due);
        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            user INTEGER NOT NULL,
            chat INTEGER NOT NULL,
            expires INTEGER,
            not_before INTEGER NOT NULL DEFAULT 0,
            tries INTEGER NOT NULL DEFAULT 0,
            body TEXT NOT NULL
        ) STRICT;
        CREATE INDEX outbox_chat ON outbox (chat);
        CREATE INDEX outbox_expires ON outbox (expires) WHERE expires IS NOT NULL;
        CREATE TABLE updates (
            id INTEGER PRIMARY KEY,
            taken INTEGER NOT NULL
        ) STRICT;
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
    """)
    )


@schema()
def m0002_misses(db: Database) -> None:
    """What was not understood. No user, and no moment finer than the day (2026-11-24), on purpose."""
    db.executescript(
        dedent("""
        CREATE TABLE misses (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT NOT NULL UNIQUE,
            text TEXT NOT NULL,
            near TEXT NOT NULL,
            count INTEGER NOT NULL DEFAULT 1,
            first TEXT NOT NULL,
            last TEXT NOT NULL
        ) STRICT;
    """)
    )


@schema()
def m0003_reach(db: Database) -> None:
    """Which people cannot be reached, and since when a parcel waits."""
    db.executescript(
        dedent("""
        ALTER TABLE people ADD COLUMN unreachable INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE outbox ADD COLUMN posted INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX people_unreachable ON people (user) WHERE unreachable;
    """)
    )


@schema()
def m0004_retention(db: Database) -> None:
    """Wake everybody's dialogue once, so that people kept before there was a retention period get one from then on."""
    db.execute("INSERT INTO timers (user, key, due) SELECT user, 'retention', 0 FROM people")


@schema()
def m0005_waits(db: Database) -> None:
    """How long reviews took, counted. On purpose: no user, no moment finer than the month (2026-11), and, without row
    numbers, no order in which they came."""
    db.executescript(
        dedent("""
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
    """)
    )


@schema()
def m0006_shares(db: Database) -> None:
    """The tokens by which people share something. What they share is in their state."""
    db.executescript(
        dedent("""
        CREATE TABLE shares (
            token TEXT PRIMARY KEY,
            user INTEGER NOT NULL REFERENCES people (user) ON DELETE CASCADE
        ) STRICT;
        CREATE INDEX shares_user ON shares (user);
    """)
    )


@schema()
def m0007_places(db: Database) -> None:
    """The owners of places in the staff group. A place outlives the person's state until the group was told of the
    end."""
    db.executescript(
        dedent("""
        CREATE TABLE places (
            id INTEGER PRIMARY KEY,
            topic INTEGER NOT NULL,
            user INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX places_user ON places (user);
    """)
    )


@schema()
def m0008_settled(db: Database) -> None:
    """The present id of the staff group, by its former one."""
    db.executescript(
        dedent("""
        CREATE TABLE settled (
            chat INTEGER PRIMARY KEY,
            now INTEGER NOT NULL
        ) STRICT;
    """)
    )


@schema()
def m0009_journal_at(db: Database) -> None:
    """An index for figures of some days, or of each day of a chart. Every turn pays for an index; all other tables
    searched without one are short as a rule, or searched once an hour."""
    db.execute("CREATE INDEX journal_at ON journal (at)")


@schema()
def m0010_edit(db: Database) -> None:
    """Which message of its chat a parcel changes. It is searched within one chat, so it needs no index."""
    db.execute("ALTER TABLE outbox ADD COLUMN edit INTEGER")
