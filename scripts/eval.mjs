// @ts-check
// npm run eval NAME: what it does is in scripts/README.md.
import { runWith } from "./lib/node-version.mjs";

runWith("./bench.mjs", "evalMain");
