"""Tags: words that things are found by."""

MOST_TAGS = 10
LONGEST_TAG = 40


def read_tags(text: str) -> tuple[str, ...]:
    """The tags written with commas between, each once whatever its case; `#` before one is dropped."""
    tags = {tag.casefold(): tag for part in reversed(text.split(",")) if (tag := " ".join(part.split()).lstrip("# "))}
    return tuple(reversed(tags.values()))
