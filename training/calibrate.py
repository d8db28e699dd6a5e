"""From logits to probabilities that mean what they say: temperatures per head and language, thresholds for yes or no."""

from dataclasses import dataclass

import numpy as np
from torch import Tensor

from training.data import NONE, Source
from training.evaluate import Floats, Ints, any_of_f1, one_of, sigmoid, yes_no
from training.heads import HEADS
from training.model import columns

# Which check sets a head is calibrated on, by language; the first language is the default.
CALIBRATED_ON = {
    "sentiment": {"en": "sentiment", "zh": "weibo"},
    "emotion": {"en": "goemotions", "zh": "weibo"},
    "offensive": {"en": "offensive", "zh": "cold"},
    "hate": {"en": "hate"},
    "irony": {"en": "irony"},
    "tweetEmotion": {"en": "tweet emotion"},
    "goemotions": {"en": "goemotions"},
    "aspect": {"en": "mams"},
}


@dataclass(frozen=True)
class Calibration:
    """By head: temperature per language, from which probability on a yes (or a label of an `any_of` head) is given, and a post is flagged."""

    temperature: dict[str, dict[str, float]]
    threshold: dict[str, float]
    flag_at: dict[str, float]

    @staticmethod
    def plain() -> "Calibration":
        """No change: what a graph is exported with before it is measured."""
        return Calibration({head.name: {"en": 1.0} for head in HEADS}, {}, {})

    def describe(self) -> str:
        """One printable line."""
        return f"temperatures {self.temperature}, thresholds {self.threshold}, flags from {self.flag_at}"


def class_shift(logits: Floats, labels: Tensor, prior: Floats) -> tuple[float, Floats]:
    """How far to shift the logits against the training prior for the best macro recall: (strength, shift of k)."""
    strengths = np.arange(-0.5, 1.01, 0.1)
    best = max(strengths, key=lambda a: one_of(logits - a * np.log(prior), labels).macro_recall)
    return float(best), -best * np.log(prior)


def _best_temperature(nll_at: "list[tuple[float, float]]") -> float:
    return round(min(nll_at, key=lambda pair: pair[1])[0], 2)


def temperature_of(kind: str, logits: Floats, labels: Tensor) -> float:
    """The temperature with the lowest NLL, by steps of 0.02 in 0.5..4."""
    grid = [float(t) for t in np.arange(0.5, 4.0, 0.02)]
    if kind == "yes_no":
        return _best_temperature([(t, yes_no(logits, labels, t).nll) for t in grid])
    return _best_temperature([(t, one_of(logits, labels, t).nll) for t in grid])


def flag_probability(yes: Floats, truth: Ints, precision: float = 0.85, rows: int = 20) -> float:
    """The lowest probability from which on `precision` of the validation rows are a yes, and at least `rows` of them; 0.95 where there is none.

    The sets hold far more yes than real posts do, so the threshold of the best F1 would flag every third post.
    """
    order = np.argsort(-yes)
    share = np.cumsum(truth[order] == 1) / np.arange(1, len(order) + 1)
    good = [int(i) for i in np.flatnonzero(share >= precision) if i + 1 >= rows]
    return round(float(yes[order[good[-1]]]), 3) if good else 0.95


def single_labels(labels: Tensor) -> Tensor:
    """Shares n x k -> the one class of rows that have a single one, NONE for the rest."""
    if labels.ndim == 1:
        return labels
    one = labels.argmax(1)
    one[labels.max(1).values < 1] = NONE
    return one


def calibrate(checks: dict[str, Source], logits: dict[str, Floats]) -> Calibration:
    """Temperatures by least NLL; the threshold of a yes by the best macro F1, of `any_of` labels likewise; on check rows alone."""
    temperature: dict[str, dict[str, float]] = {}
    threshold: dict[str, float] = {}
    flags: dict[str, float] = {}
    for head in HEADS:
        temperature[head.name] = {}
        for language, name in CALIBRATED_ON[head.name].items():
            part, labels = logits[name][:, columns()[head.name]], checks[name].labels[head.name]
            if head.kind == "any_of":
                temperature[head.name][language] = 1.0
                threshold[head.name] = round(float(max(np.arange(0.1, 0.6, 0.02), key=lambda t: any_of_f1(part, labels, float(t)))), 2)
                continue
            fitted = temperature_of(head.kind, part, single_labels(labels))
            temperature[head.name][language] = fitted
            if head.kind == "yes_no" and language == "en":
                logit = max(np.arange(-2, 2.01, 0.05), key=lambda s: yes_no(part, labels, 1.0, -float(s)).macro_f1)
                threshold[head.name] = round(float(1 / (1 + np.exp(-logit / fitted))), 3)
                flags[head.name] = flag_probability(sigmoid(part[:, 0] / fitted), labels.numpy())
    return Calibration(temperature, threshold, flags)
