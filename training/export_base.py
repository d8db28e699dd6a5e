"""Export the untouched base model with the reader's outputs, for `npm run eval embedding -- --base`: python -m training.export_base --out DIR"""

import argparse
import shutil
from pathlib import Path

from training import vocab
from training.export import export_float
from training.model import load_pretrained


def main() -> None:
    """Write DIR/base.onnx (its heads are random, its `embedding` is the base model's) and DIR/vocab.txt."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    source = Path(str(vocab.BASE))
    pieces = (source / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    export_float(load_pretrained(source, list(range(len(pieces))), 0), out / "base.onnx", int8_rows=False)
    shutil.copyfile(source / "vocab.txt", out / "vocab.txt")


if __name__ == "__main__":
    main()
