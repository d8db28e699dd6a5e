/** A one-node ONNX graph, encoded by hand: y[M,N] = MatMulInteger(a[M,K] uint8, b[K,N] int8), b constant. */

const UINT8 = 2;
const INT8 = 3;
const INT32 = 6;

const varint = (value: number): Buffer => {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) | 128);
  }
};
const number = (field: number, value: number): Buffer => Buffer.concat([varint(field * 8), varint(value)]);
const bytes = (field: number, content: Buffer | string): Buffer => {
  const buffer = Buffer.from(content);
  return Buffer.concat([varint(field * 8 + 2), varint(buffer.length), buffer]);
};
const message = (field: number, ...parts: Buffer[]): Buffer => bytes(field, Buffer.concat(parts));

const value = (field: number, name: string, type: number, columns: number): Buffer => {
  const shape = message(2, message(1, bytes(2, "m")), message(1, number(1, columns)));
  return message(field, bytes(1, name), message(2, message(1, number(1, type), shape)));
};

/** The graph's bytes. Source: onnx.proto (IR version 8, opset 13). */
export function matmulIntegerModel(k: number, n: number): Uint8Array {
  const weights = Buffer.alloc(k * n);
  for (let index = 0; index < weights.length; index += 1) weights[index] = (index * 37) % 251;
  const node = message(1, bytes(1, "a"), bytes(1, "b"), bytes(2, "y"), bytes(4, "MatMulInteger"));
  const constant = message(5, number(1, k), number(1, n), number(2, INT8), bytes(8, "b"), bytes(9, weights));
  const graph = message(7, node, bytes(2, "peak"), constant, value(11, "a", UINT8, k), value(12, "y", INT32, n));
  return Buffer.concat([number(1, 8), graph, message(8, number(2, 13))]);
}
