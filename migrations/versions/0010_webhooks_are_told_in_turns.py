"""webhooks are told in turns

Revision: 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("webhooks", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("sending_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("say_at", sa.DateTime(timezone=True), nullable=True))
    # Made anew on SQLite, so that no id comes twice.
    with op.batch_alter_table("webhook_deliveries", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_column("lease_until")


def downgrade() -> None:
    with op.batch_alter_table("webhook_deliveries") as batch_op:
        batch_op.add_column(sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("webhooks", schema=None) as batch_op:
        batch_op.drop_column("say_at")
        batch_op.drop_column("taken_at")
        batch_op.drop_column("sending_id")
