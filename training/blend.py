"""A straight line between two stages' weights: the second stage learnt more, the first forgot less (WiSE-FT, Wortsman et al. 2022, arXiv 2109.01903)."""

from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.checks import official, reader_logits
from training.data import Source
from training.model import Reader

SHARES = (0.0, 0.15, 0.3, 0.45)
# Rows looked at per set: enough to choose by, a minute per share on one core.
ROWS = 2000


def mixed(first: dict[str, Tensor], second: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """`share` of the first stage's weights where it has them; heads it had not learnt stay the second's."""
    return {name: torch.lerp(value, first[name], share) if name in first else value for name, value in second.items()}


def choose_share(reader: Reader, tokenizer: Tokenizer, first: dict[str, Tensor], second: dict[str, Tensor], checks: dict[str, Source]) -> float:
    """The share with the best mean of the validation sets' official figures; leaves those weights in the reader."""
    scores = {}
    for share in SHARES:
        reader.load_state_dict(mixed(first, second, share))
        found = {name: official(name, part, reader_logits(reader, tokenizer, part))
                 for name, rows in checks.items() for part in [rows.take(list(range(min(ROWS, len(rows)))))]}
        scores[share] = sum(found.values()) / len(found)
        print(f"share {share} of the first stage: mean {scores[share]:.4f}", found, flush=True)
    best = max(scores, key=lambda share: scores[share])
    reader.load_state_dict(mixed(first, second, best))
    return best


def stage_weights(path: Path) -> dict[str, Tensor]:
    """The averaged weights of a stage's checkpoint."""
    return torch.load(path, weights_only=True)["mean"]
