"""The peer that the benches compare with: a stock pipecat phone bot with our engines and our dialogue.

It is put together as pipecat 1.14's own template for a telephone bot (`pipecat init`, cascade, Twilio) puts
it, with the defaults that pipecat documents: Silero for the voice, Smart Turn for the end of a turn, an
interruption at the first voice or transcript. `--timer` gives it the other stop strategy that pipecat offers,
a plain timer of 0.6 s, its default. Nothing is tuned. https://docs.pipecat.ai

The recogniser and the voice are ours, with the sample shop's words, and so is the dialogue, in the language
model's place: so what is compared is turn-taking alone. What pipecat's way cannot tell them is not told: the
recogniser does not know what was asked, and gets a segment when the voice detector has seen its end, as
pipecat gives it to local models.
"""
