"""each version of a message is known

Revision: 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "heard_lines",
        sa.Column("message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("line_hash", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["votes.message_id"], name=op.f("fk_heard_lines_message_id_votes"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("message_id", "line_hash", name=op.f("pk_heard_lines")),
    )
    op.execute(
        "INSERT INTO heard_lines (message_id, line_hash) "
        "SELECT message_id, line_hash FROM votes WHERE line_hash IS NOT NULL AND user_id > 0"
    )
    op.execute("UPDATE votes SET channel_id = 0 WHERE user_id < 0")  # of forgotten people nothing else is kept either
    with op.batch_alter_table("heard_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_heard_lines_line_hash"), ["line_hash"], unique=False)
    with op.batch_alter_table("votes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_votes_line_hash"))
        batch_op.drop_column("line_hash")
    with op.batch_alter_table("imported_votes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_imported_votes_play_id"))
        batch_op.create_index("ix_imported_votes_play_id_user_id", ["play_id", "user_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("imported_votes", schema=None) as batch_op:
        batch_op.drop_index("ix_imported_votes_play_id_user_id")
        batch_op.create_index(batch_op.f("ix_imported_votes_play_id"), ["play_id"], unique=False)
    with op.batch_alter_table("votes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("line_hash", sa.LargeBinary(length=32), nullable=True))
        batch_op.create_index(batch_op.f("ix_votes_line_hash"), ["line_hash"], unique=False)
    op.execute(
        "UPDATE votes SET line_hash = "
        "(SELECT line_hash FROM heard_lines WHERE heard_lines.message_id = votes.message_id LIMIT 1)"
    )
    op.drop_table("heard_lines")
