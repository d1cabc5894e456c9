"""How turns, timings and purchases look in the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from ringup.pipelines.archive import Purchase, Speaker, Turn
from ringup.pipelines.logbook import News, Response


def show(console: Console, news: News) -> None:
    match news:
        case Turn():
            show_turn(console, news)
        case Response(milliseconds=ms):
            console.print(f"         [dim]answered in {ms / 1000:.2f} s[/]", highlight=False)
        case Purchase():
            show_purchase(console, news)


def show_turn(console: Console, turn: Turn) -> None:
    caller = turn.speaker is Speaker.CALLER
    line = Text(f"{clock(turn.start_ms)}  ", style="dim")
    line.append("caller  " if caller else "ringup  ", style="bold" if caller else "bold cyan")
    line.append(turn.text or "(nothing understood)")
    if turn.interrupted:
        line.append("  (interrupted)", style="yellow")
    if turn.confidence is not None:
        line.append(f"  {turn.confidence:.0%} sure", style="dim")
    console.print(line)


def show_purchase(console: Console, purchase: Purchase) -> None:
    body = (
        f"{purchase.summary}\n{purchase.total}\n"
        f"read back {clock(purchase.read_back_start_ms)} to {clock(purchase.read_back_end_ms)}, "
        f"heard to its end\n"
        f'confirmed {clock(purchase.answer_start_ms)}, by {purchase.answered_by}: "{purchase.answer}"'
        f" ({purchase.confidence:.0%} sure)"
    )
    console.print(Panel(Text(body), title=f"order {purchase.order}", border_style="green", width=76))


def clock(ms: int) -> str:
    """Minutes and seconds with tenths: 01:02.3."""
    tenths = ms // 100
    return f"{tenths // 600:02d}:{tenths // 10 % 60:02d}.{tenths % 10}"
