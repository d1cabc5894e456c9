"""One-time tickets from the webhook, which is signed, to the media socket, which is not."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from ringup.skills.values import PhoneNumber

Clock = Callable[[], float]
"""Seconds on a clock that never goes back."""

LIFETIME = 60.0
MOST_WAITING = 1_000


@dataclass(frozen=True, slots=True)
class Grant:
    """Leave to open one media stream for a call. `caller` is None when the number is withheld."""

    call_sid: str
    caller: PhoneNumber | None
    expires_at: float


class StreamTokens:
    """Tokens that wait to be redeemed: one a call, each good for `lifetime` seconds.

    A newer token for a call makes the older one worthless. Beyond `most` waiting calls the oldest
    goes, so that webhooks whose stream never comes cannot fill the memory.
    """

    def __init__(self, clock: Clock, lifetime: float = LIFETIME, most: int = MOST_WAITING) -> None:
        self._clock = clock
        self._lifetime = lifetime
        self._most = most
        self._waiting: dict[str, tuple[str, Grant]] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    def issue(self, call_sid: str, caller: PhoneNumber | None) -> str:
        self._waiting.pop(call_sid, None)
        self._make_room()
        token = secrets.token_urlsafe(32)
        grant = Grant(call_sid, caller, self._clock() + self._lifetime)
        self._waiting[call_sid] = (token, grant)
        return token

    def redeem(self, call_sid: str, token: str) -> Grant | None:
        """The grant, once; None for a token that is wrong, used, too old or another call's.

        A wrong guess leaves the right token as it was: a stranger must not be able to spoil a call.
        """
        expected, grant = self._waiting.get(call_sid, ("", None))
        if not secrets.compare_digest(expected.encode(), token.encode()) or grant is None:
            return None
        del self._waiting[call_sid]
        return grant if self._clock() < grant.expires_at else None

    def _make_room(self) -> None:
        now = self._clock()
        for call_sid, (_, grant) in tuple(self._waiting.items()):
            if grant.expires_at > now:  # issued in order, so the rest is younger
                break
            del self._waiting[call_sid]
        while len(self._waiting) >= self._most:
            del self._waiting[next(iter(self._waiting))]
