"""What is to be told of a promotion that was undone."""

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Undone:
    """That the option is not settled after all, to `people`, who knew that it was."""

    option_id: int
    people: tuple[int, ...]

    def written(self) -> str:
        """As it is kept with the reminder."""
        return json.dumps({"option": self.option_id, "people": self.people})


def read_undone(text: str) -> Undone:
    """What `written` wrote."""
    kept = json.loads(text)
    return Undone(kept["option"], tuple(kept["people"]))
