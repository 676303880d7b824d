"""The grammar of votes: `thisgame++` in chat, and which words around it do not vote."""

import re
from bisect import bisect_left
from dataclasses import dataclass

THIS_GAME = "thisgame"

# What begins a quote or code, in Discord's Markdown.
_MARK = re.compile(r"^ *>(?P<rest>>>)? |(?P<ticks>`+)", re.MULTILINE)
# Of a masked link: its brackets, unless they are escaped, and after the closing one its address and title. Nothing in
# it is tried twice, so that no message takes long.
_BRACKET = re.compile(
    r"""\\. | \[ | \]
    (?P<target>
        \( \s*+ <?(?:https?|discord)://
        [^\s()]*+ (?:\([^\s()]*+\) [^\s()]*+)*+
        (?:\s++ (?:"[^"]*+"|'[^']*+'))?+
        \s*+ \)
    )?+""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_TOKEN = re.compile(r"(?<!\S)[(*_~|\"'“‘]{0,4}([a-zA-Z0-9]{2,12})(\+\+|--|—)[)*_~|\"'”’.,!?;:…]{0,6}(?!\S)")


@dataclass(frozen=True, slots=True)
class Token:
    """What a message votes: for the game `name` (`thisgame`, or an alias in lower case), +1 or -1."""

    name: str
    value: int


def parse(content: str) -> tuple[Token, ...]:
    """The votes in a message, in order; the last that means a game counts.

    `++` and `--` count, and `—`, which phones make of `--`. A token stands alone as a word. Quoted lines, code and
    links do not vote, the text and the title of a masked link included.
    """
    if "++" not in content and "--" not in content and "—" not in content:
        return ()
    found = _TOKEN.findall(_without_links(_spoken(content)))
    return tuple(Token(name.lower(), 1 if sign == "++" else -1) for name, sign in found)


def _spoken(content: str) -> str:
    """The message without its quoted lines, and with a backtick in place of each piece of code. One pass."""
    ticks: dict[int, list[int]] = {}  # where runs of so many backticks begin
    for run in re.finditer("`+", content):
        ticks.setdefault(len(run[0]), []).append(run.start())
    kept, at = [], 0
    while mark := _MARK.search(content, at):
        kept.append(content[at : mark.start()])
        if mark["ticks"]:
            at = _end_of_code(ticks, mark) or mark.end()
            kept.append("`")
        elif mark["rest"]:
            return "".join(kept)
        else:
            at = content.find("\n", mark.end())
            if at == -1:
                return "".join(kept)
    return "".join((*kept, content[at:]))


def _without_links(spoken: str) -> str:
    """The words with a backtick in place of each masked link. One pass: a link begins at the bracket nearest before."""
    opened: list[int] = []
    links: list[tuple[int, int]] = []
    for mark in _BRACKET.finditer(spoken):
        if mark[0] == "[":
            opened.append(mark.start())
        elif mark[0].startswith("]") and opened:
            begun = opened.pop()
            if mark["target"]:
                while links and links[-1][0] > begun:  # it stands in the text of this one
                    links.pop()
                links.append((begun, mark.end()))
    kept, at = [], 0
    for begun, end in links:
        kept += [spoken[at:begun], "`"]
        at = end
    return "".join((*kept, spoken[at:]))


def _end_of_code(ticks: dict[int, list[int]], opening: re.Match[str]) -> int | None:
    """Where the code ends that these backticks open: after the next run of as many, else of fewer; None if nowhere."""
    for length in range(len(opening[0]), 0, -1):
        starts = ticks.get(length, [])
        place = bisect_left(starts, opening.end())
        if place < len(starts):
            return starts[place] + length
    return None
