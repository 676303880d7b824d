"""rooms that change and polls that end

Revision: 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("pick_polls", schema=None) as batch_op:
        batch_op.add_column(sa.Column("not_started", sa.String(length=16), nullable=True))
    with op.batch_alter_table("plays", schema=None) as batch_op:
        batch_op.add_column(sa.Column("room_changed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("plays", schema=None) as batch_op:
        batch_op.drop_column("room_changed_at")
    with op.batch_alter_table("pick_polls", schema=None) as batch_op:
        batch_op.drop_column("not_started")
