"""Figures of a reader from logits: the official metric of each set, and calibration."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.data import NONE

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Figures:
    """Ratios in 0..1; nll in nats."""

    accuracy: float
    macro_recall: float
    macro_f1: float
    nll: float
    ece: float

    def line(self) -> str:
        """One printable line."""
        return (f"accuracy {self.accuracy:.4f}  macro recall {self.macro_recall:.4f}  macro F1 {self.macro_f1:.4f}  "
                f"NLL {self.nll:.4f}  ECE {self.ece:.4f}")


def softmax(logits: Floats) -> Floats:
    """n x k -> n x k probabilities."""
    power = np.exp(logits - logits.max(1, keepdims=True))
    return power / power.sum(1, keepdims=True)


def sigmoid(logits: Floats) -> Floats:
    """Elementwise."""
    return 1 / (1 + np.exp(-logits))


def expected_calibration_error(probabilities: Floats, labels: Ints, bins: int = 15) -> float:
    """ECE over equal-width confidence bins (Guo et al. 2017, arXiv 1706.04599)."""
    confidence, hit = probabilities.max(1), probabilities.argmax(1) == labels
    index = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [abs(hit[index == b].mean() - confidence[index == b].mean()) * (index == b).mean() for b in range(bins) if (index == b).any()]
    return float(sum(gaps))


def f1_by_class(guess: Ints, truth: Ints, classes: int) -> list[float]:
    """F1 of each class; 0 where a class is neither given nor guessed."""
    result = []
    for c in range(classes):
        hits = int(((guess == c) & (truth == c)).sum())
        result.append(2 * hits / max(1, int((truth == c).sum() + (guess == c).sum())))
    return result


def figures(probabilities: Floats, truth: Ints) -> Figures:
    """probabilities: n x k; truth: n class numbers."""
    guess, k = probabilities.argmax(1), probabilities.shape[1]
    recalls = [float((guess[truth == c] == c).mean()) if (truth == c).any() else 0.0 for c in range(k)]
    nll = float(-np.log(probabilities[np.arange(len(truth)), truth] + 1e-12).mean())
    return Figures(float((guess == truth).mean()), float(np.mean(recalls)), float(np.mean(f1_by_class(guess, truth, k))), nll,
                   expected_calibration_error(probabilities, truth))


def one_of(logits: Floats, labels: Tensor, temperature: float = 1.0) -> Figures:
    """A softmax head judged between the classes that the set has; rows whose class is not known are left out."""
    known = labels.numpy() != NONE
    truth_all = labels.numpy()[known]
    classes = np.unique(truth_all)
    return figures(softmax(logits[known][:, classes].astype(np.float64) / temperature), np.searchsorted(classes, truth_all))


def yes_no(logits: Floats, labels: Tensor, temperature: float = 1.0, shift: float = 0.0) -> Figures:
    """A one-logit head, yes from 0.5 on after (logit + shift) / temperature."""
    yes = sigmoid((logits[:, 0].astype(np.float64) + shift) / temperature)
    return figures(np.stack([1 - yes, yes], 1), labels.numpy())


def f1_of_yes(logits: Floats, labels: Tensor, shift: float = 0.0) -> float:
    """F1 of the class yes: TweetEval's metric for irony."""
    return f1_by_class((logits[:, 0] + shift >= 0).astype(np.int64), labels.numpy(), 2)[1]


def any_of_f1(logits: Floats, labels: Tensor, threshold: float) -> float:
    """Macro F1 of a many-label head: a label is given from `threshold` on."""
    guess, truth = sigmoid(logits) >= threshold, labels.numpy() > 0
    hits = (guess & truth).sum(0)
    return float(np.mean(2 * hits / np.maximum(1, guess.sum(0) + truth.sum(0))))


def pad(rows: list[list[int]]) -> Tensor:
    """Token id lists -> n x longest, padded with 0."""
    longest = max(map(len, rows))
    return torch.tensor([row + [0] * (longest - len(row)) for row in rows])


@torch.no_grad()
def run_all(forward: Callable[[Tensor, Tensor], Tensor], ids: list[list[int]], rows: int = 64) -> Floats:
    """What `forward(ids, mask)` gives for every row, in batches of like length: n x columns."""
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    result: Floats | None = None
    for start in range(0, len(order), rows):
        part = order[start:start + rows]
        batch = pad([ids[i] for i in part])
        out = forward(batch, (batch > 0).long()).numpy()
        result = np.zeros((len(ids), out.shape[1])) if result is None else result
        result[part] = out
    assert result is not None
    return result
