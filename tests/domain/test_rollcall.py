"""Roll calls: answers, counting and ranking."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import NothingMatches, NotValid
from domain.rollcall.errors import RollCallClosed
from domain.rollcall.options import Answer, Given, Option, checked_options
from domain.rollcall.poll import Mode, RollCall, Status

YES, IF_NEEDED, NO = Answer.YES, Answer.IF_NEEDED, Answer.NO
ANA, BEN, CLEO = 1, 2, 3
FRI, SAT, SUN = 51, 52, 53
NOW = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)


def roll_call(days: int = 3, mode: Mode = Mode.BUTTONS) -> RollCall:
    """An open one with options at 20:00 of as many days, whose ids begin with FRI."""
    first = datetime(2026, 9, 4, 20, tzinfo=UTC)
    options = tuple(Option(FRI + n, first + timedelta(days=n), n) for n in range(days))
    deadline, duration = datetime(2026, 9, 4, 19, tzinfo=UTC), timedelta(hours=3)
    return RollCall(1, 10, 3, "When?", mode, Status.OPEN, ANA, deadline, duration, options)


def said(**answers: str) -> RollCall:
    """What people say to the options in order: `said(fri="yy", sat="yin")` has as many people as letters."""
    letters = {"y": YES, "i": IF_NEEDED, "n": NO}
    made, names = roll_call(), {"fri": FRI, "sat": SAT, "sun": SUN}
    for day, given_ in answers.items():
        for user_id, letter in enumerate(given_, start=1):
            made = made.with_answers(user_id, {names[day]: letters[letter]}, cause=user_id)
    return made


def test_a_tap_says_yes() -> None:
    assert roll_call().toggled(FRI, ANA, 1).answer_of(ANA, FRI) is YES


def test_a_second_tap_takes_the_yes_back() -> None:
    assert roll_call().toggled(FRI, ANA, 1).toggled(FRI, ANA, 2).answer_of(ANA, FRI) is None


@pytest.mark.parametrize("before", [IF_NEEDED, NO])
def test_a_tap_on_another_answer_makes_it_yes(before: Answer) -> None:
    assert roll_call().with_answers(ANA, {FRI: before}, 1).toggled(FRI, ANA, 2).answer_of(ANA, FRI) is YES


@pytest.mark.parametrize("replayed", [5, 4])
def test_a_tap_delivered_again_or_late_changes_nothing(replayed: int) -> None:
    made = roll_call().toggled(FRI, ANA, 5)

    assert made.toggled(FRI, ANA, replayed) is made


def test_an_answer_taken_back_is_not_set_again_by_an_older_tap() -> None:
    made = roll_call().toggled(FRI, ANA, 5).toggled(FRI, ANA, 6)

    assert made.toggled(FRI, ANA, 5).answer_of(ANA, FRI) is None


def test_taps_of_different_people_do_not_age_each_other() -> None:
    assert roll_call().toggled(FRI, ANA, 9).toggled(FRI, BEN, 5).answer_of(BEN, FRI) is YES


def test_none_of_these_is_no_to_everything() -> None:
    made = roll_call().toggled(FRI, ANA, 1).none_of_these(ANA, 2)

    assert [made.answer_of(ANA, option.id) for option in made.options] == [NO, NO, NO]


def test_several_answers_come_with_one_act_and_leave_the_others() -> None:
    made = roll_call().toggled(SUN, ANA, 1).with_answers(ANA, {FRI: IF_NEEDED, SAT: NO}, 2)

    assert [made.answer_of(ANA, option.id) for option in made.options] == [IF_NEEDED, NO, YES]


def test_saying_nothing_is_not_saying_no() -> None:
    count = said(fri="n").count(roll_call().option(FRI))

    assert (count.no, count.can) == ((ANA,), 0)
    assert said(fri="n").count(roll_call().option(SAT)).no == ()


def test_those_who_took_everything_back_have_not_answered() -> None:
    made = roll_call().toggled(FRI, ANA, 1).toggled(FRI, ANA, 2).toggled(SAT, BEN, 3)

    assert made.respondents() == {BEN}


def test_a_closed_roll_call_refuses_every_answer_and_says_since_when() -> None:
    closed = roll_call().closed(NOW)

    acts: list[Callable[[], RollCall]] = [
        lambda: closed.toggled(FRI, ANA, 1),
        lambda: closed.none_of_these(ANA, 1),
        lambda: closed.closed(NOW),
    ]
    for act in acts:
        with pytest.raises(RollCallClosed) as refused:
            act()
        assert refused.value.closed_at == NOW


def test_answers_are_listed_in_order_of_answering() -> None:
    made = roll_call().toggled(FRI, CLEO, 1).toggled(FRI, ANA, 2).with_answers(BEN, {FRI: IF_NEEDED}, 3)

    count = made.count(made.option(FRI))

    assert (count.yes, count.if_needed, count.can) == ((CLEO, ANA), (BEN,), 3)


@pytest.mark.parametrize(
    ("answers", "ranking"),
    [
        ({}, [FRI, SAT, SUN]),
        ({"sat": "y"}, [SAT, FRI, SUN]),
        ({"fri": "y", "sun": "yy"}, [SUN, FRI, SAT]),
        # most who can come, before most yes
        ({"fri": "y", "sat": "ii"}, [SAT, FRI, SUN]),
        # most yes among as many who can
        ({"fri": "yii", "sat": "yyi"}, [SAT, FRI, SUN]),
        # the earliest among equals
        ({"fri": "yi", "sat": "yi"}, [FRI, SAT, SUN]),
        # a no is as good as silence
        ({"fri": "nnn", "sun": "y"}, [SUN, FRI, SAT]),
        ({"fri": "nnn"}, [FRI, SAT, SUN]),
    ],
)
def test_options_are_ranked(answers: dict[str, str], ranking: list[int]) -> None:
    assert [count.option.id for count in said(**answers).ranked()] == ranking


def test_the_best_option_is_never_in_the_past() -> None:
    made = said(fri="yy", sat="y")

    best = made.best(made.option(FRI).starts_at)

    assert best is not None
    assert best.option.id == SAT


@pytest.mark.parametrize("answers", [{}, {"fri": "n", "sat": "nn"}])
def test_there_is_no_best_option_where_nobody_can(answers: dict[str, str]) -> None:
    assert said(**answers).best(NOW) is None


def test_there_is_no_best_option_once_all_are_past() -> None:
    assert said(fri="yy").best(roll_call().options[-1].starts_at) is None


def test_one_that_has_closed_ranks_as_it_did_also_when_its_times_have_come() -> None:
    made = said(fri="yy", sat="y").closed(NOW)
    later = made.option(FRI).starts_at + timedelta(hours=1)

    leading, still_possible = made.leading(later), made.best(later)

    assert leading is not None
    assert leading.option.id == FRI
    assert still_possible is not None, "what can be made a session is still to come"
    assert still_possible.option.id == SAT


def test_of_an_open_one_the_best_is_never_in_the_past() -> None:
    made = said(fri="yy", sat="y")

    leading = made.leading(made.option(FRI).starts_at)

    assert leading is not None
    assert leading.option.id == SAT


def test_letters_follow_the_order_of_the_options() -> None:
    made = roll_call(20, Mode.REACTIONS)

    letters = [made.letter(option.id) for option in made.options]

    assert letters[:3] == ["🇦", "🇧", "🇨"]
    assert letters[-1] == "🇹"
    assert [made.option_of(letter) for letter in letters] == list(made.options)


@pytest.mark.parametrize("emoji", ["🇩", "🇹", "🇺", "A", "👍", "", "🇦🇧"])
def test_other_emoji_stand_for_no_option(emoji: str) -> None:
    assert roll_call(3).option_of(emoji) is None


def test_an_option_of_another_roll_call_does_not_exist() -> None:
    with pytest.raises(NothingMatches):
        roll_call().option(999)


@pytest.mark.parametrize(
    ("mode", "by_button", "by_reaction"),
    [(Mode.BUTTONS, True, False), (Mode.REACTIONS, False, True), (Mode.BOTH, True, True)],
)
def test_a_mode_says_how_people_answer(mode: Mode, by_button: bool, by_reaction: bool) -> None:
    made = roll_call(mode=mode)

    assert (made.by_button, made.by_reaction) == (by_button, by_reaction)


def test_options_are_put_in_time_order_and_said_twice_count_once() -> None:
    first, second = NOW + timedelta(days=1), NOW + timedelta(days=2)

    assert checked_options([second, first, second]) == [first, second]


@pytest.mark.parametrize("count", [0, 21])
def test_a_roll_call_has_one_to_twenty_options(count: int) -> None:
    with pytest.raises(NotValid, match=str(count)):
        checked_options(NOW + timedelta(hours=n) for n in range(count))


def test_twenty_options_are_fine() -> None:
    assert len(checked_options(NOW + timedelta(hours=n) for n in range(20))) == 20


OPTIONS = st.sampled_from([FRI, SAT, SUN])
GIVEN = st.dictionaries(
    st.tuples(OPTIONS, st.integers(1, 6)), st.builds(Given, st.none() | st.sampled_from(Answer), st.integers(1, 50))
)


def place(made: RollCall, option_id: int) -> int:
    return [count.option.id for count in made.ranked()].index(option_id)


@given(answers=GIVEN, option_id=OPTIONS, user_id=st.integers(1, 7))
def test_one_more_yes_never_lowers_an_option(
    answers: dict[tuple[int, int], Given], option_id: int, user_id: int
) -> None:
    before = replace(roll_call(), answers=answers)

    after = before.with_answers(user_id, {option_id: YES}, cause=100)

    assert place(after, option_id) <= place(before, option_id)


@given(
    acts=st.lists(st.tuples(st.integers(1, 4), OPTIONS, st.none() | st.sampled_from(Answer)), max_size=12),
    r=st.randoms(),
)
def test_it_never_matters_in_which_order_acts_arrive(acts: list[tuple[int, int, Answer | None]], r: object) -> None:
    numbered = list(enumerate(acts, start=1))
    shuffled = sorted(numbered, key=lambda _: r.random())  # type: ignore[attr-defined] # hypothesis' own randomness

    def outcome(order: list[tuple[int, tuple[int, int, Answer | None]]]) -> RollCall:
        made = roll_call()
        for cause, (user_id, option_id, answer) in order:
            made = made.with_answers(user_id, {option_id: answer}, cause)
        return made

    assert outcome(shuffled) == outcome(numbered)
    assert outcome(shuffled).ranked() == outcome(numbered).ranked()
