"""Which rows of any table belong to a guild: by its own column, or by what its rows belong to."""

from typing import Any

from sqlalchemy import Column, ColumnElement, FromClause, Table, select


def of_guild(table: FromClause, guild_id: int) -> ColumnElement[bool]:
    """The condition on rows of the table that belong to the guild. Raises LookupError where it has no guild."""
    if not isinstance(table, Table):
        raise LookupError(f"{table} is no table")
    own: Column[int] | None = table.c.get("id" if table.name == "guilds" else "guild_id")
    if own is not None:
        return own == guild_id
    column: Column[Any]
    for column in table.c:
        for key in column.foreign_keys:
            if not column.nullable:
                return column.in_(select(key.column).where(of_guild(key.column.table, guild_id)))
    raise LookupError(f"{table.name} belongs to no guild")
