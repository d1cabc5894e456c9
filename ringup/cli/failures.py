"""Known errors end a command with a sentence that says what to do, never with a traceback."""

from __future__ import annotations

import sys
from typing import Any

import typer
from rich.console import Console
from rich.markup import escape
from typer.core import TyperGroup

from ringup.database.errors import DatabaseError
from ringup.pipelines.errors import PipelineError
from ringup.skills.errors import SkillsError
from ringup.telephony.errors import TelephonyError
from ringup.voice.errors import VoiceError

KNOWN = (DatabaseError, SkillsError, VoiceError, PipelineError, TelephonyError)


class FriendlyGroup(TyperGroup):
    """Turns the packages' own errors into a message on standard error and exit code 1."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except KNOWN as error:
            said = f"[bold red]Error:[/] {escape(str(error))}"
            Console(stderr=True).print(said, highlight=False, soft_wrap=True)
            raise typer.Exit(1) from error
        except KeyboardInterrupt:
            sys.exit(130)
