"""The carrier's media messages as pipecat frames, and back.

For a pipeline at 8 kHz nothing is resampled. Garbage is counted and left out; none of it is logged,
since it may hold what a caller said.
"""

from __future__ import annotations

import json

from pipecat.audio.dtmf.types import KeypadEntry
from pipecat.audio.utils import ulaw_to_pcm
from pipecat.frames.frames import (
    Frame,
    InputAudioRawFrame,
    InputDTMFFrame,
    InputTransportMessageFrame,
    OutputTransportMessageFrame,
    OutputTransportMessageUrgentFrame,
)
from pipecat.serializers.twilio import TwilioFrameSerializer

from ringup.telephony.errors import TooMuchGarbage
from ringup.telephony.twilio.messages import (
    DtmfMessage,
    MarkMessage,
    Media,
    MediaMessage,
    Message,
    Stop,
    read_message,
)

MOST_GARBAGE = 50
"""Messages in a row that may mean nothing: a second of media."""

_NANOSECONDS_PER_MS = 1_000_000


class MediaSerializer(TwilioFrameSerializer):
    """One stream's. Never hangs up: that is the call's decision, through `CallControl`.

    - `media` becomes an InputAudioRawFrame whose `pts` is the carrier's time stamp in nanoseconds.
    - `mark` becomes an InputTransportMessageFrame with {"event": "mark", "name": ...}.
    - `dtmf` becomes an InputDTMFFrame.
    - An OutputTransportMessageFrame is sent as it is, with this stream's id.
    """

    def __init__(self, stream_sid: str, most_garbage: int = MOST_GARBAGE) -> None:
        super().__init__(stream_sid, params=TwilioFrameSerializer.InputParams(auto_hang_up=False))
        self._most_garbage = most_garbage
        self._garbage_in_a_row = 0
        self.garbage = 0
        self.stopped = False
        """Whether the carrier said `stop`: the call is over, not just its socket."""

    async def deserialize(self, data: str | bytes) -> Frame | None:
        """None for garbage and for messages without a frame of their own.

        Raises TooMuchGarbage after `most_garbage` in a row; pipecat's transport takes that as a
        disconnected client.
        """
        try:
            message = read_message(data)
        except ValueError:
            self._count_garbage()
            return None
        self._garbage_in_a_row = 0
        return await self._frame(message)

    async def serialize(self, frame: Frame) -> str | bytes | None:
        match frame:
            case OutputTransportMessageFrame() | OutputTransportMessageUrgentFrame():
                if self.should_ignore_frame(frame):
                    return None
                return json.dumps({**frame.message, "streamSid": self._stream_sid})
            case _:
                return await super().serialize(frame)

    async def _frame(self, message: Message) -> Frame | None:
        match message:
            case MediaMessage(media=media):
                return await self._audio(media)
            case DtmfMessage(dtmf=dtmf):
                return InputDTMFFrame(KeypadEntry(dtmf.digit))
            case MarkMessage(mark=mark):
                return InputTransportMessageFrame({"event": "mark", "name": mark.name})
            case Stop():
                self.stopped = True
                return None
            case _:
                return None

    async def _audio(self, media: Media) -> InputAudioRawFrame | None:
        pcm: bytes = await ulaw_to_pcm(
            media.samples, self._twilio_sample_rate, self._sample_rate, self._input_resampler
        )
        if not pcm:
            return None  # a resampler may hold a first chunk back
        frame = InputAudioRawFrame(audio=pcm, sample_rate=self._sample_rate, num_channels=1)
        frame.pts = int(media.timestamp) * _NANOSECONDS_PER_MS
        return frame

    def _count_garbage(self) -> None:
        self.garbage += 1
        self._garbage_in_a_row += 1
        if self._garbage_in_a_row >= self._most_garbage:
            raise TooMuchGarbage(f"{self._garbage_in_a_row} messages in a row meant nothing")
