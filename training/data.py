"""Readers for the open data sets; every row is (normalised text, label 0 negative / 1 neutral / 2 positive)."""

import csv
import gzip
import hashlib
import io
import json
import re
from dataclasses import dataclass
from pathlib import Path

from training.normalise import normalise

LABELS = ("negative", "neutral", "positive")
EMOTION_TO_LABEL = {"angry": 0, "sad": 0, "fear": 0, "neutral": 1, "happy": 2}
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


@dataclass(frozen=True)
class Split:
    """Texts of one language and their labels, index by index."""

    language: str
    texts: list[str]
    labels: list[int]

    def __len__(self) -> int:
        return len(self.texts)


def _split(language: str, rows: list[tuple[str, int]]) -> Split:
    rows = [(normalise(text), label) for text, label in rows]
    rows = [(text, label) for text, label in rows if text.strip()]
    return Split(language, [text for text, _ in rows], [label for _, label in rows])


def merge(*splits: Split) -> Split:
    """Concatenate splits of one language."""
    return Split(splits[0].language, [t for s in splits for t in s.texts], [y for s in splits for y in s.labels])


def unescape(text: str) -> str:
    """Undo the `\\u2019` escapes and doubled quotes of the SemEval files."""
    text = ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    text = text.replace('""', '"')
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


def semeval_train(data: Path) -> Split:
    """SemEval-2017 task 4A tweets of 2013 to 2016 (48,299 rows), each text once."""
    rows: dict[str, int] = {}
    for path in sorted((data / "semeval2017_task4a_train").glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            fields = line.rstrip("\r\t").split("\t")
            if len(fields) >= 3 and fields[1] in LABELS:
                rows[unescape(fields[2])] = LABELS.index(fields[1])
    return _split("en", list(rows.items()))


def tweeteval_sentiment(data: Path, part: str) -> Split:
    """TweetEval sentiment `val` (2,000 rows) or the open half of `test` (6,153 rows)."""
    folder = data / "tweeteval" / "sentiment"
    texts = (folder / f"{part}_text.txt").read_text(encoding="utf-8").split("\n")
    labels = (folder / f"{part}_labels.txt").read_text(encoding="utf-8").split()
    return _split("en", [(unescape(text.strip()), int(label)) for text, label in zip(texts, labels)])


def airline(data: Path) -> Split:
    """Airline tweets (11,684 rows): the cross-domain check, never trained on."""
    with (data / "airline_tweets" / "Tweets.csv").open(encoding="utf-8", newline="") as file:
        return _split("en", [(row["text"], LABELS.index(row["airline_sentiment"])) for row in csv.DictReader(file)])


def weibo(data: Path, part: str) -> Split:
    """SMP2020-EWECT Weibo posts, emotions mapped to three classes, surprise left out; part is train, eval or test."""
    names = {"train": ("usual_train.json", "virus_train.txt")}.get(part, (f"usual_{part}_labeled.txt", f"virus_{part}_labeled.txt"))
    rows = []
    for name in names:
        for row in json.loads((data / "zh_smp2020_ewect" / name).read_text(encoding="utf-8")):
            if row["label"] in EMOTION_TO_LABEL:
                rows.append((row["content"], EMOTION_TO_LABEL[row["label"]]))
    return _split("zh", rows)


def chnsenticorp(data: Path, part: str) -> Split:
    """ChnSentiCorp reviews, positive or negative; part is train, dev or test."""
    text = (data / "zh_chnsenticorp" / f"{part}.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t", 1) for line in text.split("\n")[1:] if "\t" in line]
    return _split("zh", [(review, 2 * int(label)) for label, review in rows])


def _is_check_row(text: str) -> bool:
    """One text in ten, by hash, so that duplicates fall on one side."""
    return hashlib.sha256(text.strip().encode()).digest()[0] < 26


def waimai(data: Path, check: bool) -> Split:
    """Food-delivery reviews, positive or negative; our own tenth by hash is the check part."""
    with (data / "zh_waimai_10k" / "waimai_10k.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["review"], 2 * int(row["label"])) for row in csv.DictReader(file)]
    return _split("zh", [row for row in rows if _is_check_row(row[0]) == check])


def shopping(data: Path, max_chars: int) -> Split:
    """Online shopping reviews no longer than `max_chars`, positive or negative."""
    raw = gzip.decompress((data / "zh_online_shopping_10_cats" / "online_shopping_10_cats.csv.gz").read_bytes())
    reader = csv.DictReader(io.StringIO(raw.decode("utf-8"), newline=""))
    rows = [(row["review"].lstrip("\ufeff"), 2 * int(row["label"])) for row in reader]
    return _split("zh", [row for row in rows if len(row[0]) <= max_chars])


def shorter(split: Split, max_chars: int) -> Split:
    """The rows no longer than `max_chars`."""
    kept = [i for i, text in enumerate(split.texts) if len(text) <= max_chars]
    return Split(split.language, [split.texts[i] for i in kept], [split.labels[i] for i in kept])


def training_sets(root: Path) -> dict[str, Split]:
    """All rows trained on, by language."""
    zh = merge(weibo(root, "train"), waimai(root, check=False), shopping(root, max_chars=45),
                    shorter(chnsenticorp(root, "train"), max_chars=64))
    return {"en": semeval_train(root), "zh": zh}


def check_sets(root: Path) -> dict[str, Split]:
    """Rows used to choose and to calibrate; never trained on and never the test rows."""
    return {"en val": tweeteval_sentiment(root, "val"), "zh weibo eval": weibo(root, "eval"),
            "zh chnsenticorp dev": chnsenticorp(root, "dev")}
