"""What a message votes, which play it is about, and which votes stand."""

from datetime import UTC, datetime, timedelta
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.gamenight.library import Game
from domain.gamenight.plays import Play, PlayStatus
from domain.votes import Tally, Token, Vote, parse, play_at, standing, tallies

UP, DOWN = Token("thisgame", 1), Token("thisgame", -1)
EIGHT = datetime(2026, 9, 4, 20, 0, tzinfo=UTC)

VOTES: list[tuple[str, Token]] = [
    ("thisgame++", UP),
    ("thisgame--", DOWN),
    ("thisgame—", DOWN),
    ("THISGAME++", UP),
    ("THISGAME--", DOWN),
    ("ThisGame—", DOWN),
    ("  thisgame++  ", UP),
    ("\tthisgame++\n", UP),
    ("thisgame++ was fun", UP),
    ("that was fun thisgame++", UP),
    ("well\nthisgame--\nsorry", DOWN),
    # punctuation and emphasis around it
    ("thisgame++!", UP),
    ("thisgame++!!!", UP),
    ("thisgame++.", UP),
    ("thisgame--?", DOWN),
    ("thisgame++, again please", UP),
    ("thisgame++; next", UP),
    ("thisgame--: too long", DOWN),
    ("thisgame++…", UP),
    ("(thisgame++)", UP),
    ("**thisgame++**", UP),
    ("*thisgame--*", DOWN),
    ("__thisgame++__", UP),
    ("~~thisgame++~~", UP),
    ("***thisgame++***!", UP),
    ("||thisgame++||", UP),
    ('"thisgame++"', UP),
    ("“thisgame++”", UP),
    ("'thisgame--'", DOWN),
    ("# thisgame++", UP),
    ("- thisgame++", UP),
    ("-# thisgame--", DOWN),
    ("<@123456789> thisgame++", UP),
    ("👍 thisgame++ 👍", UP),
    ("c++ is hard, thisgame++", UP),
    ("<@!123456789>, thisgame++ please", UP),
    ("<:dice:123456789> thisgame--", DOWN),
    ("thisgame++ https://x.y", UP),
    ("thisgame++ -- what a night", UP),
    ("‘thisgame—’", DOWN),
    ("thisgame++ thisgame", UP),
    ("thisgame++\r\n", UP),
    ("\u3000thisgame++\u3000", UP),
    # the last counts
    ("thisgame++ no wait thisgame--", DOWN),
    ("thisgame-- no wait thisgame++", UP),
    ("thisgame++ thisgame++ thisgame—", DOWN),
    ("catan++ thisgame--", DOWN),
    ("thisgame-- catan++", Token("catan", 1)),
    # aliases
    ("catan++", Token("catan", 1)),
    ("Catan--", Token("catan", -1)),
    ("7wonders—", Token("7wonders", -1)),
    ("tm++", Token("tm", 1)),
    ("twelveletter++", Token("twelveletter", 1)),
    ("42++", Token("42", 1)),
    # beside quotes, code and links that say something else
    ("> thisgame--\nthisgame++", UP),
    ("> so bad\n> thisgame--\nno: thisgame++", UP),
    ("thisgame++\n> thisgame--", UP),
    ("thisgame++\n>>> thisgame--\nthisgame--", UP),
    ("`thisgame--` thisgame++", UP),
    ("thisgame++ `thisgame--`", UP),
    ("```\nthisgame--\n```\nthisgame++", UP),
    ("```py\n>>> 1\n```\nthisgame++", UP),
    ("```\n> 1\n```\nthisgame++", UP),
    ("https://x.y/thisgame-- thisgame++", UP),
    # beside masked links, which say what somebody else wrote
    ("[see thisgame-- now](https://x.y) thisgame++", UP),
    ("thisgame++ [see thisgame-- now](https://x.y)", UP),
    ("[one](https://x.y) thisgame++ [two](https://x.y)", UP),
    ("[ thisgame++ [link](https://x.y)", UP),
    ("[a] thisgame++ [link](https://x.y)", UP),
    ("[a](https://x.y) b] thisgame++", UP),
    # what only looks like one
    ("[see thisgame++ now]", UP),
    ("[see thisgame++ now] (https://x.y)", UP),
    ("[see thisgame++ now](x.y)", UP),
    ("[see thisgame++ now](https://x.y", UP),
    ("see thisgame++ now](https://x.y)", UP),
    (r"\[see thisgame++ now](https://x.y)", UP),
    (r"[see thisgame++ now\](https://x.y)", UP),
    ("`[`see thisgame++ now](https://x.y)", UP),
    # what only looks like a quote or code
    ("thisgame++ > catan", UP),
    (">> thisgame++", UP),
    ("a > b thisgame++", UP),
    ("`thisgame++ ` thisgame-- `", DOWN),
    ("one ` thisgame++", UP),
    ("``` thisgame++", UP),
    ("`` a ` thisgame++", UP),
    (r"\> thisgame++", UP),
]

SILENT = [
    "",
    "hello",
    "thisgame",
    "thisgame+",
    "thisgame-",
    "thisgame ++",
    "++",
    "--",
    "—",
    "++thisgame",
    # a longer word
    "thisgame+++",
    "thisgame++++",
    "thisgame---",
    "thisgame++--",
    "thisgame—-",
    "thisgame——",
    "thisgame++ed",
    "thisgame++x",
    "thisgame++1",
    "thisgame++👍",
    "thisgame++/--",
    "my-thisgame++",
    "my.thisgame++",
    "my/thisgame++",
    "@thisgame++",
    "#thisgame++",
    ":thisgame++:",
    "ünthisgame++",
    "thisgameü++",
    "thiſgame++",
    "<@123456789>thisgame++",
    "thisgame+＋",
    "ｔhisgame++",
    "thisgame–",
    "thisgame\n++",
    "thisgame\u200b++",
    "thirteenchars++",
    "x=thisgame++;y",
    "thisgame++,thisgame++",
    # other people's plus plus
    "c++",
    "C++ is fun",
    "i++",
    "i--",
    "for (i=0;i<3;i++)",
    "well -- maybe",
    "well—maybe",
    "a—b",
    "the end —",
    "A++++ would buy again",
    # links
    "https://x.y/thisgame++",
    "https://x.y/?q=thisgame++",
    "https://x.y/#thisgame--",
    "<https://x.y/thisgame++>",
    "[thisgame++](https://x.y)",
    "[see](https://x.y/thisgame++)",
    "[see thisgame++ now](https://x.y)",
    "[see thisgame++ now](<https://x.y>)",
    "[see thisgame++ now](HTTPS://x.y)",
    "[see thisgame++ now]( https://x.y )",
    "[see thisgame++ now](discord://x/y)",
    "[see thisgame++ now](https://x.y/Catan_(game)_(board))",
    "[see thisgame++\nnow](https://x.y)",
    "[see [all] thisgame++ now](https://x.y)",
    "[see [this thisgame--](https://x.y) thisgame++ now](https://x.y)",
    r"[see \] thisgame++ now](https://x.y)",
    "[see `]` thisgame++ now](https://x.y)",
    "**[see thisgame++ now](https://x.y)**",
    '[see](https://x.y "so thisgame++ it is")',
    "[see](https://x.y 'so thisgame++ it is')",
    '[see](https://x.y ") thisgame++ it is")',
    '[see thisgame++ now](https://x.y "now")',
    "[see](https://x.y)thisgame++",
    "thisgame++[see](https://x.y)",
    "http://thisgame++",
    "www.x.y/thisgame++",
    "discord://thisgame++",
    "x.y?thisgame++",
    "mailto:thisgame++@x.y",
    # code
    "`thisgame++`",
    "``thisgame++``",
    "`` thisgame++ ` thisgame++ ``",
    "` thisgame++ `",
    "```thisgame++```",
    "``` thisgame++ ```",
    "```\nthisgame++\n```",
    "```py\nthisgame++\n```",
    "```\n> a\nthisgame++\n```",
    "a `b` ` thisgame++ ` c",
    "``thisgame++`",
    "thisgame++`x`",
    "`x`thisgame++",
    # quotes
    "> thisgame++",
    " > thisgame++",
    "> a thisgame++ b",
    "> a\n> thisgame++",
    "hello\n> thisgame++",
    ">>> thisgame++",
    ">>> a\nthisgame++",
    ">>> a\n\n\nthisgame++",
    "hello\n>>> a\nthisgame++\n",
    ">thisgame++",
    ">>>thisgame++",
]


@pytest.mark.parametrize(("content", "token"), VOTES)
def test_a_token_that_stands_alone_votes(content: str, token: Token) -> None:
    assert parse(content)[-1] == token


@pytest.mark.parametrize("content", SILENT)
def test_everything_else_votes_nothing(content: str) -> None:
    assert parse(content) == ()


@pytest.mark.parametrize("content", ["notthisgame++", "thisgames++", "xthisgame--"])
def test_a_longer_word_is_never_the_game_being_played(content: str) -> None:
    assert "thisgame" not in {token.name for token in parse(content)}


def best_time(content: str) -> float:
    """The shortest of several runs, in seconds: what the parser takes when the machine does not interrupt it."""
    times = []
    for _ in range(20):
        begun = perf_counter()
        parse(content)
        times.append(perf_counter() - begun)
        if times[-1] < 0.004:
            break
    return min(times)


HOSTILE = [
    "`" * 3999,
    "` " * 2000,
    "".join("`" * (n % 60 + 1) + "x" for n in range(130)),
    "".join("`" * n + " " for n in range(1, 88)),
    "".join("`" * n + " " for n in range(88, 0, -1)),
    "```" + "a`" * 1990,
    ">" * 3999,
    "> " * 2000,
    ">>> " * 1000,
    "> \n" * 1300,
    " " * 3999,
    "\n" * 3999,
    " \n" * 2000,
    " " * 3990 + ">>>",
    "*" * 3999,
    "(" * 2000 + "thisgame" + ")" * 1990,
    "+" * 3999,
    "—" * 3999,
    "thisgame++" * 400,
    "thisgame++ " * 360,
    "thisgame" * 500,
    '"' * 4 + "a" * 3990,
    "[" * 3999,
    "[" * 1990 + "]" * 1990,
    "[x" * 1990 + "](https://x.y)" * 10,
    "](https://" * 399,
    "[](https://" * 360,
    "[](https://x.y)" * 265,
    "[](https://x(a)" * 265,
    "[](https://" + "(a)" * 1320,
    "[](https://" + "(" * 3980,
    "[](https://x" + " " * 3980,
    "[](https://x " * 300,
    '[](https://x "' * 280,
    "[](https://x \"[](https://x '" * 140,
    '[](https://x "' + "a" * 3980,
    "[" + "\\" * 3990,
    "[" * 260 + "thisgame++" + "](https://x.y)" * 260,
]


@pytest.mark.parametrize("content", HOSTILE, ids=range(len(HOSTILE)))
def test_a_message_made_to_be_slow_is_read_within_5_ms(content: str) -> None:
    assert best_time((content + "++ --")[:4000]) < 0.005


QUOTES_AND_CODE = ["`", "``", "```", ">", "> ", ">>> ", "\n"]
LINKS = ["[", "]", "](https://", "](https://x.y)", "(", ")", '"', "'", "\\"]
PIECES = st.sampled_from([*QUOTES_AND_CODE, *LINKS, " ", "thisgame++", "thisgame—", "c++", "*", "a", "é"])


@given(content=st.lists(PIECES, max_size=40), times=st.integers(1, 400))
def test_no_message_takes_longer_than_5_ms(content: list[str], times: int) -> None:
    assert best_time(("".join(content) * times + "++")[:4000]) < 0.005


@given(content=st.text(max_size=4000))
def test_no_text_at_all_stops_the_parser(content: str) -> None:
    assert best_time(content + "++") < 0.005
    assert {token.value for token in parse(content + "++")} <= {1, -1}


CATAN = Game(1, 10, "Catan", "catan")
FIRST = Play(1, 5, CATAN, PlayStatus.PLAYED, EIGHT, EIGHT + timedelta(hours=1))
SKIPPED = Play(2, 5, CATAN, PlayStatus.SKIPPED, EIGHT + timedelta(hours=1), EIGHT + timedelta(hours=1, minutes=5))
LAST = Play(3, 5, CATAN, PlayStatus.PLAYED, EIGHT + timedelta(hours=2), EIGHT + timedelta(hours=3))
PLAYS = [FIRST, SKIPPED, LAST]
END = EIGHT + timedelta(hours=3)
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("instant", "play"),
    [
        (EIGHT - timedelta(days=1), None),
        (EIGHT - TICK, None),
        (EIGHT, FIRST),
        (SKIPPED.started_at - TICK, FIRST),
        (SKIPPED.started_at, SKIPPED),
        (SKIPPED.started_at + timedelta(minutes=30), SKIPPED),
        (LAST.started_at - TICK, SKIPPED),
        (LAST.started_at, LAST),
        (END - TICK, LAST),
        (END, LAST),
        (END + timedelta(minutes=7), LAST),
        (END + timedelta(minutes=15) - TICK, LAST),
        (END + timedelta(minutes=15), None),
        (END + timedelta(days=1), None),
    ],
)
def test_a_vote_belongs_to_the_play_whose_interval_holds_its_instant(instant: datetime, play: Play | None) -> None:
    assert play_at(PLAYS, instant, END) == play


def test_the_last_interval_has_no_end_while_the_session_runs() -> None:
    assert play_at(PLAYS, END + timedelta(hours=9), None) == LAST


def test_of_two_plays_begun_at_one_instant_the_later_one_is_meant() -> None:
    again = Play(4, 5, CATAN, PlayStatus.PLAYING, LAST.started_at)

    assert play_at([*PLAYS, again], LAST.started_at, None) == again


def test_a_session_without_plays_has_nothing_to_vote_on() -> None:
    assert play_at([], EIGHT, None) is None


def vote(message_id: int, value: int | None, user_id: int = 1, play_id: int = 1) -> Vote:
    return Vote(message_id, 9, play_id, user_id, value, EIGHT)


@pytest.mark.parametrize(
    ("votes", "tally"),
    [
        ([], Tally()),
        ([vote(1, 1)], Tally(1, 0)),
        ([vote(1, 1), vote(2, -1)], Tally(0, 1)),
        ([vote(2, -1), vote(1, 1)], Tally(0, 1)),
        ([vote(1, 1), vote(2, -1), vote(3, None)], Tally(0, 1)),
        ([vote(1, 1), vote(2, None), vote(3, None)], Tally(1, 0)),
        ([vote(1, None)], Tally()),
        ([vote(1, 1), vote(2, 1, user_id=2), vote(3, -1, user_id=3)], Tally(2, 1)),
        ([vote(1, 1), vote(2, 1, play_id=2)], Tally(1, 0)),
    ],
)
def test_the_latest_message_of_each_person_that_still_votes_counts(votes: list[Vote], tally: Tally) -> None:
    assert tallies(votes).get(1, Tally()) == tally


def test_each_play_has_its_own_standing_vote_of_a_person() -> None:
    both = [vote(1, 1, play_id=1), vote(2, -1, play_id=2)]

    assert standing(both) == {(1, 1): both[0], (2, 1): both[1]}


def test_a_tally_shows_both_sides() -> None:
    assert str(Tally(2, 1)) == "+2 -1"
