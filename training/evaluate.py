"""Figures of a reader: accuracy, macro recall, macro F1 and calibration, from logits."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from training.data import Split
from training.model import Reader

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Logits = Callable[[list[int]], Floats]


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
    """n x 3 -> n x 3 probabilities."""
    power = np.exp(logits - logits.max(1, keepdims=True))
    return power / power.sum(1, keepdims=True)


def expected_calibration_error(probabilities: Floats, labels: Ints, bins: int = 15) -> float:
    """ECE over equal-width confidence bins (Guo et al. 2017, arXiv 1706.04599)."""
    confidence, hit = probabilities.max(1), probabilities.argmax(1) == labels
    index = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [abs(hit[index == b].mean() - confidence[index == b].mean()) * (index == b).mean() for b in range(bins) if (index == b).any()]
    return float(sum(gaps))


def figures(logits: Floats, labels: list[int], temperature: float = 1.0, classes: tuple[int, ...] = (0, 1, 2)) -> Figures:
    """Figures over `classes`; a set without neutral rows is judged between its two classes."""
    truth = np.searchsorted(classes, np.array(labels))
    probabilities = softmax(logits[:, list(classes)].astype(np.float64) / temperature)
    guess = probabilities.argmax(1)
    recalls, f1s = [], []
    for c in range(len(classes)):
        hits = int(((guess == c) & (truth == c)).sum())
        recalls.append(hits / max(1, int((truth == c).sum())))
        f1s.append(2 * hits / max(1, int((truth == c).sum() + (guess == c).sum())))
    nll = float(-np.log(probabilities[np.arange(len(truth)), truth] + 1e-12).mean())
    return Figures(float((guess == truth).mean()), float(np.mean(recalls)), float(np.mean(f1s)), nll,
                   expected_calibration_error(probabilities, truth))


def classes_of(split: Split) -> tuple[int, ...]:
    """The label values a set has, in order."""
    return tuple(sorted(set(split.labels)))


def fit_temperature(logits: Floats, labels: list[int]) -> float:
    """The temperature with the lowest NLL, by a grid of 0.01 steps in 0.5..3."""
    grid = np.arange(0.5, 3.0, 0.01)
    return float(min(grid, key=lambda t: figures(logits, labels, float(t)).nll))


def fit_bias(logits: Floats, labels: list[int], prior: Floats) -> tuple[float, Floats]:
    """How far to shift the logits against the training prior for the best macro recall: (strength, bias of 3)."""
    strengths = np.arange(-0.5, 1.01, 0.1)
    best = max(strengths, key=lambda a: figures(logits - a * np.log(prior), labels).macro_recall)
    return float(best), -best * np.log(prior)


def collect(logits_of: Logits, tokenizer: Tokenizer, split: Split) -> Floats:
    """Logits of every text, run one at a time: n x 3."""
    encodings = tokenizer.encode_batch(split.texts)
    return np.stack([logits_of(encoding.ids) for encoding in encodings]).astype(np.float64)


def pad(rows: list[list[int]]) -> Tensor:
    """Token id lists -> n x longest, padded with 0."""
    longest = max(map(len, rows))
    return torch.tensor([row + [0] * (longest - len(row)) for row in rows])


@torch.no_grad()
def torch_logits(reader: Reader, tokenizer: Tokenizer, split: Split, rows: int = 64) -> Floats:
    """Float logits of a split: n x 3."""
    reader.eval()
    ids = [e.ids for e in tokenizer.encode_batch(split.texts)]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    result = np.zeros((len(ids), 3))
    for start in range(0, len(order), rows):
        part = order[start:start + rows]
        batch = pad([ids[i] for i in part])
        result[part] = reader(batch, (batch > 0).long())[0].numpy()
    reader.train()
    return result
