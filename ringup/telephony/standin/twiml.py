"""The part of TwiML that the server answers with: https://www.twilio.com/docs/voice/twiml"""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree

from ringup.telephony.errors import WebhookFailed

LARGEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Say:
    text: str


@dataclass(frozen=True, slots=True)
class Stream:
    url: str
    parameters: dict[str, str]


@dataclass(frozen=True, slots=True)
class Redirect:
    """`url` may be relative to the document that it stands in."""

    url: str


@dataclass(frozen=True, slots=True)
class Hangup:
    pass


@dataclass(frozen=True, slots=True)
class Dial:
    """`action` is asked what to do when that call is over; "" goes on with the next verb."""

    number: str
    action: str = ""


Verb = Say | Stream | Redirect | Hangup | Dial


def parse(document: str) -> tuple[Verb, ...]:
    """Raises WebhookFailed for what is no TwiML, or holds a verb that is not spoken here."""
    if len(document) > LARGEST or "<!DOCTYPE" in document:
        raise WebhookFailed("the webhook's answer is no TwiML: too large, or with a DOCTYPE")
    try:
        root = ElementTree.fromstring(document)  # noqa: S314 - bounded, without a DOCTYPE
    except ElementTree.ParseError as error:
        raise WebhookFailed("the webhook's answer is not XML") from error
    if root.tag != "Response":
        raise WebhookFailed("TwiML begins with <Response>")
    return tuple(_verb(element) for element in root)


def _verb(element: ElementTree.Element) -> Verb:
    text = (element.text or "").strip()
    match element.tag:
        case "Say":
            return Say(text)
        case "Connect" if (stream := element.find("Stream")) is not None:
            return Stream(stream.get("url", ""), _parameters(stream))
        case "Redirect":
            return Redirect(text)
        case "Dial":
            return Dial(text, element.get("action", ""))
        case "Hangup":
            return Hangup()
        case other:
            raise WebhookFailed(f"the stand-in carrier does not know the verb <{other}>")


def _parameters(stream: ElementTree.Element) -> dict[str, str]:
    found = stream.findall("Parameter")
    return {parameter.get("name", ""): parameter.get("value", "") for parameter in found}
