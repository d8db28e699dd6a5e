"""The reader: MiniLM-L6-H384 encoder, mean pooling, linear heads, a search vector. The encoder is written out so that its ONNX graph stays plain."""

import json
import math
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from training.heads import BY_NAME, EXPLAINED, HEADS

HIDDEN, ATTENTION, LAYERS, FEED_FORWARD, MAX_TOKENS = 384, 12, 6, 1536, 128


class Embedding(nn.Module):
    """Word embedding in two tables, so that new rows learn at their own rate: ids below `old` are BERT's."""

    def __init__(self, old: int, new: int) -> None:
        super().__init__()
        self.old_count = old
        self.old = nn.Embedding(old, HIDDEN, padding_idx=0)
        self.new = nn.Embedding(max(new, 1), HIDDEN)

    def forward(self, ids: Tensor) -> Tensor:
        """ids: n x t -> n x t x 384."""
        is_new = (ids >= self.old_count).unsqueeze(-1)
        old = self.old(ids.clamp(max=self.old_count - 1))
        return torch.where(is_new, self.new((ids - self.old_count).clamp(min=0)), old)

    def table(self) -> Tensor:
        """All rows in id order: (old + new) x 384."""
        return torch.cat([self.old.weight, self.new.weight])


class Layer(nn.Module):
    """One post-norm Transformer layer with a fused query-key-value projection."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, FEED_FORWARD)
        self.down = nn.Linear(FEED_FORWARD, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """x: n x t x 384; bias: n x 1 x 1 x t, 0 for tokens and a large negative number for padding."""
        q, k, v = (part.unflatten(-1, (ATTENTION, HIDDEN // ATTENTION)).transpose(1, 2) for part in self.qkv(x).split(HIDDEN, dim=-1))
        scores = q @ k.transpose(-1, -2) * (1 / math.sqrt(HIDDEN // ATTENTION)) + bias
        mixed = (scores.softmax(-1).to(v.dtype) @ v).transpose(1, 2).flatten(2)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Reader(nn.Module):
    """Post tokens -> logits of every head and a unit vector for search."""

    def __init__(self, old: int, new: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = Embedding(old, new)
        self.positions = nn.Embedding(MAX_TOKENS, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.heads = nn.ModuleDict({head.name: nn.Linear(HIDDEN, head.size) for head in HEADS})
        self.search = nn.Linear(HIDDEN, HIDDEN, bias=False)
        self.dropout = nn.Dropout(dropout)

    def encode(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """input_ids, attention_mask: n x t -> token states n x t x 384."""
        x = self.words(input_ids) + self.positions(torch.arange(input_ids.shape[1], device=input_ids.device))
        x = self.dropout(self.norm(x))
        bias = ((1 - attention_mask.to(torch.float32)) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x.float()

    @staticmethod
    def shares(attention_mask: Tensor) -> Tensor:
        """n x t -> n x t x 1: each token's share of the mean, 0 for padding."""
        mask = attention_mask.to(torch.float32)
        return (mask / mask.sum(1, keepdim=True)).unsqueeze(-1)

    def pool(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """input_ids, attention_mask: n x t -> mean over real tokens, n x 384."""
        return (self.encode(input_ids, attention_mask) * self.shares(attention_mask)).sum(1)

    def embed(self, pooled: Tensor) -> Tensor:
        """n x 384 -> n x 384 of unit length."""
        found = self.search(pooled)
        return found / (found.square().sum(-1, keepdim=True).sqrt() + 1e-12)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """n x t -> logits n x all heads in order, embedding n x 384 (unit length), terms n x t x EXPLAINED: a head's terms and bias add up to its logits."""
        states = self.encode(input_ids, attention_mask) * self.shares(attention_mask)
        pooled = states.sum(1)
        weights = torch.cat([self.heads[name].weight for name in EXPLAINED])
        return torch.cat([self.heads[head.name](pooled) for head in HEADS], 1), self.embed(pooled), F.linear(states, weights)


def columns() -> dict[str, slice]:
    """Where each head's logits stand."""
    found, at = {}, 0
    for head in HEADS:
        found[head.name] = slice(at, at + head.size)
        at += head.size
    return found


def explained_columns() -> dict[str, slice]:
    """Where each explained head's terms stand."""
    found, at = {}, 0
    for name in EXPLAINED:
        found[name] = slice(at, at + BY_NAME[name].size)
        at += BY_NAME[name].size
    return found


def load_pretrained(base: Path, kept: list[int], new: int, dropout: float = 0.1) -> Reader:
    """Start from all-MiniLM-L6-v2 (Apache-2.0), keeping the word rows `kept`; the type embedding of segment 0 is folded into the positions."""
    assert json.loads((base / "config.json").read_text())["hidden_size"] == HIDDEN
    source = load_file(base / "model.safetensors")
    words = source["embeddings.word_embeddings.weight"][kept]
    reader = Reader(len(words), new, dropout)
    target = {"words.old.weight": words}
    target["positions.weight"] = source["embeddings.position_embeddings.weight"][:MAX_TOKENS] + source["embeddings.token_type_embeddings.weight"][0]
    names = {"attention.output.dense": "out", "attention.output.LayerNorm": "norm1", "intermediate.dense": "up",
             "output.dense": "down", "output.LayerNorm": "norm2"}
    for kind in ("weight", "bias"):
        target[f"norm.{kind}"] = source[f"embeddings.LayerNorm.{kind}"]
        for i in range(LAYERS):
            prefix = f"encoder.layer.{i}"
            target[f"layers.{i}.qkv.{kind}"] = torch.cat([source[f"{prefix}.attention.self.{n}.{kind}"] for n in ("query", "key", "value")])
            for theirs, ours in names.items():
                target[f"layers.{i}.{ours}.{kind}"] = source[f"{prefix}.{theirs}.{kind}"]
    target["search.weight"] = torch.eye(HIDDEN)
    missing = {name for name in set(reader.state_dict()) - set(target) if not name.startswith("heads.")}
    assert missing == {"words.new.weight"}, missing
    reader.load_state_dict(target, strict=False)
    return reader


@torch.no_grad()
def start_new_rows(reader: Reader, gloss_ids: list[list[int]], generator: torch.Generator) -> None:
    """Start each new row at the mean of its English gloss's piece embeddings, or at the table's mean; plus small noise."""
    table = reader.words.old.weight
    mean = table.mean(0)
    for row, ids in enumerate(gloss_ids):
        start = table[ids].mean(0) if ids else mean
        reader.words.new.weight[row] = start + 0.01 * torch.randn(HIDDEN, generator=generator)
