"""From sources to training batches: rows of like length, the sources mixed evenly over the run."""

import math
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.data import Source
from training.evaluate import pad
from training.recipe import Part, Recipe


@dataclass(frozen=True)
class Batch:
    """Token ids n x t (0 = padding), labels by head, and the base model's vectors n x 384 where there are any."""

    source: str
    ids: Tensor
    labels: dict[str, Tensor]
    vectors: Tensor | None


def token_ids(tokenizer: Tokenizer, rows: Source, longest: int) -> list[list[int]]:
    """Ids per row; a target follows its post after a separator and is never cut."""
    if rows.targets is None:
        encoded = [e.ids for e in tokenizer.encode_batch(rows.texts)]
        return [ids if len(ids) <= longest else ids[:longest - 1] + ids[-1:] for ids in encoded]
    result = []
    for post, target in zip(tokenizer.encode_batch(rows.texts), tokenizer.encode_batch(rows.targets)):
        end = target.ids[1:]
        result.append(post.ids[:-1][:longest - len(end) - 1] + post.ids[-1:] + end)
    return result


def _epoch(name: str, rows: Source, ids: list[list[int]], vectors: Tensor | None, size: int, generator: torch.Generator) -> list[Batch]:
    order = torch.randperm(len(ids), generator=generator).tolist()
    window = size * 40
    chunks: list[list[int]] = []
    for start in range(0, len(order), window):
        part = sorted(order[start:start + window], key=lambda i: len(ids[i]))
        chunks += [part[i:i + size] for i in range(0, len(part), size)]
    chunks = [chunks[i] for i in torch.randperm(len(chunks), generator=generator).tolist()]
    return [Batch(name, pad([ids[i] for i in c]), {head: y[c] for head, y in rows.labels.items()}, None if vectors is None else vectors[c])
            for c in chunks]


def schedule(parts: dict[str, Part], tokenizer: Tokenizer, recipe: Recipe, vectors: dict[str, Tensor], generator: torch.Generator) -> list[Batch]:
    """Every batch of a stage. `vectors`: the base model's, by source; a source without labels and vectors is an error."""
    timed: list[tuple[float, Batch]] = []
    for name, part in parts.items():
        assert part.source.labels or name in vectors, name
        ids = token_ids(tokenizer, part.source, recipe.max_tokens)
        run: list[Batch] = []
        epochs = part.epochs
        while epochs > 0:
            epoch = _epoch(name, part.source, ids, vectors.get(name), recipe.rows, generator)
            run += epoch[:math.ceil(len(epoch) * min(1.0, epochs))]
            epochs -= 1
        timed += [((i + 0.5) / len(run), batch) for i, batch in enumerate(run)]
    return [batch for _, batch in sorted(timed, key=lambda item: item[0])]
