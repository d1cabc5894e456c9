"""Turns: when they begin and end, what of them is answered, and when we stop talking for them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pipecat.audio.dtmf.types import KeypadEntry
from pipecat.frames.frames import InputDTMFFrame, InterruptionFrame, VADUserStartedSpeakingFrame

from ringup.pipelines.assents import AROUND, UNPROVEN
from ringup.pipelines.bias import bias_for
from ringup.pipelines.frames import CallerQuietFrame, CallerSpeakingFrame, HeardFrame
from ringup.pipelines.onsets import BEFORE_MS, EVERY_MS, FIRST_MS, LAST_MS
from ringup.pipelines.recognize import LONGEST_TURN_MS, LONGEST_WAIT_MS
from ringup.skills.conversation import Speech
from ringup.skills.dialogue.expectations import (
    Anything,
    Choice,
    Detail,
    Digits,
    Expectation,
    Quantity,
    YesNo,
)
from ringup.skills.dialogue.guard import CONFIDENCE_BAR
from ringup.skills.intent import Rated, Word
from ringup.skills.values import PromptId, Span
from ringup.voice import ports
from ringup.voice.errors import RecognitionFailed
from ringup.voice.nearness import MOST_PASSED_OVER
from ringup.voice.ports import Bias, Grammar, Transcript
from tests.pipelines.listening import LOUD, PIECE_MS, START_MS, STOP_MS, Doubt, Line, calling

SOFT = 1_000


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    async with calling(tmp_path) as line:
        yield line


async def test_a_turn_holds_what_was_said_and_where_and_the_sound_before_it(line: Line) -> None:
    line.ears.will_hear("the usual please", 0.8)
    await line.sound(1_000)
    await line.speaks(700)
    await line.pause(700)
    heard = (await line.rig.down(HeardFrame)).utterance
    assert (heard.text, heard.confidence, heard.echo) == ("the usual please", 0.8, False)
    assert heard.span == Span(1_000, 1_700)
    # The pre-roll, then everything up to the end of the pause.
    assert line.ears.seconds[0] == pytest.approx(0.4 + 0.7 - START_MS / 1000 + 0.61, abs=0.03)
    assert [type(frame) for frame in line.rig.downs] == [CallerSpeakingFrame, HeardFrame]


async def test_what_is_known_of_numbers_and_words_is_passed_on(line: Line) -> None:
    words = (ports.Word("four", 0.1, 0.3, 0.9), ports.Word("seven", 0.3, 0.6, 0.4))
    rated = (ports.Rated("471203", 0.7),)
    line.ears.script.append(Transcript("four seven", 0.8, words, ("for seven",), rated))
    await line.speaks(700)
    await line.pause(700)
    heard = (await line.rig.down(HeardFrame)).utterance
    assert heard.rated == (Rated("471203", 0.7),)
    assert heard.words == (Word("four", 0.9), Word("seven", 0.4))
    assert heard.alternatives == ("for seven",)


@pytest.mark.parametrize(
    ("expects", "partial", "patience_ms"),
    [
        (YesNo(), "yes", 400),
        (Anything(), "the usual", 600),
        (Anything(), "i'd like to", 2_000),
        (Digits("order", (6,)), "four seven one two oh three", 1_000),
        (Digits("order", (6,)), "four seven one", 2_000),
    ],
)
async def test_how_long_a_pause_may_be_depends_on_what_was_asked_and_said(
    expects: Expectation, partial: str, patience_ms: int, line: Line
) -> None:
    line.floor.expects = expects
    line.ears.will_hear(partial)
    await line.speaks(600)
    await line.pause(patience_ms - 2 * PIECE_MS)
    assert not any(isinstance(frame, HeardFrame) for frame in await line.settled())
    assert line.ears.finished == 0
    await line.sound(3 * PIECE_MS)
    assert (await line.rig.down(HeardFrame)).utterance.text == partial


async def test_a_turn_does_not_end_before_its_words_are_known(line: Line) -> None:
    line.ears.will_hear("i'd like to")
    line.ears.partial = None
    await line.speaks(600)
    await line.pause(1_200)
    assert await line.settled() == [line.rig.downs[0]]
    line.ears.provisional = Transcript("the usual", 0.9)
    await line.pause(STOP_MS + 3 * PIECE_MS)
    await line.rig.down(HeardFrame)


async def test_a_recogniser_that_tells_no_words_is_waited_for_only_so_long(line: Line) -> None:
    line.ears.will_hear("the usual")
    line.ears.partial = None
    await line.speaks(600)
    await line.pause(LONGEST_WAIT_MS - 2 * PIECE_MS)
    assert await line.settled() == [line.rig.downs[0]]
    await line.sound(3 * PIECE_MS)
    await line.rig.down(HeardFrame)


async def test_a_turn_does_not_end_by_words_that_may_lack_the_last_ones(line: Line) -> None:
    line.ears.will_hear("my order")
    line.ears.is_settling = True
    await line.speaks(600)
    await line.pause(LONGEST_WAIT_MS - 2 * PIECE_MS)
    await line.settled()
    assert line.rig.count(HeardFrame) == 0
    line.ears.is_settling = False
    line.ears.partial = "my order number is"
    await line.sound(200)
    await line.settled()
    assert line.rig.count(HeardFrame) == 0
    await line.sound(700)
    await line.rig.down(HeardFrame)


async def test_words_are_wanted_at_once_from_who_speaks_over_us(line: Line) -> None:
    line.ears.will_hear("the usual")
    await line.speaks(600)
    await line.pause(700)
    await line.rig.down(HeardFrame)
    line.says("That is a bag of house blend coffee, to twelve Harbour Street.")
    line.ears.will_hear("stop")
    await line.speaks(600)
    await line.pause(700)
    await line.rig.down(HeardFrame)
    assert [bias.interim for bias in line.ears.biases] == [False, True]


async def test_a_pause_within_a_number_does_not_split_it(line: Line) -> None:
    line.floor.expects = Digits("order", (6,))
    line.ears.will_hear("four seven one")
    await line.speaks(600)
    await line.pause(1_500)
    assert await line.settled() == [line.rig.downs[0]]
    await line.begins()
    await line.settled()
    line.ears.script.clear()
    line.ears.will_hear("four seven one two oh three")
    await line.ends(600)
    await line.pause(1_060)
    assert (await line.rig.down(HeardFrame)).utterance.text == "four seven one two oh three"
    assert len(line.ears.biases) == 1


async def test_an_answer_over_the_question_stops_us_once_and_is_taken(line: Line) -> None:
    line.says("Shall I place this order?", YesNo())
    await line.sound(1_200, 0)
    line.ears.will_hear("yes")
    await line.speaks(400)
    await line.pause(500)
    assert (await line.rig.down(HeardFrame)).utterance.text == "yes"
    assert line.rig.count(InterruptionFrame) == 1
    await line.rig.up(InterruptionFrame)


async def test_a_yes_to_the_first_words_of_a_question_is_no_answer(line: Line) -> None:
    line.says("That is not ordered. How many would you like, or shall I leave it?", YesNo())
    line.ears.will_hear("yeah")
    await line.speaks(400)
    await line.pause(700)
    await line.rig.down(CallerQuietFrame)
    assert line.rig.count(HeardFrame) == line.rig.count(InterruptionFrame) == 0


@pytest.mark.parametrize("said", ["yes", "mm hmm", "okay", "right yeah"])
async def test_an_acknowledgement_over_a_statement_is_no_turn(said: str, line: Line) -> None:
    line.says("That is a bag of house blend coffee, to twelve Harbour Street.")
    line.ears.will_hear(said)
    await line.speaks(400)
    await line.pause(700)
    await line.rig.down(CallerQuietFrame)
    assert line.rig.count(HeardFrame) == line.rig.count(InterruptionFrame) == 0


@pytest.mark.parametrize(("expects", "heard"), [(YesNo(), True), (Anything(), False)])
async def test_an_acknowledgement_after_a_question_is_an_answer_where_it_can_be(
    expects: Expectation, heard: bool, line: Line
) -> None:
    line.floor.expects = expects
    line.ears.will_hear("sure")
    await line.speaks(400)
    await line.pause(700)
    await line.rig.down(HeardFrame if heard else CallerQuietFrame)


async def test_words_over_a_statement_stop_it_while_they_are_spoken(line: Line) -> None:
    line.says("That is a bag of house blend coffee, to twelve Harbour Street.")
    line.ears.will_hear("wait a second")
    await line.begins()
    await line.sound(40, LOUD)
    await line.rig.down(InterruptionFrame)
    line.floor.cut(200)
    await line.ends(500)
    await line.pause(700)
    await line.rig.down(HeardFrame)
    assert line.rig.count(InterruptionFrame) == 1


async def test_words_that_are_known_late_stop_us_without_more_sound(line: Line) -> None:
    line.says("That is a bag of house blend coffee, to twelve Harbour Street.")
    await line.begins()
    await line.goes_on(40)
    assert line.rig.count(InterruptionFrame) == 0
    line.ears.hear_now("wait a second")
    await line.settled()
    assert line.rig.count(InterruptionFrame) == 1


async def test_who_goes_on_stops_what_we_say_next_as_well(line: Line) -> None:
    """What was looked up meanwhile is not said over them."""
    line.says("One moment please.")
    line.ears.will_hear("actually never mind")
    await line.begins()
    await line.goes_on(40)
    assert line.rig.count(InterruptionFrame) == 1
    line.floor.cut(200)
    line.says("That is a bag of house blend coffee, to twelve Harbour Street.")
    await line.goes_on(40)
    assert line.rig.count(InterruptionFrame) == 2


async def test_what_waits_to_be_said_is_not_said_into_an_answer(line: Line) -> None:
    line.says("One moment please.")
    line.ears.will_hear("actually never mind")
    await line.begins()
    await line.goes_on(40)
    line.floor.cut(200)
    line.floor.given(Speech(PromptId("p2"), "That is a bag of house blend coffee."))
    await line.ends(500)
    await line.pause(700)
    await line.rig.down(HeardFrame)
    assert line.rig.count(InterruptionFrame) == 2


async def test_a_key_counts_after_the_words_before_it(line: Line) -> None:
    line.floor.expects = Digits("order", (6,))
    line.ears.will_hear("four seven one")
    await line.speaks(600)
    await line.rig.send(*(InputDTMFFrame(KeypadEntry(key)) for key in "203"))
    assert [(await line.rig.down(InputDTMFFrame)).button.value for _ in range(3)] == [*"203"]
    came = [type(frame) for frame in line.rig.downs if isinstance(frame, HeardFrame | InputDTMFFrame)]
    assert came == [HeardFrame, *[InputDTMFFrame] * 3]


async def test_a_key_waits_for_nobody_who_speaks(line: Line) -> None:
    await line.begins()
    await line.rig.send(InputDTMFFrame(KeypadEntry.ONE))
    await line.rig.down(InputDTMFFrame)
    assert line.rig.count(HeardFrame) == 0


async def test_who_sounds_as_if_they_wanted_the_floor_stops_us_before_their_words_are_known(
    line: Line,
) -> None:
    line.says("That is a bag of house blend coffee, to twelve Harbour Street.")
    line.attention.says = True
    line.ears.partial = ""
    line.ears.script.append(Transcript("the lamp", 0.3))
    await line.begins()
    await line.goes_on(200)
    assert line.rig.count(InterruptionFrame) == 1
    line.floor.cut(300)
    await line.ends(300)
    await line.pause(2_100)
    assert (await line.rig.down(HeardFrame)).utterance.text == "the lamp"


async def test_how_a_turn_begins_is_listened_to_again_as_it_grows(line: Line) -> None:
    line.says("That is a bag of house blend coffee, to twelve Harbour Street.")
    line.ears.partial = "okay"
    await line.sound(400)
    await line.begins()
    await line.goes_on(1_500)
    heard = line.attention.seconds
    assert heard == sorted(heard)
    assert (FIRST_MS + BEFORE_MS) / 1000 <= heard[0] < 0.4
    assert (LAST_MS - EVERY_MS) / 1000 < heard[-1] <= (LAST_MS + BEFORE_MS) / 1000
    assert len(heard) <= (LAST_MS - FIRST_MS) / EVERY_MS + 1
    assert line.rig.count(InterruptionFrame) == 0


async def test_nobody_listens_how_a_turn_begins_where_we_are_silent(line: Line) -> None:
    await line.begins()
    await line.goes_on(600)
    assert line.attention.seconds == []


async def test_a_failure_of_who_listens_costs_nothing_but_time(line: Line) -> None:
    line.says("That is a bag of house blend coffee, to twelve Harbour Street.")
    line.attention.fails = True
    line.ears.partial = "the lamp"
    await line.begins()
    await line.goes_on(800)
    assert line.rig.count(InterruptionFrame) == 1
    assert len(line.attention.seconds) > 1


@pytest.mark.parametrize("says", [True, False])
async def test_a_yes_that_may_be_a_cough_is_listened_to_once_more(says: bool, line: Line) -> None:
    line.floor.expects = YesNo()
    line.doubt.says = says
    line.ears.will_hear(Doubt.WORD, 0.9)
    await line.sound(1_000)
    await line.speaks(400)
    await line.pause(700)
    heard = (await line.rig.down(HeardFrame)).utterance
    assert (heard.text, heard.confidence) == (Doubt.WORD, 0.9 if says else UNPROVEN)
    assert line.doubt.seconds == [pytest.approx(0.4 + 2 * AROUND, abs=0.05)]


async def test_other_words_are_believed_as_they_are_heard(line: Line) -> None:
    line.floor.expects = YesNo()
    line.ears.will_hear("yes please", 0.9)
    await line.speaks(400)
    await line.pause(700)
    assert (await line.rig.down(HeardFrame)).utterance.confidence == 0.9
    assert line.doubt.seconds == []


async def test_a_yes_that_nobody_could_listen_to_is_not_believed(line: Line) -> None:
    line.floor.expects = YesNo()
    line.doubt.fails = True
    line.ears.will_hear(Doubt.WORD, 0.9)
    await line.speaks(400)
    await line.pause(700)
    assert (await line.rig.down(HeardFrame)).utterance.confidence == UNPROVEN
    assert UNPROVEN < CONFIDENCE_BAR


@pytest.mark.parametrize("read_as", ["", "mm hmm"])
async def test_what_stopped_us_and_was_nothing_is_told_as_that(read_as: str, line: Line) -> None:
    line.says("That is a bag of house blend coffee.")
    line.ears.partial = "i'm made" if read_as else ""
    line.ears.script.append(Transcript(read_as, 0.9))
    await line.speaks(1_400)
    line.floor.cut(1_300)
    await line.pause(2_100)
    assert (await line.rig.down(CallerQuietFrame)).cut_in
    assert line.rig.count(InterruptionFrame) == 1
    assert line.rig.count(HeardFrame) == 0


async def test_whoever_made_us_stop_gets_an_answer_though_the_recogniser_failed(line: Line) -> None:
    line.says("That is a bag of house blend coffee.")
    line.ears.partial = "i want"
    line.ears.script.append(RecognitionFailed("as the test asked"))
    await line.speaks(1_000)
    await line.pause(2_100)
    assert (await line.rig.down(HeardFrame)).utterance.text == ""


async def test_until_the_caller_is_known_soft_voices_do_not_stop_us_as_soon(line: Line) -> None:
    line.says("Hello. This is the automatic assistant of Corner Store. The call is recorded.")
    line.ears.will_hear("the phone", 0.4)
    await line.speaks(1_000, SOFT)
    await line.pause(2_100)
    await line.rig.down(CallerQuietFrame)
    assert line.rig.count(InterruptionFrame) == 0
    line.floor.cut(0)
    await said_at(line, "where is my order", SOFT)
    await line.rig.down(HeardFrame)
    line.says("Your order is on its way with Parcel Express. It should arrive on Wednesday.")
    line.ears.will_hear("the phone", 0.4)
    await line.speaks(1_000, SOFT)
    await line.rig.down(InterruptionFrame)


async def said_at(line: Line, text: str, amplitude: int) -> None:
    """For .7 s, and then a pause."""
    line.ears.will_hear(text)
    await line.speaks(700, amplitude)
    await line.pause(700)


async def test_who_speaks_from_far_away_is_not_answered(line: Line) -> None:
    await said_at(line, "where is my order", 4_000)
    await line.rig.down(HeardFrame)
    await said_at(line, "put it over there please", 1_000)
    assert (await line.rig.down(CallerQuietFrame)).is_far
    await said_at(line, "where is my order", 3_000)
    assert (await line.rig.down(HeardFrame)).utterance.text == "where is my order"


async def test_who_moved_away_is_answered_again(line: Line) -> None:
    await said_at(line, "where is my order", 4_000)
    await line.rig.down(HeardFrame)
    for _ in range(MOST_PASSED_OVER):
        await said_at(line, "are you there", 1_000)
        await line.rig.down(CallerQuietFrame)
    await said_at(line, "hello", 1_000)
    assert (await line.rig.down(HeardFrame)).utterance.text == "hello"


async def test_our_own_words_do_not_stop_us(line: Line) -> None:
    line.says("That is a bag of house blend coffee.", until_ms=2_000)
    line.says("To twelve Harbour Street.")
    line.ears.will_hear("that is a bag of house blend")
    await line.speaks(900)
    await line.pause(700)
    await line.rig.down(CallerQuietFrame)
    assert line.rig.count(HeardFrame) == line.rig.count(InterruptionFrame) == 0


async def test_an_echo_that_comes_after_us_is_passed_on_as_one(line: Line) -> None:
    line.says("Shall I place this order?", YesNo(), until_ms=700)
    line.ears.will_hear("place this order")
    await line.sound(800)
    await line.speaks(600)
    await line.pause(700)
    heard = await line.rig.down(HeardFrame)
    assert heard.utterance.echo
    assert line.rig.count(InterruptionFrame) == 0


@pytest.mark.parametrize("read_as", ["", "if"])
@pytest.mark.parametrize(("milliseconds", "answered"), [(200, False), (800, False), (1_000, True)])
async def test_a_sound_without_words_is_answered_unless_it_is_as_short_as_a_cough(
    milliseconds: int, answered: bool, read_as: str, line: Line
) -> None:
    line.ears.will_hear(read_as)
    await line.speaks(milliseconds)
    await line.pause(900)
    await line.rig.down(HeardFrame if answered else CallerQuietFrame)
    assert line.rig.count(HeardFrame) == answered


async def test_four_coughs_cost_nothing(line: Line) -> None:
    for _ in range(4):
        line.ears.will_hear("")
        await line.speaks(500)
        await line.pause(900)
        await line.rig.down(CallerQuietFrame)
    line.ears.will_hear("the usual")
    await line.speaks(600)
    await line.pause(700)
    assert (await line.rig.down(HeardFrame)).utterance.text == "the usual"
    assert line.rig.count(HeardFrame) == 1


async def test_a_recogniser_that_fails_is_like_one_that_found_no_words(
    line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    line.ears.script.append(RecognitionFailed("as the test asked"))
    await line.speaks(600)
    await line.pause(700)
    heard = (await line.rig.down(HeardFrame)).utterance
    assert (heard.text, heard.confidence) == ("", 0.0)
    assert "could not be recognised" in caplog.text


async def test_somebody_who_never_stops_is_heard_out_only_so_long(line: Line) -> None:
    line.ears.will_hear("and now the weather")
    await line.rig.send(VADUserStartedSpeakingFrame(start_secs=0.0))
    await line.sound(LONGEST_TURN_MS + 2 * PIECE_MS, LOUD)
    span = (await line.rig.down(HeardFrame)).utterance.span
    assert span is not None
    assert span.end_ms - span.start_ms == pytest.approx(LONGEST_TURN_MS, abs=2 * PIECE_MS)


async def test_a_turn_that_the_hang_up_cuts_off_is_abandoned(tmp_path: Path) -> None:
    async with calling(tmp_path) as line:
        await line.begins()
        await line.rig.down(CallerSpeakingFrame)
        ears = line.ears
    assert (ears.abandoned, ears.finished) == (1, 0)


@pytest.mark.parametrize(
    ("expects", "bias"),
    [
        (Anything(), Bias()),
        (Quantity(), Bias(Grammar.CHOICE)),
        (YesNo(), Bias(Grammar.YES_NO)),
        (Digits("order", (6,), ("471203",)), Bias(Grammar.DIGITS, ("471203",), (6,))),
        (Digits("phone", (7, 10)), Bias(Grammar.DIGITS, lengths=(7, 10))),
        (Digits("pin", (4,), secret=True), Bias(Grammar.DIGITS)),
        (Choice("product", ("the lamp",)), Bias(Grammar.CHOICE, ("the lamp",))),
        (Detail("delivery", ("express",)), Bias(Grammar.CHOICE, ("express",))),
        (Detail("postcode"), Bias(Grammar.SPELLED)),
        (Detail("date"), Bias(Grammar.MOMENT)),
        (Detail("topic"), Bias()),
    ],
)
async def test_the_recogniser_is_told_what_was_asked(expects: Expectation, bias: Bias, line: Line) -> None:
    assert bias_for(expects) == bias
    line.floor.expects = expects
    await line.rig.send(VADUserStartedSpeakingFrame(start_secs=0.0))
    await line.rig.down(CallerSpeakingFrame)
    assert line.ears.biases == [bias]


PENDING = Speech(PromptId("pending"), "Is there anything else?", Anything())


async def test_who_speaks_in_our_silence_has_the_floor_until_it_is_known_what_they_said(line: Line) -> None:
    line.floor.given(PENDING)
    line.ears.will_hear("and the lamp")
    free = asyncio.create_task(line.floor.until_free())
    await line.begins()
    await line.settled()
    taken = asyncio.create_task(line.floor.until_free())
    await line.ends(900)
    await line.pause(500)
    assert (free.done(), taken.done()) == (True, False)
    await line.pause(500)
    await line.rig.down(HeardFrame)
    await taken


@pytest.mark.parametrize(("words", "milliseconds"), [("", 300), ("okay", 400), ("the", 500)])
async def test_a_cough_or_an_okay_has_the_floor_for_as_long_as_it_sounds(
    words: str, milliseconds: int, line: Line
) -> None:
    line.floor.given(PENDING)
    line.ears.will_hear(words)
    await line.begins()
    await line.settled()
    taken = asyncio.create_task(line.floor.until_free())
    await line.settled()
    assert not taken.done()
    await line.ends(milliseconds)
    await line.sound(PIECE_MS)
    await line.settled()
    assert taken.done()
    assert line.ears.finished == 0


async def test_who_speaks_over_us_does_not_keep_us_from_going_on(line: Line) -> None:
    line.says("That is two bags of coffee.")
    line.ears.will_hear("mm-hmm")
    await line.begins()
    await line.settled()
    await line.floor.until_free()
