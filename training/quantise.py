"""Int8 matrix products with one activation scale per token, so that a post's logits do not depend on its batch."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

# Activations are mapped to 1..255 around 128: unsigned by signed int8 is the fast product on x86.
ZERO, STEPS = 128, 127


def _constant(graph: onnx.GraphProto, name: str, array: np.ndarray) -> str:
    graph.initializer.append(numpy_helper.from_array(array, name))
    return name


def _product(graph: onnx.GraphProto, node: onnx.NodeProto, weight: np.ndarray, shared: dict[str, tuple[str, str]]) -> list[onnx.NodeProto]:
    """Nodes for x @ weight: x n x t x k is divided by its token's largest magnitude, rounded, multiplied in int8 and scaled back."""
    name = node.name.strip("/").replace("/", ".")
    scale = np.maximum(np.abs(weight).max(0), 1e-8).astype(np.float32) / 127
    integers = _constant(graph, f"{name}.int8", np.clip(np.round(weight / scale), -127, 127).astype(np.int8))
    back = _constant(graph, f"{name}.scale", scale / STEPS)
    nodes = []
    if node.input[0] not in shared:
        shared[node.input[0]] = (f"{name}.quantised", f"{name}.peak")
        nodes += [
            helper.make_node("Abs", [node.input[0]], [f"{name}.abs"]),
            helper.make_node("ReduceMax", [f"{name}.abs"], [f"{name}.max"], axes=[-1], keepdims=1),
            helper.make_node("Max", [f"{name}.max", "row8.tiny"], [f"{name}.peak"]),
            helper.make_node("Reciprocal", [f"{name}.peak"], [f"{name}.inverse"]),
            helper.make_node("Mul", [node.input[0], f"{name}.inverse"], [f"{name}.unit"]),
            helper.make_node("QuantizeLinear", [f"{name}.unit", "row8.step", "row8.zero"], [f"{name}.quantised"]),
        ]
    quantised, peak = shared[node.input[0]]
    return nodes + [
        helper.make_node("MatMulInteger", [quantised, integers, "row8.zero"], [f"{name}.sum"]),
        helper.make_node("Cast", [f"{name}.sum"], [f"{name}.float"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{name}.float", back], [f"{name}.unscaled"]),
        helper.make_node("Mul", [f"{name}.unscaled", peak], [node.output[0]]),
    ]


def quantise_rows(source: Path, target: Path) -> int:
    """Rewrite every MatMul of a layer with a constant matrix; heads, terms and the search vector stay float. Returns how many were rewritten."""
    model = onnx.load(source)
    graph = model.graph
    weights = {tensor.name: tensor for tensor in graph.initializer}
    _constant(graph, "row8.tiny", np.float32(1e-8))
    _constant(graph, "row8.step", np.float32(1 / STEPS))
    _constant(graph, "row8.zero", np.uint8(ZERO))
    nodes: list[onnx.NodeProto] = []
    shared: dict[str, tuple[str, str]] = {}
    used = set()
    for node in graph.node:
        if node.op_type == "MatMul" and node.name.startswith("/layers") and node.input[1] in weights:
            nodes += _product(graph, node, numpy_helper.to_array(weights[node.input[1]]), shared)
            used.add(node.input[1])
        else:
            nodes.append(node)
    del graph.node[:]
    graph.node.extend(nodes)
    for name in used:
        graph.initializer.remove(weights[name])
    onnx.checker.check_model(model)
    onnx.save(model, target)
    return len(used)
