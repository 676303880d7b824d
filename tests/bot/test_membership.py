"""Whether somebody is in a guild, asked of Discord."""

from typing import Any

from bot.membership import KEPT, KEPT_UNANSWERED, Membership
from tests.conftest import Clock

GUILD, ANA = 10, 11


class Discord:
    """As far as it is asked; it may not answer."""

    user = object()

    def __init__(self) -> None:
        self.http = self
        self.asked = 0
        self.answers = True

    async def get_member(self, guild_id: int, user_id: int) -> dict[str, Any]:
        self.asked += 1
        if not self.answers:
            raise TimeoutError
        return {}


async def test_what_discord_said_is_kept_for_a_while(clock: Clock) -> None:
    discord: Any = Discord()
    membership = Membership(discord, clock)

    for _ in range(3):
        assert await membership.holds(GUILD, ANA)
    assert discord.asked == 1

    clock.advance(seconds=KEPT.total_seconds())
    assert await membership.holds(GUILD, ANA)
    assert discord.asked == 2


async def test_a_discord_that_does_not_answer_is_asked_once_a_minute_and_everybody_stays_where_they_were(
    clock: Clock,
) -> None:
    discord: Any = Discord()
    discord.answers = False
    membership = Membership(discord, clock)

    for _ in range(3):
        assert await membership.holds(GUILD, ANA)
    assert discord.asked == 1

    discord.answers = True
    clock.advance(seconds=KEPT_UNANSWERED.total_seconds())
    assert await membership.holds(GUILD, ANA)
    assert discord.asked == 2
