"""where a line of a log stands

Revision: 0009, after 0008.
"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LINES = sa.table(
    "imported_votes",
    sa.column("id", ID),
    sa.column("name", sa.String()),
    sa.column("voter", sa.String()),
    sa.column("said_at", sa.DateTime(timezone=True)),
    sa.column("message_id", ID),
)
DISCORDS_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
AT_ONCE = 5000


def upgrade() -> None:
    with op.batch_alter_table("imported_votes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("voter", sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column("message_id", ID, nullable=True))
    _fill(op.get_bind())
    with op.batch_alter_table("imported_votes", schema=None) as batch_op:
        batch_op.alter_column("voter", existing_type=sa.String(length=300), nullable=False)
        batch_op.alter_column("message_id", existing_type=ID, nullable=False)


def _fill(connection: sa.Connection) -> None:
    """No database folds case as Python does."""
    change = sa.update(LINES).where(LINES.c.id == sa.bindparam("line"))
    change = change.values(voter=sa.bindparam("folded"), message_id=sa.bindparam("smallest"))
    some = sa.select(LINES.c.id, LINES.c.name, LINES.c.said_at).order_by(LINES.c.id).limit(AT_ONCE)
    done = 0
    while found := connection.execute(some.where(LINES.c.id > done)).all():
        connection.execute(
            change,
            [{"line": id_, "folded": name.casefold(), "smallest": _smallest(said_at)} for id_, name, said_at in found],
        )
        done = found[-1].id


def _smallest(said_at: datetime) -> int:
    """The smallest id that a message of that instant can have."""
    aware = said_at if said_at.tzinfo else said_at.replace(tzinfo=UTC)  # SQLite keeps no zone: it is UTC
    return (aware - DISCORDS_EPOCH) // timedelta(milliseconds=1) << 22


def downgrade() -> None:
    with op.batch_alter_table("imported_votes", schema=None) as batch_op:
        batch_op.drop_column("message_id")
        batch_op.drop_column("voter")
