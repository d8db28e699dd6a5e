"""Export a trained reader to models/reader: int8 ONNX graph, vocabulary, config and golden cases."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.calibrate import Calibration
from training.golden import SENTENCES
from training.heads import EXPLAINED, HEADS
from training.model import HIDDEN, LAYERS, MAX_TOKENS, Reader
from training.normalise import normalise
from training.quantise import quantise_rows
from training.vocab import write_vocab


OUTPUTS = ("logits", "embedding", "terms")


@dataclass(frozen=True)
class Reading:
    """What the graph says of one post: logits of all heads, vector of 384, terms t x explained heads."""

    logits: np.ndarray
    embedding: np.ndarray
    terms: np.ndarray


class Int8Rows(nn.Module):
    """Embedding table in int8 with one scale per row: v x 384 bytes and v x 1 floats."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (table / scale).round().clamp(-127, 127).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """ids: n x t -> n x t x 384."""
        return self.rows[ids].to(torch.float32) * self.scale[ids]


def export_float(reader: Reader, path: Path, int8_rows: bool) -> None:
    """Write the reader as a plain opset 17 graph, with the word table in int8 rows when asked."""
    reader.eval()
    words = reader.words
    reader.words = Int8Rows(words.table().detach()) if int8_rows else nn.Embedding.from_pretrained(words.table().detach())
    ids = torch.tensor([[101, 2023, 2003, 102], [101, 2204, 102, 0]])
    axes = {0: "n", 1: "t"}
    torch.onnx.export(reader, (ids, (ids > 0).long()), str(path), dynamo=False, opset_version=17,
                      input_names=["input_ids", "attention_mask"], output_names=list(OUTPUTS),
                      dynamic_axes={"input_ids": axes, "attention_mask": axes, "logits": {0: "n"}, "embedding": {0: "n"}, "terms": axes})
    reader.words = words


def open_session(path: Path, threads: int = 1) -> ort.InferenceSession:
    """An onnxruntime CPU session."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def run_one(session: ort.InferenceSession, ids: list[int]) -> Reading:
    """One post alone."""
    array = np.array([ids], dtype=np.int64)
    found = session.run(list(OUTPUTS), {"input_ids": array, "attention_mask": np.ones_like(array)})
    return Reading(*(part[0] for part in found))


def write_golden(session: ort.InferenceSession, tokenizer: Tokenizer, path: Path) -> None:
    """Golden cases for the product's tests: text, normalised text, ids, logits and the first 8 embedding values, one at a time."""
    cases = []
    for text in SENTENCES:
        ids = tokenizer.encode(normalise(text)).ids
        reading = run_one(session, ids)
        cases.append({"text": text, "normalised": normalise(text), "ids": ids, "logits": [round(float(v), 5) for v in reading.logits],
                      "embeddingStart": [round(float(v), 5) for v in reading.embedding[:8]]})
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def write_config(reader: Reader, out: Path, vocab: list[str], version: str, calibration: Calibration, languages: list[str]) -> None:
    """Everything the product needs at run time besides the graph and the vocabulary."""
    heads = []
    for head in HEADS:
        entry = {"name": head.name, "kind": head.kind, "labels": list(head.labels), "temperature": calibration.temperature[head.name]}
        if head.name in calibration.threshold:
            entry["threshold"] = calibration.threshold[head.name]
        if head.name in calibration.flag_at:
            entry["flagAt"] = calibration.flag_at[head.name]
        if head.name in EXPLAINED:
            entry["bias"] = [round(float(v), 6) for v in reader.heads[head.name].bias.detach()]
        heads.append(entry)
    config = {"modelVersion": version, "heads": heads, "explained": list(EXPLAINED), "embeddingSize": HIDDEN, "maxTokens": MAX_TOKENS,
              "languages": languages, "normalise": {"user": "@user", "url": "http"}, "padId": vocab.index("[PAD]"),
              "clsId": vocab.index("[CLS]"), "sepId": vocab.index("[SEP]"), "unkId": vocab.index("[UNK]"), "maskId": vocab.index("[MASK]")}
    (out / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def export(reader: Reader, vocab: list[str], tokenizer: Tokenizer, out: Path, work: Path, version: str,
           calibration: Calibration, languages: list[str]) -> None:
    """Write the whole model folder; `work` takes the float graphs (model.float.onnx and an intermediate)."""
    out.mkdir(parents=True, exist_ok=True)
    work.mkdir(parents=True, exist_ok=True)
    export_float(reader, work / "model.float.onnx", int8_rows=False)
    export_float(reader, work / "model.rows8.onnx", int8_rows=True)
    products = quantise_rows(work / "model.rows8.onnx", out / "model.int8.onnx")
    assert products == 4 * LAYERS, f"{products} matrix products in int8"
    write_vocab(vocab, tokenizer, out)
    write_config(reader, out, vocab, version, calibration, languages)
    write_golden(open_session(out / "model.int8.onnx"), tokenizer, out / "golden.json")
