"""Presence: who is there while a session is live."""

from datetime import timedelta
from enum import StrEnum

IDLE_AFTER = timedelta(minutes=10)
REJOIN_WINDOW = timedelta(minutes=15)


class Presence(StrEnum):
    """Whether somebody is there. LEFT: disconnected for longer than the rejoin window."""

    ONLINE = "online"
    IDLE = "idle"
    DISCONNECTED = "disconnected"
    LEFT = "left"


class Source(StrEnum):
    """What showed a change of presence."""

    VOICE = "voice"
    MESSAGE = "message"
    TYPING = "typing"
    BUTTON = "button"
    COMMAND = "command"
    TIME = "time"
    RESTART = "restart"


class Activity(StrEnum):
    """What somebody is doing just now; it lapses by itself."""

    TYPING = "typing"
    ROLLING = "rolling"
    AWAY = "away"
    HAND_UP = "hand_up"
