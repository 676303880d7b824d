"""scheduling in full

Revision: 0002, after 0001.
"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tags",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("folded", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tags")),
        sa.UniqueConstraint("guild_id", "folded", name=op.f("uq_tags_guild_id_folded")),
    )
    op.create_table(
        "undelivered",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_undelivered")),
    )
    with op.batch_alter_table("undelivered", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_undelivered_user_id"), ["user_id"], unique=False)

    op.create_table(
        "feeds",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_feeds_campaign_id_campaigns"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feeds")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_feeds_token_hash")),
    )
    with op.batch_alter_table("feeds", schema=None) as batch_op:
        batch_op.create_index("ix_feeds_guild_id_user_id", ["guild_id", "user_id"], unique=False)

    op.create_table(
        "offline_players",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_offline_players_campaign_id_campaigns"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offline_players")),
        sa.UniqueConstraint("campaign_id", "name", name=op.f("uq_offline_players_campaign_id_name")),
    )
    op.create_table(
        "series",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rrule", sa.String(length=250), nullable=False),
        sa.Column("dtstart", sa.DateTime(), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("skipped", sa.Text(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("channel_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("duration", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("scenario", sa.String(length=100), nullable=True),
        sa.Column("location", sa.String(length=100), nullable=True),
        sa.Column("capacity", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("reminders", sa.String(length=120), nullable=True),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("thread_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_series_campaign_id_campaigns")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
    )
    op.create_table(
        "characters",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("offline_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_characters_campaign_id_campaigns"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["offline_id"],
            ["offline_players.id"],
            name=op.f("fk_characters_offline_id_offline_players"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_characters")),
        sa.UniqueConstraint("campaign_id", "name", name=op.f("uq_characters_campaign_id_name")),
    )
    op.create_table(
        "session_tags",
        sa.Column("session_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tag_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_session_tags_session_id_sessions"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["tags.id"], name=op.f("fk_session_tags_tag_id_tags"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session_id", "tag_id", name=op.f("pk_session_tags")),
    )
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.add_column(sa.Column("role_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("reminders", sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("cards", schema=None) as batch_op:
        batch_op.add_column(sa.Column("removed", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("guilds", schema=None) as batch_op:
        batch_op.add_column(sa.Column("digest", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("quiet_hours", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("mirror_told_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("private_reminders", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.alter_column("timezone", existing_type=sa.String(length=64), nullable=True)

    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.add_column(sa.Column("text", sa.Text(), nullable=True))

    with op.batch_alter_table("rsvps", schema=None) as batch_op:
        batch_op.add_column(sa.Column("note", sa.String(length=100), nullable=True))

    with op.batch_alter_table("sessions", schema=None, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("scenario", sa.String(length=100), nullable=True))
        batch_op.add_column(sa.Column("private", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("thread_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("asked_in_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("series_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("occurrence_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), server_default="0", nullable=False
            )
        )
        batch_op.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_unique_constraint(
            batch_op.f("uq_sessions_series_id_occurrence_on"), ["series_id", "occurrence_on"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_sessions_series_id_series"), "series", ["series_id"], ["id"], ondelete="SET NULL"
        )

    _watch_the_ends_of_what_is_planned()


def _watch_the_ends_of_what_is_planned() -> None:
    """Planned sessions get the row that is due at their end, as new ones do."""
    sessions = sa.table(
        "sessions",
        sa.column("id", sa.BigInteger),
        sa.column("guild_id", sa.BigInteger),
        sa.column("state", sa.String),
        sa.column("starts_at", sa.DateTime(timezone=True)),
        sa.column("duration", sa.Integer),
    )
    reminders = sa.table(
        "reminders",
        sa.column("guild_id", sa.BigInteger),
        sa.column("kind", sa.String),
        sa.column("subject_id", sa.BigInteger),
        sa.column("due_at", sa.DateTime(timezone=True)),
        sa.column("status", sa.String),
        sa.column("attempts", sa.BigInteger),
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(sessions).where(sessions.c.state == "planned")).all():
        connection.execute(
            reminders.insert().values(
                guild_id=row.guild_id,
                kind="over",
                subject_id=row.id,
                due_at=row.starts_at + timedelta(seconds=row.duration),
                status="pending",
                attempts=0,
            )
        )


def downgrade() -> None:
    op.execute("DELETE FROM people WHERE timezone IS NULL")
    op.execute("DELETE FROM reminders WHERE kind IN ('over', 'private', 'note', 'digest')")
    op.execute("DELETE FROM cards WHERE kind = 'event' OR removed")
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_sessions_series_id_series"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_sessions_series_id_occurrence_on"), type_="unique")
        batch_op.drop_column("changed_at")
        batch_op.drop_column("sequence")
        batch_op.drop_column("occurrence_on")
        batch_op.drop_column("series_id")
        batch_op.drop_column("asked_in_at")
        batch_op.drop_column("thread_id")
        batch_op.drop_column("private")
        batch_op.drop_column("scenario")

    with op.batch_alter_table("rsvps", schema=None) as batch_op:
        batch_op.drop_column("note")

    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.drop_column("text")

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.alter_column("timezone", existing_type=sa.String(length=64), nullable=False)
        batch_op.drop_column("private_reminders")

    with op.batch_alter_table("guilds", schema=None) as batch_op:
        batch_op.drop_column("mirror_told_at")
        batch_op.drop_column("quiet_hours")
        batch_op.drop_column("digest")

    with op.batch_alter_table("cards", schema=None) as batch_op:
        batch_op.drop_column("removed")

    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.drop_column("archived_at")
        batch_op.drop_column("reminders")
        batch_op.drop_column("role_id")

    op.drop_table("session_tags")
    op.drop_table("characters")
    op.drop_table("series")
    op.drop_table("offline_players")
    with op.batch_alter_table("feeds", schema=None) as batch_op:
        batch_op.drop_index("ix_feeds_guild_id_user_id")

    op.drop_table("feeds")
    with op.batch_alter_table("undelivered", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_undelivered_user_id"))

    op.drop_table("undelivered")
    op.drop_table("tags")
