"""Options that several commands read the same way."""

from __future__ import annotations

import typer

from ringup.skills.values import PhoneNumber


def customer_number(given: str | None) -> PhoneNumber | None:
    """A telephone number as typed. Spaces and dashes do not matter."""
    if given is None:
        return None
    try:
        return PhoneNumber(given.replace(" ", "").replace("-", ""))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
