"""How Alembic meets the store: by a connection that the caller made, without foreign keys."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

import db.store  # noqa: F401 - the import fills the metadata with every table
from db.base import Base


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Our column types are written into migrations as what they are in SQL, so that old ones need no old code."""
    if kind != "type" or not type(item).__module__.startswith("db."):
        return False
    return f"sa.{item.impl!r}"


def include_name(name: str | None, kind: str, parents: Any) -> bool:
    """What is made for searching alone differs from database to database, and no model names it."""
    return not (name or "").startswith("search_")


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=render_item,
    compare_type=True,
    include_name=include_name,
)
with context.begin_transaction():
    context.run_migrations()
