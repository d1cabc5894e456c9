"""What is written in text messages, in English."""

from __future__ import annotations

from datetime import timedelta


def code_text(shop: str, code: str, lasts: timedelta) -> str:
    """Figures, since it is read and not heard."""
    minutes = round(lasts.total_seconds() / 60)
    return (
        f"{code} is your code for {shop}. It is good for {minutes} minutes. "
        "Tell it only when you have called us yourself."
    )
