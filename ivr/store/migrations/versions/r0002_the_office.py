"""The office: who is at the telephone, the log of calls, notes, accounts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "roster",
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("phone", name=op.f("pk_roster")),
    )
    op.create_index(
        "ix_roster_away",
        "roster",
        ["until"],
        unique=False,
        sqlite_where=sa.text("state <> 'in'"),
        postgresql_where=sa.text("state <> 'in'"),
    )
    op.create_table(
        "call_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("call_sid", sa.String(length=40), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.String(length=24), nullable=False),
        sa.Column("department", sa.String(length=40), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_log")),
        sa.UniqueConstraint("key", name=op.f("uq_call_log_key")),
    )
    op.create_index(op.f("ix_call_log_at"), "call_log", ["at"], unique=False)
    op.create_index(
        op.f("ix_call_log_call_sid_at"), "call_log", ["call_sid", "at"], unique=False
    )
    op.create_index(
        op.f("ix_call_log_department_what_at"),
        "call_log",
        ["department", "what", "at"],
        unique=False,
    )
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_sid", sa.String(length=40), nullable=False),
        sa.Column("author", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    op.create_index(op.f("ix_notes_call_sid"), "notes", ["call_sid"], unique=False)
    op.create_table(
        "accounts",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("secret", sa.String(length=200), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_accounts")),
    )
    op.create_table(
        "failed_logins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_logins")),
    )
    op.create_index(
        op.f("ix_failed_logins_who_at"), "failed_logins", ["who", "at"], unique=False
    )
    op.create_index(
        op.f("ix_rings_agent_created"), "rings", ["agent", "created"], unique=False
    )
    op.add_column(
        "waiting",
        sa.Column("minutes", sa.Integer(), nullable=False, server_default="0"),
    )
