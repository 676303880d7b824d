"""the record can be searched

Revision: 0006, after 0005.

Written by hand. On SQLite, FTS5 tables hold a copy of the texts, which triggers keep; a later migration that makes
`events`, `recaps` or `player_notes` anew in a batch has to make their triggers anew. On PostgreSQL, an index on the
expression that a search uses. Everything is named `search_...`, which the drift check leaves out.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

PARTS = ("summary", "highlights", "people", "places", "items", "quests_begun", "quests_done")
# Per table: its FTS5 columns as values of the row {0}, and which row of the copy is that of the row {0}.
COPIED = {
    "events": ("rowid, text", "{0}.id, {0}.text", "rowid = {0}.id"),
    "recaps": (
        "rowid, body, notes",
        "{0}.session_id, " + " || ' ' || ".join(f"coalesce({{0}}.{one}, '')" for one in PARTS) + ", {0}.notes",
        "rowid = {0}.session_id",
    ),
    "player_notes": (
        "text, session_id, user_id",
        "{0}.text, {0}.session_id, {0}.user_id",
        "session_id = {0}.session_id AND user_id = {0}.user_id",
    ),
}
VIRTUAL = {
    "events": "text",
    "recaps": "body, notes",
    "player_notes": "text, session_id UNINDEXED, user_id UNINDEXED",
}
INDEXED = {
    "search_events": ("events", "text"),
    "search_recaps": ("recaps", " || ' ' || ".join(f"coalesce({one}, '')" for one in PARTS)),
    "search_recaps_notes": ("recaps", "notes"),
    "search_player_notes": ("player_notes", "text"),
}


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.add_column(sa.Column("channel_id", number, nullable=True))
        batch_op.add_column(sa.Column("said_by", number, nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        for name, (table, expression) in INDEXED.items():
            op.execute(f"CREATE INDEX {name} ON {table} USING gin (to_tsvector('simple', {expression}))")
        return
    for table, (columns, values, row) in COPIED.items():
        copy = f"search_{table}"
        op.execute(
            f"CREATE VIRTUAL TABLE {copy} USING fts5({VIRTUAL[table]}, tokenize = 'unicode61 remove_diacritics 2')"
        )
        insert = f"INSERT INTO {copy} ({columns}) "
        delete = f"DELETE FROM {copy} WHERE {row.format('old')};"  # noqa: S608
        op.execute(f"{insert} SELECT {values.format(table)} FROM {table}")  # noqa: S608
        added = f"{insert} VALUES ({values.format('new')});"
        op.execute(f"CREATE TRIGGER {copy}_added AFTER INSERT ON {table} BEGIN {added} END")
        op.execute(f"CREATE TRIGGER {copy}_changed AFTER UPDATE ON {table} BEGIN {delete} {added} END")
        op.execute(f"CREATE TRIGGER {copy}_gone AFTER DELETE ON {table} BEGIN {delete} END")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for name in INDEXED:
            op.execute(f"DROP INDEX {name}")
    else:
        for table in COPIED:
            for when in ("added", "changed", "gone"):
                op.execute(f"DROP TRIGGER search_{table}_{when}")
            op.execute(f"DROP TABLE search_{table}")
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_column("said_by")
        batch_op.drop_column("channel_id")
