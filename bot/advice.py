"""What the settings come to, in a person's words: how they fit together, and what to do where they do not."""

from urllib.parse import urlsplit

from bot.settings import REMEDY, Settings


def said_of_http(settings: Settings) -> str | None:
    """How the HTTP settings fit together, in one line; None where nobody wants HTTP."""
    port, url = settings.http_port, settings.public_url
    if port is None:
        return url and (
            "HTTP: ROLLCALL_PUBLIC_URL is set, and ROLLCALL_HTTP_PORT is not, so nothing answers there. "
            f"Remedy: {REMEDY['http_port']}."
        )
    if url is None:
        return f"HTTP: port {port}. Without ROLLCALL_PUBLIC_URL, the bot has no address of it to give people."
    plain = ". It is not https: what people fetch from there can be read on its way" if url.startswith("http:") else ""
    return f"HTTP: port {port}, reached at {url}{plain}."


def said_of_assistant(settings: Settings) -> str | None:
    """What the assistant's settings come to, in one line; None where nobody wants one."""
    if settings.ai_url is None:
        return (settings.ai_key or settings.ai_model) and (
            "Assistant: ROLLCALL_AI_KEY or ROLLCALL_AI_MODEL is set, and ROLLCALL_AI_URL is not, so there is none. "
            f"Remedy: {REMEDY['ai_url']}."
        )
    return (
        f"Assistant: {settings.ai_model} drafts recaps when an organiser asks. What everybody may read of that session "
        f"is then sent to {urlsplit(settings.ai_url).netloc.rpartition('@')[2]}."
    )


def said_of_intents(settings: Settings) -> str:
    """What Discord may have refused of what was asked for: it does not say which."""
    asked = [
        (f"{name} (for {why})", f"{setting}=false")
        for wanted, name, why, setting in (
            (settings.message_content, "Message Content", "votes in chat", "ROLLCALL_MESSAGE_CONTENT"),
            (settings.members, "Server Members", "freeing the seats of who leaves", "ROLLCALL_MEMBERS"),
        )
        if wanted
    ]
    return (
        f"Discord refuses a privileged intent: {' or '.join(name for name, _ in asked)}. Remedy: switch it on at "
        "https://discord.com/developers/applications, page “Bot”, or go without it: set "
        f"{' or '.join(without for _, without in asked)}."
    )
