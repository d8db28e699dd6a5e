// @ts-check
// npm run bench NAME: what it does is in scripts/README.md.
import { runWith } from "./lib/node-version.mjs";

runWith("./bench.mjs", "benchMain");
