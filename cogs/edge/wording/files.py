"""The words for files that cannot be read: the cause, and the remedy."""

from cogs.edge.wording.said import words
from domain.files import Flaw, NotUnderstood


@words.register
def _(error: NotUnderstood) -> str:
    return f"I cannot read that file. {flaw(error)}"


def flaw(error: NotUnderstood) -> str:
    """What is wrong with the file, whatever it was to hold."""
    match error.flaw:
        case Flaw.NOT_GIVEN:
            return "Discord did not give it to me. Please attach it once more."
        case Flaw.TOO_LARGE:
            return f"It is larger than {error.limit // 2**20} MB. Import it in parts."
        case Flaw.TOO_MANY:
            return f"It holds more than {error.limit:,}, which is as many as I take at once. Import it in parts."
        case Flaw.NOT_TEXT:
            return "It is not UTF-8 text. Save it as “CSV UTF-8”, or as JSON."
        case Flaw.NOT_JSON:
            return f"It is not JSON near line {error.at}: it may be cut short, or lack a comma or a bracket."
        case Flaw.OPEN_QUOTE:
            return (
                f'The quotation mark (") in line {error.at} is not closed before others follow. A cell with one in it '
                'stands in quotes, and has it twice: `"the ""big"" box"`.'
            )
        case Flaw.ENDLESS:
            return (
                f"What begins in line {error.at} is longer than {error.limit // 1024} kB: a quotation mark or a "
                "bracket may not be closed."
            )
        case Flaw.COLUMN_TWICE:
            return f"It has two columns `{error.name}`."
        case Flaw.NO_LIST | Flaw.NO_COLUMNS | Flaw.EMPTY:
            return "It does not hold what I looked for."
