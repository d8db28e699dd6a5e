/** A bare onnxruntime session in a process of its own: runs given batches of token ids and says how long it took. */
import { loadReaderConfig, READER_DIR } from "../../workers/inference/reader-model";
import { openReaderSession } from "../../workers/inference/reader-session";

export interface BareWork {
  rows: Int32Array[];
  batches: number[][];
}

const opened = openReaderSession(READER_DIR, "cpu", loadReaderConfig());

process.on("message", async ({ rows, batches }: BareWork) => {
  const session = await opened;
  const startedMs = performance.now();
  for (const batch of batches) await session.run(rows, batch);
  process.send?.({ ms: performance.now() - startedMs });
});
process.on("disconnect", () => process.exit(0));
