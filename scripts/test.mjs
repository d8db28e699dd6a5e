// @ts-check
// npm test: sets everything up and tests it. What it does in which order: scripts/README.md.
import { runWith } from "./lib/node-version.mjs";

runWith("./test.mjs");
