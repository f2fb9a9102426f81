"""The tables. Times are whole Unix seconds (UTC) unless a name says milliseconds."""

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

# "IVRd" in ASCII: SQLite files of ours carry it, so no other file is taken for one.
APPLICATION_ID = 0x49565264

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Every call script that ever went live; `follows` is the version live before it.
published = Table(
    "published",
    metadata,
    Column("version", Integer, primary_key=True),
    Column("script", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("certificate", JSON(none_as_null=True)),
    Column("follows", ForeignKey("published.version")),
    Column("created", BigInteger, nullable=False),
)

# One row: the version that answers new calls.
live = Table(
    "live",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one"), primary_key=True),
    Column("version", ForeignKey("published.version"), nullable=False),
    Column("since", BigInteger, nullable=False),
)

audio = Table(
    "audio",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("wav", LargeBinary, nullable=False),
    Column("words", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("seconds", Float, nullable=False),
)

# A call in progress or ended. `call` is flow.Call as JSON; `agent` is whom the
# caller talks with, `leg_sid` that agent's own call. Until `counted` the wait on hold
# is in the call; null while the caller does not wait.
calls = Table(
    "calls",
    metadata,
    Column("call_sid", String(40), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("call", JSON, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("language", String(8), nullable=False),
    Column("number", String(40), nullable=False),
    Column("line", String(40), nullable=False),
    Column("need", Text, nullable=False),
    Column("agent", String(60)),
    Column("leg_sid", String(40)),
    Column("promise", Integer),
    Column("state", String(16), nullable=False),
    Column("started", BigInteger, nullable=False),
    Column("ended", BigInteger),
    Column("counted", BigInteger),
    Index(None, "leg_sid"),
    Index(
        "ix_calls_talking",
        "agent",
        sqlite_where=text("state = 'active' AND agent IS NOT NULL"),
        postgresql_where=text("state = 'active' AND agent IS NOT NULL"),
    ),
)

# Turns that had an effect, one row each: what was looked up and committed then, so
# that the same request gets the same answer. `cause` is the hash of what was received.
turns = Table(
    "turns",
    metadata,
    Column("call_sid", String(40), primary_key=True),
    Column("turn", Integer, primary_key=True),
    Column("cause", String(64), nullable=False),
    Column("answers", JSON, nullable=False),
)

# Who stands in which line. `arrived` is in milliseconds; `place` is the place last
# spoken, 0 before the first, and `minutes` those last told; `agent` is the one being
# rung for this caller.
waiting = Table(
    "waiting",
    metadata,
    Column("call_sid", String(40), primary_key=True),
    Column("department", String(40), nullable=False),
    Column("arrived", BigInteger, nullable=False),
    Column("place", Integer, nullable=False),
    Column("minutes", Integer, nullable=False, server_default="0"),
    Column("agent", String(60)),
    Column("left_at", BigInteger),
    Index(
        "ix_waiting_line",
        "department",
        "arrived",
        sqlite_where=text("left_at IS NULL"),
        postgresql_where=text("left_at IS NULL"),
    ),
)

# What we promised: see promises/promise.py for the states. `arrived` is the place in
# line that a callback keeps, in milliseconds; `ringing` is the agent at work on it.
promises = Table(
    "promises",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(60), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("department", String(40), nullable=False),
    Column("agent", String(60), nullable=False),
    Column("number", String(40), nullable=False),
    Column("line", String(40), nullable=False),
    Column("need", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("version", Integer, nullable=False),
    Column("due", BigInteger, nullable=False),
    Column("arrived", BigInteger),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("rounds", Integer, nullable=False),
    Column("rings", Integer, nullable=False),
    Column("tried", JSON, nullable=False),
    Column("declined", JSON, nullable=False),
    Column("ringing", String(60)),
    Column("told", Integer, nullable=False),
    Column("next_attempt", BigInteger, nullable=False),
    Column("lease_until", BigInteger, nullable=False),
    Column("lease_owner", String(60), nullable=False),
    Column("outcome", String(40)),
    Column("created", BigInteger, nullable=False),
    Column("closed", BigInteger),
    Index(
        "ix_promises_open",
        "next_attempt",
        sqlite_where=text("closed IS NULL"),
        postgresql_where=text("closed IS NULL"),
    ),
    Index(None, "due"),
)

voicemail = Table(
    "voicemail",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("promise", ForeignKey("promises.id")),
    Column("call_sid", String(40), nullable=False),
    Column("recording_sid", String(40), nullable=False, unique=True),
    Column("recording_url", Text, nullable=False),
    Column("seconds", Integer, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("heard_at", BigInteger),
    Index(None, "call_sid"),
)

# What must still be done outside: one row an effect, one effect a key.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(80), nullable=False, unique=True),
    Column("kind", String(40), nullable=False),
    Column("body", JSON, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lease_until", BigInteger, nullable=False),
    Column("lease_owner", String(60), nullable=False),
    Column("done_at", BigInteger),
    Column("outcome", Text),
    Index(
        "ix_outbox_open",
        "lease_until",
        sqlite_where=text("done_at IS NULL"),
        postgresql_where=text("done_at IS NULL"),
    ),
)

# Each time an agent's telephone rang: for a call (key "call_sid:turn") or a promise.
rings = Table(
    "rings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(80), nullable=False, unique=True),
    Column("call_sid", String(40)),
    Column("promise", Integer),
    Column("agent", String(60), nullable=False),
    Column("leg_sid", String(40)),
    Column("state", String(16), nullable=False),
    Column("answered", BigInteger),
    Column("created", BigInteger, nullable=False),
    Index(None, "leg_sid"),
    Index(None, "call_sid"),
    Index(None, "promise"),
    Index(None, "agent", "created"),
    Index(
        "ix_rings_open",
        "created",
        sqlite_where=text("state IN ('ringing', 'accepted')"),
        postgresql_where=text("state IN ('ringing', 'accepted')"),
    ),
)

# Who is at the telephone, by the telephone: an agent keeps it when the script is
# edited, and one person may serve two departments. No row: there. A state with
# `until` ends by itself at that time.
roster = Table(
    "roster",
    metadata,
    Column("phone", String(40), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("until", BigInteger),
    Column("changed", BigInteger, nullable=False),
    Index(
        "ix_roster_away",
        "until",
        sqlite_where=text("state <> 'in'"),
        postgresql_where=text("state <> 'in'"),
    ),
)

# What happened on calls, for the report and the desk. `at` is in milliseconds; `key`
# makes each entry one entry, however often it is written. No number of a caller.
call_log = Table(
    "call_log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(120), nullable=False, unique=True),
    Column("call_sid", String(40), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("what", String(24), nullable=False),
    Column("department", String(40), nullable=False),
    Column("detail", JSON, nullable=False),
    Column("version", Integer, nullable=False),
    Index(None, "at"),
    Index(None, "call_sid", "at"),
    Index(None, "department", "what", "at"),
)

# What agents note about a call.
notes = Table(
    "notes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("call_sid", String(40), nullable=False),
    Column("author", String(40), nullable=False),
    Column("words", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Index(None, "call_sid"),
)

# Who may log in to the desk; `secret` is an Argon2 hash, `since` ends older logins,
# `phone` says which agent of the line it is.
accounts = Table(
    "accounts",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("secret", String(200), nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("phone", String(40)),
)

# Logins that failed; `who` is a keyed hash of a name or an address.
failed_logins = Table(
    "failed_logins",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("who", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
    Index(None, "who", "at"),
)

# What callers asked about today, so that a second call about it is met with regret;
# `caller` is a keyed hash of the number. Rows are deleted after a day.
asked = Table(
    "asked",
    metadata,
    Column("caller", String(64), primary_key=True),
    Column("department", String(40), primary_key=True),
    Column("call_sid", String(40), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Index(None, "at"),
)

# Who helped a caller last; `caller` is a keyed hash of the number. With `forget` the
# caller wished that nothing be kept.
helped = Table(
    "helped",
    metadata,
    Column("caller", String(64), primary_key=True),
    Column("agent", String(60), nullable=False),
    Column("language", String(8), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("forget", Integer, nullable=False),
    Index(None, "at"),
)

# The call script as it is being written: each save is a row, the newest one counts.
# `undoes` names the revision whose words a step back brought again.
drafts = Table(
    "drafts",
    metadata,
    Column("revision", Integer, primary_key=True),
    Column("script", Text, nullable=False),
    Column("author", String(40), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("undoes", Integer),
)

# Call scripts on their way to being live, and what became of each: see
# store/proposals.py for the states. `progress` is what the page shows of the present
# step; whoever works on it renews `lease_until`.
proposals = Table(
    "proposals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("script", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("certificate", JSON(none_as_null=True)),
    Column("author", String(40), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("progress", JSON, nullable=False),
    Column("lease_until", BigInteger, nullable=False),
    Column("decided_by", String(40)),
    Column("decided_at", BigInteger),
    Column("version", ForeignKey("published.version")),
    Index(None, "version"),
)

# Links by which somebody without an account listens; `secret` is the hash of a link.
shares = Table(
    "shares",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("secret", String(64), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("body", JSON, nullable=False),
    Column("author", String(40), nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("revoked", BigInteger),
)

# Proofs of call scripts, by the hash of what is proved; `found` when it has `ended`.
# Whoever works on one holds it until `lease_until`.
proofs = Table(
    "proofs",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("started", BigInteger, nullable=False),
    Column("lease_until", BigInteger, nullable=False),
    Column("ended", BigInteger),
    Column("found", JSON(none_as_null=True)),
)

# "Closed today, back at 14:00": from `since` until `until`, unless it `ended` before.
closures = Table(
    "closures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("since", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("author", String(40), nullable=False),
    Column("ended", BigInteger),
    Index(None, "until"),
)

# What people did in the designer: who, what, when; no caller and no secret.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("who", String(40), nullable=False),
    Column("what", String(40), nullable=False),
    Column("detail", JSON, nullable=False),
    Index(None, "at"),
)

# What the owner decided about the designer, such as that two people must agree.
options = Table(
    "options",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", JSON, nullable=False),
)

# Prompts in a person's own voice, and own hold music: `prompt` is the hash of words
# and language, `wav` the take, `hash` names what callers hear of it. The newest row of
# a prompt counts, until it is `removed`.
own_recordings = Table(
    "own_recordings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("prompt", String(64), nullable=False),
    Column("words", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("wav", LargeBinary, nullable=False),
    Column("author", String(40), nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("removed", BigInteger),
    Index(None, "prompt", "created"),
)

# A recording that somebody at the studio waits for: the agent at `phone` is asked for
# it when they next call the line. `wav` is what was fetched of it.
takes = Table(
    "takes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("words", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("phone", String(40), nullable=False),
    Column("author", String(40), nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("recording_sid", String(40)),
    Column("wav", LargeBinary),
    Index(None, "phone", "created"),
)
