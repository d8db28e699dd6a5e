"""The loss of a batch: every head that it has labels for, and the distance to the base model's vector."""

import torch
import torch.nn.functional as F
from torch import Tensor

from training.data import NONE, Source
from training.heads import BY_NAME
from training.model import Reader


def class_weights(rows: Source, power: float) -> dict[str, Tensor]:
    """Per head (mean count / count) ** power, so that rare classes are not drowned; heads with shares as labels have none."""
    weights = {}
    for name, labels in rows.labels.items():
        if labels.ndim == 1:
            counts = torch.bincount(labels[labels != NONE], minlength=max(2, BY_NAME[name].size)).float()
            weights[name] = torch.where(counts > 0, (counts[counts > 0].mean() / counts.clamp(min=1)) ** power, torch.ones(()))
    return weights


def head_loss(name: str, logits: Tensor, labels: Tensor, weight: Tensor | None) -> Tensor:
    """Mean loss over the batch. `one_of` takes class numbers or shares, `any_of` 0/1 per label, `yes_no` 0/1."""
    head = BY_NAME[name]
    if head.kind == "any_of":
        return F.binary_cross_entropy_with_logits(logits, labels) * head.weight
    if head.kind == "yes_no":
        assert weight is not None
        return (F.binary_cross_entropy_with_logits(logits[:, 0], labels.float(), reduction="none") * weight[labels]).mean() * head.weight
    if labels.ndim == 1:
        known = labels != NONE
        return F.cross_entropy(logits[known], labels[known], weight=weight) * head.weight if known.any() else logits.sum() * 0
    return F.cross_entropy(logits, labels) * head.weight


def batch_loss(reader: Reader, pooled: Tensor, labels: dict[str, Tensor], vectors: Tensor | None, weights: dict[str, Tensor],
               embedding_weight: float) -> Tensor:
    """pooled: n x 384."""
    loss = pooled.new_zeros(())
    for name, y in labels.items():
        loss = loss + head_loss(name, reader.heads[name](pooled), y, weights.get(name))
    if vectors is not None and embedding_weight > 0:
        loss = loss + embedding_weight * (1 - (reader.embed(pooled) * vectors).sum(-1)).mean()
    return loss
