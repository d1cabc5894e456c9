"""The rows of the table: by voice and band, and by skill over all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bench.hearing.hearing import Heard, word_error_rate
from bench.hearing.sentences import OFF_TOPIC
from bench.report import Row
from ringup.skills.dialogue.expectations import YesNo
from ringup.skills.intent import Name
from training.exam import Band

Hearings = Mapping[tuple[str, Band], Sequence[Heard]]


def rows(heard: Hearings) -> Iterator[Row]:
    for (voice, band), some in heard.items():
        yield _row(voice, band, some)
    for band in dict.fromkeys(band for _, band in heard):
        every = [one for (_, its), some in heard.items() if its is band for one in some]
        yield _row("all", band, every)
        for skill in dict.fromkeys(one.said.skill for one in every if one.said.skill != OFF_TOPIC):
            yield _row(skill, band, [one for one in every if one.said.skill == skill])


def _row(who: str, band: Band, some: Sequence[Heard]) -> Row:
    """Intents are counted of those sentences whose true words mean one: `acted on` is the right one, heard
    surely enough. `misled`, of all, is another intent that is acted on. Off-topic speech counts apart: how
    much of it opens something that may be written, or is a yes at a read-back."""
    shop = [one for one in some if one.said.skill != OFF_TOPIC]
    meant = [one for one in shop if one.meant.name is not Name.UNCLEAR]
    other = [one for one in some if one.said.skill == OFF_TOPIC]
    openings = [one for one in other if not isinstance(one.said.expects, YesNo)]
    read_back = [one for one in other if isinstance(one.said.expects, YesNo)]
    return {
        "who": who,
        "band": band.value,
        "n": len(shop),
        "words wrong %": round(word_error_rate(shop), 1),
        "with an intent": len(meant),
        "heard %": _share(one.right for one in meant),
        "acted on %": _share(one.right and one.acted_on for one in meant),
        "slots too %": _share(one.right_slots and one.acted_on for one in meant),
        "misled %": _share(_misled(one) for one in shop),
        "to a write %": _share(_misled(one) and one.writes for one in shop),
        "off-topic: writes": _of(openings),
        "yes": _of(read_back),
        "core": round(sum(one.seconds for one in some) / sum(one.sound for one in some), 2),
    }


def _misled(one: Heard) -> bool:
    return one.acted_on and not one.right and one.taken.name is not Name.UNCLEAR


def _share(hits: Iterable[bool]) -> float:
    every = tuple(hits)
    return round(100 * sum(every) / max(1, len(every)), 1)


def _of(some: Sequence[Heard]) -> str:
    return f"{sum(one.writes for one in some)} of {len(some)}" if some else ""


def print_errors(heard: Iterable[Heard]) -> None:
    for one in heard:
        wrong = one.writes if one.said.skill == OFF_TOPIC else one.word_errors
        if wrong:
            confidence = f"{one.transcript.confidence:.2f}"
            print(one.said.skill, f"{one.meant.name} -> {one.taken.name}", confidence, sep=" | ")
            print("   ", one.said.text)
            print("   ", one.transcript.text)
