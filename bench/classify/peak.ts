/** The core's int8 matrix speed on the shapes of the reader: what the classifier is measured against. */
import { InferenceSession, Tensor } from "onnxruntime-node";
import { matmulIntegerModel } from "./matmul-model";

/** (K, N) of one MiniLM-L6-H384 layer: query-key-value, attention output, up, down. */
const PAIRS = [
  [384, 1_152],
  [384, 384],
  [384, 1_536],
  [1_536, 384],
] as const;
const ROWS = [256, 512, 1_024] as const;
const MIN_MS = 120;

/** Median over M 256, 512 and 1024 of the speed of a whole layer's products, in 10^9 multiply-adds x 2 per second. */
export async function measurePeak(): Promise<number> {
  const sessions = await Promise.all(
    PAIRS.map(([k, n]) =>
      InferenceSession.create(matmulIntegerModel(k, n), { intraOpNumThreads: 1, interOpNumThreads: 1 }),
    ),
  );
  const speeds: number[] = [];
  for (const m of ROWS) {
    let layerMs = 0;
    for (const [index, [k]] of PAIRS.entries()) {
      const session = sessions[index];
      if (session) layerMs += await medianMs(session, new Tensor("uint8", new Uint8Array(m * k).fill(3), [m, k]));
    }
    const operations = PAIRS.reduce((sum, [k, n]) => sum + 2 * m * k * n, 0);
    speeds.push(operations / layerMs / 1e6);
  }
  await Promise.all(sessions.map((session) => session.release()));
  return speeds.sort((a, b) => a - b)[1] ?? 0;
}

/** Median time of one product, in milliseconds. */
async function medianMs(session: InferenceSession, a: Tensor): Promise<number> {
  const times: number[] = [];
  for (const startedMs = performance.now(); performance.now() - startedMs < MIN_MS; ) {
    const before = performance.now();
    await session.run({ a });
    times.push(performance.now() - before);
  }
  return times.sort((x, y) => x - y)[Math.floor(times.length / 2)] ?? Number.POSITIVE_INFINITY;
}
