"""Train the reader and export it: python -m training.train --data ../shared/data --out models/reader."""

import argparse
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor

from training import data, vocab
from training.evaluate import figures, pad, torch_logits
from training.finish import finish
from training.model import LAYERS, Reader, load_pretrained, start_new_rows

SEED = 20261124


@dataclass(frozen=True)
class Recipe:
    """Settings of one run; rates are per step, lengths in tokens."""

    epochs_en: float = 2.5
    epochs_zh: float = 1.0
    rows: int = 48
    max_train_tokens: int = 64
    rate_top: float = 8e-5
    rate_head: float = 5e-4
    rate_new: float = 6e-4
    layer_decay: float = 0.9
    warmup: float = 0.06
    weight_decay: float = 0.01
    class_power: float = 0.5


@dataclass(frozen=True)
class Batch:
    """One language's rows: token ids n x t (0 = padding) and labels n."""

    language: str
    ids: Tensor
    labels: Tensor


def batches(split: data.Split, ids: list[list[int]], rows: int, generator: torch.Generator) -> list[Batch]:
    """One epoch in random batches of rows of like length."""
    order = torch.randperm(len(ids), generator=generator).tolist()
    window = rows * 40
    chunks = []
    for start in range(0, len(order), window):
        part = sorted(order[start:start + window], key=lambda i: len(ids[i]))
        chunks += [part[i:i + rows] for i in range(0, len(part), rows)]
    chunks = [chunks[i] for i in torch.randperm(len(chunks), generator=generator).tolist()]
    return [Batch(split.language, pad([ids[i] for i in c]), torch.tensor([split.labels[i] for i in c])) for c in chunks]


def schedule(sets: dict[str, data.Split], tokenizer: Tokenizer, recipe: Recipe, generator: torch.Generator) -> list[Batch]:
    """Every batch of the run, the languages mixed evenly over its whole length."""
    timed: list[tuple[float, Batch]] = []
    for language, epochs in (("en", recipe.epochs_en), ("zh", recipe.epochs_zh)):
        split = sets[language]
        ids = [e.ids if len(e.ids) <= recipe.max_train_tokens else e.ids[:recipe.max_train_tokens - 1] + e.ids[-1:]
               for e in tokenizer.encode_batch(split.texts)]
        run: list[Batch] = []
        while epochs > 0:
            epoch = batches(split, ids, recipe.rows, generator)
            run += epoch[:math.ceil(len(epoch) * min(1.0, epochs))]
            epochs -= 1
        timed += [((i + 0.5) / len(run), batch) for i, batch in enumerate(run)]
    return [batch for _, batch in sorted(timed, key=lambda item: item[0])]


def optimiser(reader: Reader, recipe: Recipe) -> torch.optim.AdamW:
    """AdamW (bias corrected) with layer-wise rates; norms, biases and embeddings are not decayed."""
    def rate(name: str) -> float:
        if name.startswith("sentiment"):
            return recipe.rate_head
        if name.startswith("words.new"):
            return recipe.rate_new
        depth = LAYERS - 1 - int(name.split(".")[1]) if name.startswith("layers") else LAYERS
        return recipe.rate_top * recipe.layer_decay ** depth

    groups = [{"params": [p], "lr": rate(n), "weight_decay": recipe.weight_decay if p.ndim == 2 and n.startswith(("layers", "sentiment")) else 0.0}
              for n, p in reader.named_parameters()]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, fused=True)


def class_weights(split: data.Split, power: float) -> Tensor:
    """Loss weight per class, (mean count / count) ** power."""
    counts = torch.bincount(torch.tensor(split.labels), minlength=3).float()
    return (counts.mean() / counts) ** power


class Average:
    """Running mean of the weights (stochastic weight averaging)."""

    def __init__(self) -> None:
        self.count = 0
        self.mean: dict[str, Tensor] = {}

    def add(self, reader: Reader) -> None:
        """Take the current weights in."""
        self.count += 1
        for name, value in reader.state_dict().items():
            self.mean[name] = value.clone() if self.count == 1 else self.mean[name].lerp_(value, 1 / self.count)


def fit(reader: Reader, steps: list[Batch], weights: dict[str, Tensor], recipe: Recipe, bf16: bool) -> Iterator[tuple[int, Average]]:
    """Run the steps; yields the step number and the weight average after every eighth of the run."""
    optim = optimiser(reader, recipe)
    peak = [group["lr"] for group in optim.param_groups]
    average, total, warm = Average(), len(steps), max(1, int(len(steps) * recipe.warmup))
    marks = {round(total * k / 8) for k in range(1, 9)}
    started, tokens, losses = time.monotonic(), 0, {"en": 0.0, "zh": 0.0}
    reader.train()
    for number, batch in enumerate(steps, 1):
        factor = min(number / warm, (total - number + 1) / (total - warm + 1))
        for group, top in zip(optim.param_groups, peak):
            group["lr"] = top * factor
        mask = (batch.ids > 0).long()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
            pooled = reader.pool(batch.ids, mask)
        logits = reader.sentiment(pooled.float())
        loss = F.cross_entropy(logits, batch.labels, weight=weights[batch.language])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optim.step()
        optim.zero_grad()
        tokens += batch.ids.numel()
        losses[batch.language] += 0.02 * (loss.item() - losses[batch.language])
        if number > total / 2 and (number % 20 == 0 or (number == total and not average.count)):
            average.add(reader)
        if number % 50 == 0:
            spent = time.monotonic() - started
            print(f"step {number}/{total}  loss en {losses['en']:.3f} zh {losses['zh']:.3f}  {tokens / spent:.0f} tokens/s  {spent / 60:.1f} min", flush=True)
        if number in marks:
            yield number, average


def main() -> None:
    """Data -> checkpoint in --work -> the model folder --out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--out", type=Path, required=True, help="model folder to write")
    parser.add_argument("--work", type=Path, default=Path(".venv/reader-work"), help="folder for checkpoints and float graphs")
    parser.add_argument("--version", default="reader-" + time.strftime("%Y%m%d") + "-1")
    parser.add_argument("--epochs-en", type=float, default=Recipe.epochs_en)
    parser.add_argument("--epochs-zh", type=float, default=Recipe.epochs_zh)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--test", action="store_true", help="also measure the test sets")
    parser.add_argument("--f32", action="store_true", help="no bfloat16, for processors without it")
    args = parser.parse_args()
    recipe = Recipe(epochs_en=args.epochs_en, epochs_zh=args.epochs_zh)
    torch.manual_seed(SEED)
    torch.set_num_threads(args.threads)
    generator = torch.Generator().manual_seed(SEED)
    args.work.mkdir(parents=True, exist_ok=True)

    sets, val = data.training_sets(args.data), data.tweeteval_sentiment(args.data, "val")
    pieces, base = vocab.new_pieces([t for s in sets.values() for t in s.texts]), vocab.base_vocab()
    tokenizer = vocab.build_tokenizer(base + pieces, 128)
    reader = load_pretrained(Path(str(vocab.BASE)), vocab.kept_ids(), len(pieces))
    start_new_rows(reader, vocab.gloss_ids(pieces, tokenizer, len(base)), generator)
    torch.nn.init.normal_(reader.sentiment.weight, std=0.02, generator=generator)
    steps = schedule(sets, tokenizer, recipe, generator)
    print({name: (len(s), np.bincount(s.labels).tolist()) for name, s in sets.items()}, len(steps), "steps",
          sum(b.ids.numel() for b in steps), "tokens with padding", sum(int((b.ids > 0).sum()) for b in steps), "without", flush=True)
    weights = {name: class_weights(split, recipe.class_power) for name, split in sets.items()}
    for number, average in fit(reader, steps, weights, recipe, not args.f32):
        torch.save({"vocab": base + pieces, "old": len(base), "last": reader.state_dict(), "mean": average.mean, "step": number}, args.work / "checkpoint.pt")
        print(f"checkpoint at step {number}, en val: {figures(torch_logits(reader, tokenizer, val), val.labels).line()}", flush=True)
    finish(args.work / "checkpoint.pt", args.data, args.out, args.work, args.version, with_test=args.test)


if __name__ == "__main__":
    main()
