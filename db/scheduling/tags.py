"""Tags: free words of a guild, one whatever their case."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.dialect import insert
from db.scheduling.rows import TagRow


async def tag_rows(session: AsyncSession, guild_id: int, names: Sequence[str]) -> list[TagRow]:
    """The guild's tags of these names, made where they are new, in alphabetical order."""
    folded = {name.casefold(): name for name in names}
    for fold, name in sorted(folded.items()):
        await session.execute(
            insert(session, TagRow)
            .values(guild_id=guild_id, name=name, folded=fold)
            .on_conflict_do_nothing(index_elements=["guild_id", "folded"])
        )
    if not folded:
        return []
    found = await session.scalars(
        select(TagRow).where(TagRow.guild_id == guild_id, TagRow.folded.in_(folded)).order_by(TagRow.folded)
    )
    return list(found)
