"""How objectives and goals are listed, on cards of several features."""

from collections.abc import Sequence

from cogs.edge.text import plain
from domain.sessions.objectives import Objective

OBJECTIVES, GOALS = "🎯 **Objectives**", "🏔️ **Goals**"


def objective_line(objective: Objective) -> str:
    """The objective, and whether it is done; a mark and a word say it."""
    if objective.done_at is not None:
        return f"✅ {plain(objective.text)} (done)"
    return f"{'↪️' if objective.carried_to else '▫️'} {plain(objective.text)}"


def listed(head: str, objectives: Sequence[Objective], shown: int) -> str:
    """The head and so many of the objectives, those to be done first; empty where there are none."""
    if not objectives:
        return ""
    done = sum(one.done_at is not None for one in objectives)
    first = sorted(objectives, key=lambda one: one.done_at is not None)[:shown]
    lines = [f"{head} ({done} of {len(objectives)} done)", *map(objective_line, first)]
    if len(objectives) > len(first):
        lines.append(f"-# and {len(objectives) - len(first)} more")
    return "\n".join(lines)
