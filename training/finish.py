"""Calibrate, export and measure a trained reader: python -m training.finish --data ../shared/data --out models/reader --weights checkpoint.pt."""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from training import data, vocab
from training.evaluate import Floats, classes_of, collect, figures, fit_bias, fit_temperature, torch_logits
from training.export import export, open_session, run_one, write_config
from training.model import Reader

LANGUAGES = ["en", "zh"]


def load_weights(path: Path, average: bool) -> tuple[Reader, list[str]]:
    """A reader and its vocabulary from a checkpoint; the averaged weights when asked."""
    saved = torch.load(path, weights_only=True)
    pieces: list[str] = saved["vocab"]
    reader = Reader(saved["old"], len(pieces) - saved["old"])
    reader.load_state_dict(saved["mean"] if average else saved["last"])
    return reader, pieces


def test_sets(root: Path) -> dict[str, data.Split]:
    """Rows looked at once, at the end: open halves of the official tests, and the cross-domain airline tweets."""
    return {"en test (open half)": data.tweeteval_sentiment(root, "test"), "en airline": data.airline(root),
            "zh weibo test (open half)": data.weibo(root, "test"), "zh chnsenticorp test (open half)": data.chnsenticorp(root, "test"),
            "zh waimai check": data.waimai(root, check=True)}


def int8_logits(model: Path, tokenizer: Tokenizer, split: data.Split, threads: int = 1) -> Floats:
    """Logits of the shipped graph, one post at a time: n x 3."""
    session = open_session(model, threads)
    return collect(lambda ids: run_one(session, ids)[0], tokenizer, split)


def show(name: str, logits: Floats, split: data.Split, temperature: float) -> None:
    """Print a set's figures; a set without neutral rows is judged between its two classes, and how often neutral would win is told."""
    classes = classes_of(split)
    extra = "" if len(classes) == 3 else f"  (neutral would win on {(logits.argmax(1) == 1).mean():.3f})"
    print(f"{name}, {len(split)} rows: {figures(logits, split.labels, temperature, classes).line()}{extra}", flush=True)


def finish(weights: Path, root: Path, out: Path, work: Path, version: str, average: bool = True, with_test: bool = False, bias: bool = True) -> None:
    """Choose the class shift and the temperature on validation rows, write the model folder, print every figure."""
    reader, pieces = load_weights(weights, average)
    tokenizer = vocab.build_tokenizer(pieces, 128)
    checks = data.check_sets(root)
    val = checks["en val"]
    plain = torch_logits(reader, tokenizer, val)
    if bias:
        counts = np.bincount(data.semeval_train(root).labels, minlength=3)
        strength, shift = fit_bias(plain, val.labels, counts / counts.sum())
        print(f"class shift against the training prior: {strength:.1f}, macro recall {figures(plain, val.labels).macro_recall:.4f} -> "
              f"{figures(plain + shift, val.labels).macro_recall:.4f}")
        with torch.no_grad():
            reader.sentiment.bias += torch.tensor(shift - shift.mean(), dtype=torch.float32)
    plain = torch_logits(reader, tokenizer, val)
    export(reader, pieces, tokenizer, out, work, version, 1.0, LANGUAGES)
    model = out / "model.int8.onnx"
    started = time.monotonic()
    logits = int8_logits(model, tokenizer, val)
    rate = len(val) / (time.monotonic() - started)
    temperature = fit_temperature(logits, val.labels)
    write_config(out, pieces, version, temperature, LANGUAGES)
    print(f"size {model.stat().st_size / 1e6:.1f} MB, {rate:.0f} posts/s one at a time on one thread, temperature {temperature:.2f}")
    show("en val, float", plain, val, temperature)
    show("en val, int8 uncalibrated", logits, val, 1.0)
    show("en val, int8", logits, val, temperature)
    print(f"class flips int8 against float on val: {(plain.argmax(1) != logits.argmax(1)).mean():.4f}")
    for name, split in (checks | (test_sets(root) if with_test else {})).items():
        if name != "en val":
            logits = int8_logits(model, tokenizer, split)
            show(name, logits, split, temperature)
            if len(classes_of(split)) == 3:
                print(f"  own temperature {fit_temperature(logits, split.labels):.2f}")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True, help="checkpoint.pt of training.train")
    parser.add_argument("--version", default="reader-" + time.strftime("%Y%m%d") + "-1")
    parser.add_argument("--last", action="store_true", help="use the last weights, not their average (before mid-run there is none)")
    parser.add_argument("--test", action="store_true", help="also measure the test sets")
    args = parser.parse_args()
    finish(args.weights, args.data, args.out, args.weights.parent, args.version, not args.last, args.test)


if __name__ == "__main__":
    main()
