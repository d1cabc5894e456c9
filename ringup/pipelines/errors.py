"""What can go wrong around a call.

PipelineError
 +-- SettingsInvalid       a setting is missing or unusable; says what to do
 +-- ArchiveError          a call's folder cannot be read or written: full disk, no permission
      +-- CallUnknown      there is no such call, or no call could have that id
      +-- ArchiveDamaged   a file in a call's folder does not hold what it should
"""

from __future__ import annotations


class PipelineError(Exception):
    """Base of all errors of `ringup.pipelines`."""

    code = "pipeline"


class SettingsInvalid(PipelineError):
    code = "settings_invalid"

    def __init__(self, problems: tuple[str, ...]) -> None:
        """`problems`: one sentence each, starting with the variable's name."""
        super().__init__("\n".join(problems))
        self.problems = problems


class ArchiveError(PipelineError):
    code = "archive"


class CallUnknown(ArchiveError):
    code = "call_unknown"


class ArchiveDamaged(ArchiveError):
    code = "archive_damaged"
