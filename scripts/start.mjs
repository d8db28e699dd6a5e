// @ts-check
// npm start: sets everything up and runs it. What it does in which order: scripts/README.md.
import { runWith } from "./lib/node-version.mjs";

runWith("./start.mjs");
