"""Readers for emotion, offence, aspects and questions: the sets beside sentiment."""

import csv
import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import torch

from training.data import Source, source
from training.heads import EKMAN, GOEMOTIONS
from training.normalise import normalise

# Demszky et al. 2020 (arXiv 2005.00547), appendix: the 27 emotions under Ekman's six.
EKMAN_OF = {
    "anger": ("anger", "annoyance", "disapproval"),
    "disgust": ("disgust",),
    "fear": ("fear", "nervousness"),
    "joy": ("joy", "amusement", "approval", "excitement", "gratitude", "love", "optimism", "relief", "pride", "admiration", "desire", "caring"),
    "sadness": ("sadness", "disappointment", "embarrassment", "grief", "remorse"),
    "surprise": ("surprise", "realization", "confusion", "curiosity"),
    "neutral": ("neutral",),
}


def goemotions(data: Path, part: str) -> Source:
    """GoEmotions comments (part: train, dev, test): `goemotions` n x 28 of 0 or 1, and `emotion` n x 7 shares over Ekman's groups."""
    rows = [line.split("\t") for line in (data / "goemotions" / f"{part}.tsv").read_text(encoding="utf-8").split("\n") if line.strip()]
    fine = torch.zeros(len(rows), len(GOEMOTIONS))
    for i, row in enumerate(rows):
        fine[i, [int(label) for label in row[1].split(",")]] = 1
    groups = torch.stack([fine[:, [GOEMOTIONS.index(name) for name in EKMAN_OF[group]]].amax(1) for group in EKMAN], 1)
    return Source("en", [normalise(row[0]) for row in rows], {"goemotions": fine, "emotion": groups / groups.sum(1, keepdim=True)})


def davidson(data: Path) -> Source:
    """Hate, offensive or neither (class column 0, 1, 2) as `offensive` yes or no: a check in another labelling, never trained on."""
    with (data / "hate_davidson" / "labeled_data.csv").open(encoding="utf-8", newline="") as file:
        return source("en", [(row["tweet"], int(row["class"] != "2")) for row in csv.DictReader(file)], "offensive")


def cold(data: Path, part: str) -> Source:
    """COLD, Chinese offensive posts; part is train, dev or test."""
    with (data / "zh_cold_offensive" / f"{part}.csv").open(encoding="utf-8-sig", newline="") as file:
        return source("zh", [(row["TEXT"], int(row["label"])) for row in csv.DictReader(file)], "offensive")


def _aspects(rows: list[tuple[str, str, int]]) -> Source:
    rows = [(normalise(text), normalise(target), label) for text, target, label in rows]
    return Source("en", [row[0] for row in rows], {"aspect": torch.tensor([row[2] for row in rows])}, [row[1] for row in rows])


def template_aspects(path: Path) -> Source:
    """The three-line files of ACL-14 and SemEval-14: text with $T$, target, -1 / 0 / 1."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return _aspects([(lines[i].replace("$T$", lines[i + 1]), lines[i + 1], int(lines[i + 2]) + 1) for i in range(0, len(lines) - 2, 3)])


def mams(data: Path, part: str) -> Source:
    """MAMS aspect terms: each sentence has at least two with different polarity; part is train, val or test."""
    rows = []
    for sentence in ElementTree.parse(data / "absa_mams" / "MAMS-ATSA" / f"{part}.xml").getroot():
        text = sentence.findtext("text") or ""
        rows += [(text, term.get("term", ""), ("negative", "neutral", "positive").index(term.get("polarity", "neutral")))
                 for term in sentence.iter("aspectTerm")]
    return _aspects(rows)


def questions(data: Path) -> Source:
    """TweetQA training tweets and questions, unlabelled: they keep the embedding fit for search."""
    rows = json.loads((data / "qa_tweetqa" / "train.json").read_text(encoding="utf-8"))
    texts = dict.fromkeys(normalise(row[name]) for row in rows for name in ("Tweet", "Question"))
    return Source("en", [text for text in texts if text.strip()])
