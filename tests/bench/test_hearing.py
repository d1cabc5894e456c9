"""What the hearing bench counts, and that its sentences are nobody's examples."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bench.hearing.hearing import Heard, hear, word_error_rate
from bench.hearing.scoring import rows
from bench.hearing.sentences import OFF_TOPIC, Said, off_topic_sentences, shop_sentences
from ringup.skills.dialogue.expectations import Anything, Expectation, YesNo
from ringup.skills.intent import Intent, Name
from ringup.skills.understanding.gazetteer import Gazetteer
from ringup.skills.understanding.rules import RulesUnderstander
from ringup.voice.audio import PHONE_RATE, Audio
from ringup.voice.ports import Bias, Told, Transcript
from tests.voice.fakes import FakeRecognition, FakeRecognizer
from training.exam import Band

UNDERSTANDING = Path(__file__).parents[2] / "ringup/skills/understanding"
EXAMPLES = (*UNDERSTANDING.glob("data/*.yaml"), *UNDERSTANDING.glob("corpus/**/*.yaml"))


def heard(
    said: str,
    text: str,
    taken: Name,
    confidence: float = 0.9,
    skill: str = "reorder",
    expects: Expectation = Anything(),  # noqa: B008 - frozen
) -> Heard:
    transcript = Transcript(text, confidence)
    return Heard(Said(skill, expects, said), transcript, Intent(Name.REORDER), Intent(taken), 0.5, 2.0)


def test_there_are_enough_of_every_skill() -> None:
    sentences = shop_sentences()
    assert len(sentences) >= 150
    skills = [one.skill for one in sentences]
    assert all(skills.count(skill) >= 8 for skill in skills)
    assert len(off_topic_sentences()) >= 120


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_requests_are_held_out(file: Path) -> None:
    """Short answers, such as a name, cannot help being alike."""
    examples = {str(text) for texts in yaml.safe_load(file.read_text()).values() for text in texts}
    requests = {one.text for one in shop_sentences() if len(one.text.split()) > 4}
    assert requests & examples == set()


def test_words_put_in_left_out_and_mistaken_are_errors() -> None:
    some = (heard("the usual please", "usual peas", Name.UNCLEAR), heard("again", "once again", Name.REORDER))
    assert word_error_rate(some) == pytest.approx(100 * 3 / 4)


def test_intents_are_right_misled_or_asked_again() -> None:
    some = [
        heard("the usual", "the usual", Name.REORDER),
        heard("the usual", "the usual", Name.REORDER, confidence=0.1),
        heard("the usual", "the usher", Name.UNCLEAR),
        heard("the usual", "cancel it", Name.CANCEL_ORDER),
    ]
    row = next(iter(rows({("rms", Band.PHONE): some})))
    assert (row["heard %"], row["acted on %"]) == (50.0, 25.0)
    assert (row["misled %"], row["to a write %"]) == (25.0, 25.0)
    assert row["core"] == 0.25


def test_off_topic_speech_is_counted_apart() -> None:
    some = [
        heard("the usual", "the usual", Name.REORDER),
        heard("order me a taxi", "order me tea", Name.ORDER, skill=OFF_TOPIC),
        heard("order me a taxi", "order me tea", Name.ORDER, 0.1, OFF_TOPIC),
        heard("yes he is", "yes", Name.ANSWER, 0.7, OFF_TOPIC, YesNo()),
        heard("yes he is", "yes", Name.ANSWER, 0.5, OFF_TOPIC, YesNo()),
    ]
    row = next(iter(rows({("rms", Band.PHONE): some})))
    assert (row["n"], row["off-topic: writes"], row["yes"]) == (1, "1 of 2", "1 of 2")


WORK = """
import sys, time
while time.process_time() < 0.5: pass
print("done", flush=True)
sys.stdin.read()
"""


class Outsourced(FakeRecognizer):
    """Has its work done by a process of its own, which lives on until `close`."""

    def begin(self, bias: Bias = Bias(), told: Told | None = None) -> FakeRecognition:  # noqa: B008
        command = (sys.executable, "-c", WORK)
        self._worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._worker.stdout is not None
        self._worker.stdout.readline()
        return super().begin(bias)

    async def close(self) -> None:
        self._worker.communicate()
        await super().close()


async def test_the_work_of_a_recognisers_processes_counts() -> None:
    recognizer = Outsourced(["the usual"])
    said = Said("reorder", Anything(), "the usual")
    one = await hear(recognizer, RulesUnderstander(Gazetteer()), said, Audio.silence(1.0, PHONE_RATE))
    await recognizer.close()
    assert one.transcript.text == "the usual"
    assert one.seconds >= 0.4, "of half a second, counted in steps"
