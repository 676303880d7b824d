"""The log: what happened in a session, and who may read it."""

from enum import StrEnum


class Category(StrEnum):
    """What an entry is about."""

    COMBAT = "combat"
    EXPLORATION = "exploration"
    SOCIAL = "social"
    ENVIRONMENTAL = "environmental"
    REST = "rest"
    TIME = "time"
    LOOT = "loot"
    QUEST = "quest"
    NOTE = "note"


class Measure(StrEnum):
    """What an entry's amount counts."""

    DAMAGE_DEALT = "damage_dealt"
    DAMAGE_TAKEN = "damage_taken"
    HEALING = "healing"
    DEFEATED = "defeated"
    TREASURE = "treasure"
    XP = "xp"


class Importance(StrEnum):
    """How much an entry matters; the summary begins with the most important."""

    MINOR = "minor"
    NORMAL = "normal"
    MAJOR = "major"


class Visibility(StrEnum):
    """For whom an entry is: what is not for everyone never shows to others, anywhere."""

    EVERYONE = "everyone"
    ORGANISER = "organiser"
    NAMED = "named"
