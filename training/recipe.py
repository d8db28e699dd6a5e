"""What is trained on, in which order and how often. Settings were chosen on validation rows."""

from dataclasses import dataclass
from pathlib import Path

from training import data, social_data
from training.data import Source


@dataclass(frozen=True)
class Recipe:
    """Settings of one stage; rates are per step, lengths in tokens."""

    rows: int = 48
    max_tokens: int = 64
    rate_top: float = 8e-5
    rate_head: float = 5e-4
    rate_new: float = 6e-4
    layer_decay: float = 0.9
    warmup: float = 0.06
    weight_decay: float = 0.01
    class_power: float = 0.5
    """Weight of the distance to the base model's vector, and the parts whose vectors are held to it."""
    embedding_weight: float = 0.0
    embedded: tuple[str, ...] = ()


FIRST = Recipe()
SECOND = Recipe(max_tokens=128, rate_top=6e-5, rate_new=3e-4, embedding_weight=2.0, embedded=("semeval", "questions"))


@dataclass(frozen=True)
class Part:
    """A source and how many times its rows are seen."""

    source: Source
    epochs: float


def vocabulary_texts(root: Path) -> list[str]:
    """The texts whose characters enter the vocabulary."""
    return [text for part in first_stage(root).values() for text in part.source.texts]


def first_stage(root: Path) -> dict[str, Part]:
    """Sentiment in both languages; Chinese characters learn what they mean."""
    return {
        "semeval": Part(data.semeval_train(root), 2.5),
        "weibo": Part(data.weibo(root, "train"), 1.0),
        "weibo virus": Part(data.weibo(root, "train", "virus"), 1.0),
        "waimai": Part(data.waimai(root, check=False), 1.0),
        "shopping": Part(data.shopping(root, max_chars=45), 1.0),
        "chnsenticorp": Part(data.shorter(data.chnsenticorp(root, "train"), max_chars=64), 1.0),
    }


def second_stage(root: Path) -> dict[str, Part]:
    """Every head at once, small sets more often than large ones."""
    restaurants, laptops = (social_data.template_aspects(root / "absa_semeval14" / f"{name}_Train.xml.seg") for name in ("Restaurants", "Laptops"))
    return {
        "semeval": Part(data.semeval_train(root), 0.5),
        "tweet emotion": Part(data.tweeteval(root, "emotion", "train"), 3.0),
        "offensive": Part(data.tweeteval(root, "offensive", "train"), 1.2),
        "hate": Part(data.tweeteval(root, "hate", "train"), 1.0),
        "irony": Part(data.tweeteval(root, "irony", "train"), 3.0),
        "goemotions": Part(social_data.goemotions(root, "train"), 1.0),
        "questions": Part(social_data.questions(root), 0.5),
        "acl14": Part(social_data.template_aspects(root / "absa_twitter_acl14" / "train.raw"), 1.0),
        "restaurants": Part(restaurants, 1.5),
        "laptops": Part(laptops, 1.5),
        "mams": Part(social_data.mams(root, "train"), 1.0),
        "weibo": Part(data.weibo(root, "train"), 0.9),
        "weibo virus": Part(data.weibo(root, "train", "virus"), 0.5),
        "chnsenticorp": Part(data.chnsenticorp(root, "train"), 1.3),
        "waimai": Part(data.waimai(root, check=False), 0.7),
        "shopping": Part(data.shopping(root, max_chars=70), 0.15),
        "cold": Part(social_data.cold(root, "train"), 0.5),
    }
