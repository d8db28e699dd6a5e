"""What the reader answers in one pass: its heads, their labels and their losses."""

from dataclasses import dataclass
from typing import Literal

SENTIMENT = ("negative", "neutral", "positive")
EKMAN = ("anger", "disgust", "fear", "joy", "sadness", "surprise", "neutral")
TWEET_EMOTION = ("anger", "joy", "optimism", "sadness")
GOEMOTIONS = ("admiration", "amusement", "anger", "annoyance", "approval", "caring", "confusion", "curiosity", "desire", "disappointment",
              "disapproval", "disgust", "embarrassment", "excitement", "fear", "gratitude", "grief", "joy", "love", "nervousness", "optimism",
              "pride", "realization", "relief", "remorse", "sadness", "surprise", "neutral")


@dataclass(frozen=True)
class Head:
    """`one_of`: softmax, exactly one label; `any_of`: a sigmoid per label; `yes_no`: one logit."""

    name: str
    labels: tuple[str, ...]
    kind: Literal["one_of", "any_of", "yes_no"]
    weight: float = 1.0

    @property
    def size(self) -> int:
        """Logits of the head."""
        return 1 if self.kind == "yes_no" else len(self.labels)


HEADS = (
    Head("sentiment", SENTIMENT, "one_of"),
    Head("emotion", EKMAN, "one_of"),
    Head("offensive", ("no", "yes"), "yes_no"),
    Head("hate", ("no", "yes"), "yes_no"),
    Head("irony", ("no", "yes"), "yes_no"),
    Head("tweetEmotion", TWEET_EMOTION, "one_of"),
    Head("goemotions", GOEMOTIONS, "any_of", weight=7.0),
    Head("aspect", SENTIMENT, "one_of"),
)
# Heads whose logits are also told token by token, in the order of their columns.
EXPLAINED = ("sentiment", "emotion", "offensive", "hate", "irony", "aspect")
BY_NAME = {head.name: head for head in HEADS}
