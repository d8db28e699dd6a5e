"""The untouched base model's vectors: what the reader's search vector is held to."""

from pathlib import Path

import torch
from torch import Tensor

from training import vocab
from training.evaluate import pad
from training.model import load_pretrained


@torch.no_grad()
def base_vectors(texts: list[str], bf16: bool, rows: int = 64) -> Tensor:
    """n texts -> n x 384 of unit length, half precision."""
    pieces = (vocab.BASE / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    tokenizer = vocab.build_tokenizer(pieces, 128)
    base = load_pretrained(Path(str(vocab.BASE)), list(range(len(pieces))), 0).eval()
    ids = [e.ids for e in tokenizer.encode_batch(texts)]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    result = torch.zeros(len(ids), 384, dtype=torch.float16)
    for start in range(0, len(order), rows):
        part = order[start:start + rows]
        batch = pad([ids[i] for i in part])
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
            pooled = base.pool(batch, (batch > 0).long())
        result[part] = base.embed(pooled.float()).half()
    return result
