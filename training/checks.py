"""Validation rows: what a stage is judged, chosen and calibrated by. Never trained on, never a test row."""

from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from training import data, social_data
from training.calibrate import Calibration
from training.data import Source
from training.evaluate import Floats, any_of_f1, f1_of_yes, one_of, run_all, yes_no
from training.heads import BY_NAME
from training.model import MAX_TOKENS, Reader, columns
from training.schedule import token_ids


def check_sets(root: Path) -> dict[str, Source]:
    """By name; the first label head of each is judged (`weibo`: emotion and sentiment)."""
    return {
        "sentiment": data.tweeteval(root, "sentiment", "val"),
        "tweet emotion": data.tweeteval(root, "emotion", "val"),
        "offensive": data.tweeteval(root, "offensive", "val"),
        "hate": data.tweeteval(root, "hate", "val"),
        "irony": data.tweeteval(root, "irony", "val"),
        "goemotions": social_data.goemotions(root, "dev"),
        "mams": social_data.mams(root, "val"),
        "weibo": data.weibo(root, "eval"),
        "chnsenticorp": data.chnsenticorp(root, "dev"),
        "waimai": data.waimai(root, check=True),
        "cold": social_data.cold(root, "dev"),
    }


def judge(rows: Source, logits: Floats, calibration: Calibration | None = None) -> str:
    """One line per head of a set; logits: n x all heads. Without a calibration: temperature 1, yes from 0.5 on."""
    lines = []
    for name, labels in rows.labels.items():
        part, head = logits[:, columns()[name]], BY_NAME[name]
        by_language = calibration.temperature[name] if calibration else {"en": 1.0}
        temperature = by_language.get(rows.language, by_language["en"])
        threshold = calibration.threshold.get(name) if calibration else None
        if head.kind == "any_of":
            lines.append(f"{name}: macro F1 {any_of_f1(part, labels, threshold or 0.3):.4f}")
        elif head.kind == "yes_no":
            yes = threshold or 0.5
            shift = -temperature * float(np.log(yes / (1 - yes)))
            lines.append(f"{name}: {yes_no(part, labels, temperature, shift).line()}  F1 of yes {f1_of_yes(part, labels, shift):.4f}")
        elif labels.ndim == 1:
            lines.append(f"{name}: {one_of(part, labels, temperature).line()}")
        else:
            hit = labels.numpy()[np.arange(len(labels)), part.argmax(1)] > 0
            lines.append(f"{name}: best guess is among the labels for {hit.mean():.4f}")
    return "; ".join(lines)


def official(name: str, rows: Source, logits: Floats) -> float:
    """The one figure of a set: macro recall of sentiment, F1 of irony, accuracy of reviews and aspects, macro F1 of the rest; 4 digits."""
    head, labels = next(iter(rows.labels.items()))
    part = logits[:, columns()[head]]
    if BY_NAME[head].kind == "any_of":
        return round(any_of_f1(part, labels, 0.3), 4)
    if BY_NAME[head].kind == "yes_no":
        return round(f1_of_yes(part, labels) if name == "irony" else yes_no(part, labels).macro_f1, 4)
    found = one_of(part, labels)
    return round({"sentiment": found.macro_recall, "chnsenticorp": found.accuracy, "mams": found.accuracy}.get(name, found.macro_f1), 4)


def reader_logits(reader: Reader, tokenizer: Tokenizer, rows: Source) -> Floats:
    """Float logits of every head: n x all heads."""
    reader.eval()
    found = run_all(lambda ids, mask: reader(ids, mask)[0], token_ids(tokenizer, rows, MAX_TOKENS))
    reader.train()
    return found
