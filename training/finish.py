"""Calibrate, export and measure a trained reader: python -m training.finish --data ../shared/data --out models/reader --weights second.pt."""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from training import data, social_data, vocab
from training.calibrate import Calibration, calibrate, class_shift
from training.checks import check_sets, judge, official, reader_logits
from training.data import Source
from training.evaluate import Floats, one_of
from training.export import export, open_session, run_one, write_config
from training.model import MAX_TOKENS, Reader, columns
from training.schedule import token_ids

LANGUAGES = ["en", "zh"]


def load_weights(path: Path, average: bool) -> tuple[Reader, list[str]]:
    """A reader and its vocabulary from a checkpoint; the averaged weights when asked."""
    saved = torch.load(path, weights_only=True)
    pieces: list[str] = saved["vocab"]
    reader = Reader(saved["old"], len(pieces) - saved["old"])
    reader.load_state_dict(saved["mean"] if average else saved["last"])
    return reader, pieces


def test_sets(root: Path) -> dict[str, Source]:
    """Rows looked at once, at the end: open halves of the official tests, and sets of another labelling."""
    tasks = {f"test {task}": data.tweeteval(root, task, "test") for task in ("sentiment", "emotion", "offensive", "hate", "irony")}
    return tasks | {"test goemotions": social_data.goemotions(root, "test"), "test mams": social_data.mams(root, "test"),
                    "test weibo": data.weibo(root, "test"), "test chnsenticorp": data.chnsenticorp(root, "test"),
                    "test cold": social_data.cold(root, "test"), "airline": data.airline(root), "davidson": social_data.davidson(root)}


def int8_logits(model: Path, tokenizer: Tokenizer, rows: Source, threads: int = 1) -> Floats:
    """Logits of the shipped graph, one post at a time: n x all heads."""
    session = open_session(model, threads)
    return np.stack([run_one(session, ids).logits for ids in token_ids(tokenizer, rows, MAX_TOKENS)]).astype(np.float64)


def fold_class_shift(reader: Reader, tokenizer: Tokenizer, root: Path, val: Source) -> None:
    """Move the sentiment bias against the training prior as far as macro recall on validation likes it."""
    part = reader_logits(reader, tokenizer, val)[:, columns()["sentiment"]]
    counts = np.bincount(data.semeval_train(root).labels["sentiment"].numpy(), minlength=3)
    strength, shift = class_shift(part, val.labels["sentiment"], counts / counts.sum())
    print(f"class shift against the training prior: {strength:.1f}, macro recall {one_of(part, val.labels['sentiment']).macro_recall:.4f} -> "
          f"{one_of(part + shift, val.labels['sentiment']).macro_recall:.4f}")
    with torch.no_grad():
        reader.heads["sentiment"].bias += torch.tensor(shift - shift.mean(), dtype=torch.float32)


def finish(weights: Path, root: Path, out: Path, work: Path, version: str, average: bool = True, with_test: bool = False) -> None:
    """Choose the class shift, temperatures and thresholds on validation rows, write the model folder, print every figure."""
    reader, pieces = load_weights(weights, average)
    tokenizer = vocab.build_tokenizer(pieces, MAX_TOKENS)
    checks = check_sets(root)
    fold_class_shift(reader, tokenizer, root, checks["sentiment"])
    export(reader, pieces, tokenizer, out, work, version, Calibration.plain(), LANGUAGES)
    model = out / "model.int8.onnx"
    started = time.monotonic()
    logits = {name: int8_logits(model, tokenizer, rows) for name, rows in checks.items()}
    spent = time.monotonic() - started
    calibration = calibrate(checks, logits)
    write_config(reader, out, pieces, version, calibration, LANGUAGES)
    print(f"size {model.stat().st_size / 1e6:.1f} MB, {sum(map(len, checks.values())) / spent:.0f} posts/s one at a time on one thread")
    print(calibration.describe())
    both = {}
    for name, rows in checks.items():
        plain = reader_logits(reader, tokenizer, rows)
        both[name] = {"float": official(name, rows, plain), "int8": official(name, rows, logits[name])}
        print(f"{name}, {len(rows)} rows, float: {judge(rows, plain)}")
        print(f"{name}, {len(rows)} rows, int8: {judge(rows, logits[name])}", flush=True)
    (out / "validation.json").write_text(json.dumps(both, indent=2) + "\n", encoding="utf-8")
    if with_test:
        for name, rows in test_sets(root).items():
            print(f"{name}, {len(rows)} rows, int8: {judge(rows, int8_logits(model, tokenizer, rows), calibration)}", flush=True)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True, help="second.pt of training.train")
    parser.add_argument("--version", default="reader-" + time.strftime("%Y%m%d") + "-1")
    parser.add_argument("--last", action="store_true", help="use the last weights, not their average (before mid-run there is none)")
    parser.add_argument("--test", action="store_true", help="also measure the test sets; not for choosing anything")
    args = parser.parse_args()
    torch.set_num_threads(1)
    finish(args.weights, args.data, args.out, args.weights.parent, args.version, not args.last, args.test)


if __name__ == "__main__":
    main()
