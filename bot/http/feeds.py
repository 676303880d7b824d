"""`GET /calendar/<secret>.ics`: a person's sessions, for their calendar program."""

import asyncio
import hashlib

from aiohttp import hdrs, web

from bot.http.app import App
from cogs.scheduling.calendar.ics import ics
from services.scheduling import feeds

PATH = "/calendar/{token}.ics"
KEEP = "private, max-age=300"


def routes(app: App) -> list[web.RouteDef]:
    """Feeds. What is unknown, revoked, malformed or of somebody who left is not found, all alike."""

    async def feed(request: web.Request) -> web.Response:
        body = await _calendar(app, request.match_info["token"])
        if body is None:
            raise web.HTTPNotFound
        tag = hashlib.sha256(body).hexdigest()
        headers = {hdrs.ETAG: f'"{tag}"', hdrs.CACHE_CONTROL: KEEP}
        if any(one.value in (tag, "*") for one in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        return web.Response(body=body, content_type="text/calendar", charset="utf-8", headers=headers)

    return [web.get(PATH, feed)]


async def _calendar(app: App, token: str) -> bytes | None:
    async with app.database.read() as store:
        feed = await feeds.by_token(store, token)
    if feed is None or not await app.is_member(feed.guild_id, feed.user_id):
        return None
    async with app.database.read() as store:
        entries = await feeds.entries(store, feed)
        campaign = await store.campaigns.get(feed.campaign_id, feed.guild_id) if feed.campaign_id else None
    guild = next((one.name for one in app.guilds if one.id == feed.guild_id), "Rollcall")
    return await asyncio.to_thread(ics, entries, campaign.name if campaign else guild)  # many take longer than a beat
