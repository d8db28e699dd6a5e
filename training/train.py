"""Train the reader and export it: python -m training.train --data ../shared/data --out models/reader."""

import argparse
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from training import vocab
from training.base import base_vectors
from training.checks import check_sets, judge, reader_logits
from training.finish import finish
from training.losses import batch_loss, class_weights
from training.model import LAYERS, Reader, load_pretrained, start_new_rows
from training.recipe import FIRST, SECOND, Part, Recipe, first_stage, second_stage, vocabulary_texts
from training.schedule import Batch, schedule

SEED = 20261124


def optimiser(reader: Reader, recipe: Recipe) -> torch.optim.AdamW:
    """AdamW (bias corrected) with layer-wise rates; norms, biases and embeddings are not decayed."""
    def rate(name: str) -> float:
        if name.startswith(("heads", "search")):
            return recipe.rate_head
        if name.startswith("words.new"):
            return recipe.rate_new
        depth = LAYERS - 1 - int(name.split(".")[1]) if name.startswith("layers") else LAYERS
        return recipe.rate_top * recipe.layer_decay ** depth

    groups = [{"params": [p], "lr": rate(n), "weight_decay": recipe.weight_decay if p.ndim == 2 and n.startswith(("layers", "heads")) else 0.0}
              for n, p in reader.named_parameters()]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, fused=True)


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


def fit(reader: Reader, steps: list[Batch], weights: dict[str, dict[str, Tensor]], recipe: Recipe, bf16: bool) -> Iterator[tuple[int, Average]]:
    """Run the steps; yields the step number and the weight average after every quarter of the run."""
    optim = optimiser(reader, recipe)
    peak = [group["lr"] for group in optim.param_groups]
    average, total, warm = Average(), len(steps), max(1, int(len(steps) * recipe.warmup))
    marks = {round(total * k / 4) for k in range(1, 5)}
    started, tokens, losses = time.monotonic(), 0, dict.fromkeys(weights, 0.0)
    reader.train()
    for number, batch in enumerate(steps, 1):
        factor = min(number / warm, (total - number + 1) / (total - warm + 1))
        for group, top in zip(optim.param_groups, peak):
            group["lr"] = top * factor
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
            pooled = reader.pool(batch.ids, (batch.ids > 0).long())
        vectors = None if batch.vectors is None else batch.vectors.float()
        loss = batch_loss(reader, pooled, batch.labels, vectors, weights[batch.source], recipe.embedding_weight)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optim.step()
        optim.zero_grad()
        tokens += batch.ids.numel()
        losses[batch.source] += 0.05 * (loss.item() - losses[batch.source])
        if number > total / 2 and (number % 20 == 0 or (number == total and not average.count)):
            average.add(reader)
        if number % 100 == 0:
            spent = time.monotonic() - started
            told = " ".join(f"{name} {value:.2f}" for name, value in losses.items())
            print(f"step {number}/{total}  {told}  {tokens / spent:.0f} tokens/s  {spent / 60:.1f} min", flush=True)
        if number in marks:
            yield number, average


def save(path: Path, reader: Reader, average: Average, pieces: list[str], old: int, step: int) -> None:
    """Write a checkpoint: the last weights and their running mean (empty before half of the run)."""
    torch.save({"vocab": pieces, "old": old, "last": reader.state_dict(), "mean": average.mean, "step": step}, path)


def run_stage(name: str, reader: Reader, parts: dict[str, Part], tokenizer: Tokenizer, recipe: Recipe, root: Path, path: Path,
              vocabulary: tuple[list[str], int], bf16: bool, generator: torch.Generator) -> None:
    """Train on a stage's parts, write its checkpoint, leave the averaged weights in the reader."""
    vectors = {part: base_vectors(parts[part].source.texts, bf16) for part in recipe.embedded}
    steps = schedule(parts, tokenizer, recipe, vectors, generator)
    weights = {part: class_weights(held.source, recipe.class_power) for part, held in parts.items()}
    print(f"stage {name}: {len(steps)} steps, {sum(b.ids.numel() for b in steps)} tokens", {p: len(h.source) for p, h in parts.items()}, flush=True)
    checks = check_sets(root)
    for number, average in fit(reader, steps, weights, recipe, bf16):
        save(path, reader, average, *vocabulary, number)
        for check, rows in checks.items():
            print(f"step {number} {check}: {judge(rows, reader_logits(reader, tokenizer, rows))}", flush=True)
    reader.load_state_dict(average.mean)
    for check, rows in checks.items():
        print(f"averaged {check}: {judge(rows, reader_logits(reader, tokenizer, rows))}", flush=True)


def start(saved: Path | None, root: Path, generator: torch.Generator) -> tuple[Reader, list[str], int]:
    """The base model with the new vocabulary, or the averaged weights of a checkpoint (heads it lacks start afresh)."""
    if saved is None:
        base = vocab.base_vocab()
        new = vocab.new_pieces(vocabulary_texts(root))
        reader = load_pretrained(Path(str(vocab.BASE)), vocab.kept_ids(), len(new))
        start_new_rows(reader, vocab.gloss_ids(new, vocab.build_tokenizer(base + new, 128), len(base)), generator)
        pieces, old = base + new, len(base)
    else:
        found = torch.load(saved, weights_only=True)
        pieces, old = found["vocab"], found["old"]
        reader = Reader(old, len(pieces) - old)
        torch.nn.init.eye_(reader.search.weight)
    for head in reader.heads.values():
        torch.nn.init.normal_(head.weight, std=0.02, generator=generator)
        torch.nn.init.zeros_(head.bias)
    if saved is not None:
        reader.load_state_dict(found["mean"], strict=False)
    return reader, pieces, old


def shortened(parts: dict[str, Part], share: float) -> dict[str, Part]:
    """The same parts, each seen `share` times as often."""
    return {name: replace(part, epochs=part.epochs * share) for name, part in parts.items()}


def main() -> None:
    """Data -> checkpoints in --work -> the model folder --out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--out", type=Path, required=True, help="model folder to write")
    parser.add_argument("--work", type=Path, default=Path(".venv/reader-work"), help="folder for checkpoints and float graphs")
    parser.add_argument("--start", type=Path, help="checkpoint of the first stage: begin with the second")
    parser.add_argument("--version", default="reader-" + time.strftime("%Y%m%d") + "-1")
    parser.add_argument("--share", type=float, default=1.0, help="share of the epochs of the recipe, for a trial")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--test", action="store_true", help="also measure the test sets")
    parser.add_argument("--f32", action="store_true", help="no bfloat16, for processors without it")
    args = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(args.threads)
    generator = torch.Generator().manual_seed(SEED)
    args.work.mkdir(parents=True, exist_ok=True)
    reader, pieces, old = start(args.start, args.data, generator)
    tokenizer = vocab.build_tokenizer(pieces, 128)
    stages = [("first", FIRST, first_stage), ("second", SECOND, second_stage)][1 if args.start else 0:]
    for name, recipe, parts_of in stages:
        run_stage(name, reader, shortened(parts_of(args.data), args.share), tokenizer, recipe, args.data,
                  args.work / f"{name}.pt", (pieces, old), not args.f32, generator)
    finish(args.work / "second.pt", args.data, args.out, args.work, args.version, with_test=args.test)


if __name__ == "__main__":
    main()
