"""Readers for the open sentiment sets. A source is texts (with a target each, for aspects) and the labels of one or more heads."""

import csv
import gzip
import hashlib
import io
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor

from training.heads import EKMAN, SENTIMENT
from training.normalise import normalise

EMOTION_TO_LABEL = {"angry": 0, "sad": 0, "fear": 0, "neutral": 1, "happy": 2}
WEIBO_TO_EKMAN = {"angry": "anger", "fear": "fear", "happy": "joy", "sad": "sadness", "surprise": "surprise", "neutral": "neutral"}
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
NONE = -1


@dataclass(frozen=True)
class Source:
    """Normalised texts of one language; `labels` by head: n class numbers (NONE = not known) or n x k of 0..1."""

    language: str
    texts: list[str]
    labels: dict[str, Tensor] = field(default_factory=dict)
    targets: list[str] | None = None

    def __len__(self) -> int:
        return len(self.texts)

    def take(self, rows: list[int]) -> "Source":
        """The rows at these places."""
        return Source(self.language, [self.texts[i] for i in rows], {head: y[rows] for head, y in self.labels.items()},
                      None if self.targets is None else [self.targets[i] for i in rows])


def source(language: str, rows: list[tuple[str, int]], head: str = "sentiment") -> Source:
    """A source of one head from (text, class) rows; empty texts are left out."""
    clean = [(text, label) for text, label in ((normalise(text), label) for text, label in rows) if text.strip()]
    return Source(language, [text for text, _ in clean], {head: torch.tensor([label for _, label in clean])})


def unescape(text: str) -> str:
    """Undo the `\\u2019` escapes and doubled quotes of the SemEval files."""
    text = ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    text = text.replace('""', '"')
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


def semeval_train(data: Path) -> Source:
    """SemEval-2017 task 4A tweets of 2013 to 2016 (48,299 rows), each text once."""
    rows: dict[str, int] = {}
    for path in sorted((data / "semeval2017_task4a_train").glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            fields = line.rstrip("\r\t").split("\t")
            if len(fields) >= 3 and fields[1] in SENTIMENT:
                rows[unescape(fields[2])] = SENTIMENT.index(fields[1])
    return source("en", list(rows.items()))


def tweeteval(data: Path, task: str, part: str) -> Source:
    """One TweetEval task; part is train, val or test (the open half). The head of the task `emotion` is `tweetEmotion`."""
    folder = data / "tweeteval" / task
    texts = (folder / f"{part}_text.txt").read_text(encoding="utf-8").split("\n")
    labels = (folder / f"{part}_labels.txt").read_text(encoding="utf-8").split()
    return source("en", [(unescape(text.strip()), int(label)) for text, label in zip(texts, labels)],
                  "tweetEmotion" if task == "emotion" else task)


def airline(data: Path) -> Source:
    """Airline tweets (11,684 rows): the cross-domain check, never trained on."""
    with (data / "airline_tweets" / "Tweets.csv").open(encoding="utf-8", newline="") as file:
        return source("en", [(row["text"], SENTIMENT.index(row["airline_sentiment"])) for row in csv.DictReader(file)])


def weibo(data: Path, part: str, topic: str = "usual") -> Source:
    """SMP2020-EWECT Weibo posts of one topic (usual or virus): emotion, and sentiment made from it; part is train, eval or test."""
    name = {"usual train": "usual_train.json", "virus train": "virus_train.txt"}.get(f"{topic} {part}", f"{topic}_{part}_labeled.txt")
    rows = [row for row in json.loads((data / "zh_smp2020_ewect" / name).read_text(encoding="utf-8")) if row["label"] in WEIBO_TO_EKMAN]
    both = source("zh", [(row["content"], EKMAN.index(WEIBO_TO_EKMAN[row["label"]])) for row in rows], "emotion")
    to_sentiment = {EKMAN.index(WEIBO_TO_EKMAN[word]): label for word, label in EMOTION_TO_LABEL.items()}
    both.labels["sentiment"] = torch.tensor([to_sentiment.get(int(y), NONE) for y in both.labels["emotion"]])
    return both


def chnsenticorp(data: Path, part: str) -> Source:
    """ChnSentiCorp reviews, positive or negative; part is train, dev or test."""
    text = (data / "zh_chnsenticorp" / f"{part}.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t", 1) for line in text.split("\n")[1:] if "\t" in line]
    return source("zh", [(review, 2 * int(label)) for label, review in rows])


def _is_check_row(text: str) -> bool:
    """One text in ten, by hash, so that duplicates fall on one side."""
    return hashlib.sha256(text.strip().encode()).digest()[0] < 26


def waimai(data: Path, check: bool) -> Source:
    """Food-delivery reviews, positive or negative; our own tenth by hash is the check part."""
    with (data / "zh_waimai_10k" / "waimai_10k.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["review"], 2 * int(row["label"])) for row in csv.DictReader(file)]
    return source("zh", [row for row in rows if _is_check_row(row[0]) == check])


def shopping(data: Path, max_chars: int) -> Source:
    """Online shopping reviews no longer than `max_chars`, positive or negative."""
    raw = gzip.decompress((data / "zh_online_shopping_10_cats" / "online_shopping_10_cats.csv.gz").read_bytes())
    reader = csv.DictReader(io.StringIO(raw.decode("utf-8"), newline=""))
    rows = [(row["review"].lstrip("\ufeff"), 2 * int(row["label"])) for row in reader]
    return source("zh", [row for row in rows if len(row[0]) <= max_chars])


def shorter(whole: Source, max_chars: int) -> Source:
    """The rows no longer than `max_chars`."""
    return whole.take([i for i, text in enumerate(whole.texts) if len(text) <= max_chars])
