"""roll calls in full

Revision: 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rollcall_reactions",
        sa.Column("option_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["option_id"],
            ["rollcall_options.id"],
            name=op.f("fk_rollcall_reactions_option_id_rollcall_options"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("option_id", "user_id", name=op.f("pk_rollcall_reactions")),
    )
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.add_column(sa.Column("offer_after", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("offers_muted", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("cards", schema=None) as batch_op:
        batch_op.add_column(sa.Column("picture", sa.String(length=64), nullable=True))

    with op.batch_alter_table("rollcall_options", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("place", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), server_default="0", nullable=False)
        )

    with op.batch_alter_table("rollcalls", schema=None) as batch_op:
        batch_op.add_column(sa.Column("quorum", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("players_only", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("anonymous", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("fair", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(
            sa.Column("ping_role_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("undo_until", sa.DateTime(timezone=True), nullable=True))

    op.execute(
        "UPDATE rollcall_options SET place = (SELECT count(*) FROM rollcall_options AS earlier"
        " WHERE earlier.rollcall_id = rollcall_options.rollcall_id AND earlier.starts_at < rollcall_options.starts_at)"
    )
    op.execute(
        "INSERT INTO rollcall_reactions (option_id, user_id) SELECT answers.option_id, answers.user_id"
        " FROM rollcall_answers AS answers JOIN rollcall_options AS options ON options.id = answers.option_id"
        " JOIN rollcalls ON rollcalls.id = options.rollcall_id"
        " WHERE rollcalls.mode = 'reactions' AND answers.answer = 'yes'"
    )


def downgrade() -> None:
    op.execute("UPDATE rollcalls SET status = 'closed' WHERE status = 'cancelled'")
    op.execute("DELETE FROM rollcall_answers WHERE user_id < 0")
    op.execute("DELETE FROM reminders WHERE kind IN ('complete', 'nudge', 'missing', 'changed', 'undone', 'offer')")
    with op.batch_alter_table("rollcalls", schema=None) as batch_op:
        batch_op.drop_column("undo_until")
        batch_op.drop_column("ping_role_id")
        batch_op.drop_column("fair")
        batch_op.drop_column("anonymous")
        batch_op.drop_column("players_only")
        batch_op.drop_column("quorum")

    with op.batch_alter_table("rollcall_options", schema=None) as batch_op:
        batch_op.drop_column("place")

    with op.batch_alter_table("cards", schema=None) as batch_op:
        batch_op.drop_column("picture")

    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.drop_column("offers_muted")
        batch_op.drop_column("offer_after")

    op.drop_table("rollcall_reactions")
