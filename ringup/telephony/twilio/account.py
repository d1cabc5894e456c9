"""Whose calls these are, and how carrier and server reach each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

from ringup.pipelines.settings import Settings

VOICE_PATH = "/twilio/voice"
STATUS_PATH = "/twilio/status"
MEDIA_PATH = "/twilio/media"
DIALLED_PATH = "/twilio/dialled"


@dataclass(frozen=True, slots=True)
class TwilioAccount:
    """`public_url` is where the carrier finds this server, behind any proxy or tunnel, perhaps with
    a path of its own: "https://shop.example/phone". `rest_url` is the base of the carrier's API.
    """

    account_sid: str
    auth_token: str = field(repr=False)
    public_url: str
    rest_url: str = "https://api.twilio.com"

    def __post_init__(self) -> None:
        for url in (self.public_url, self.rest_url):
            parts = urlsplit(url)
            if parts.scheme not in ("http", "https") or not parts.netloc:
                raise ValueError("the carrier's addresses begin with http:// or https://")

    def public(self, path: str, query: str = "") -> str:
        """The address that the carrier called to reach `path` here."""
        return self.public_url.rstrip("/") + path + (f"?{query}" if query else "")

    @property
    def media_url(self) -> str:
        """wss:// where the public address is https://, else ws://, which only suits loopback."""
        parts = urlsplit(self.public(MEDIA_PATH))
        scheme = "wss" if parts.scheme == "https" else "ws"
        return urlunsplit(parts._replace(scheme=scheme))

    @property
    def redirect_path(self) -> str:
        """The webhook's path as the carrier sees it."""
        return urlsplit(self.public(VOICE_PATH)).path

    @property
    def dialled_url(self) -> str:
        """Where the carrier tells what came of a dialled call; absolute, as there is no document that it
        could be relative to."""
        return self.public(DIALLED_PATH)

    @property
    def messages_url(self) -> str:
        base = self.rest_url.rstrip("/")
        return f"{base}/2010-04-01/Accounts/{self.account_sid}/Messages.json"

    def call_url(self, call_sid: str) -> str:
        base = self.rest_url.rstrip("/")
        return f"{base}/2010-04-01/Accounts/{self.account_sid}/Calls/{call_sid}.json"


def account_of(settings: Settings) -> TwilioAccount:
    """The carrier's account. Raises ValueError when the settings hold none."""
    sid, token, url = (
        settings.twilio_account_sid,
        settings.twilio_auth_token,
        settings.public_url,
    )
    if sid is None or token is None or url is None:
        raise ValueError("no carrier's account is set")
    return TwilioAccount(sid, token.get_secret_value(), str(url), str(settings.twilio_rest_url))
