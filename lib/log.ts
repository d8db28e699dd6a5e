/** Structured log lines to standard output; user text never stands in the message, only in fields. */
import pino from "pino";
import { env } from "./env";

let root: pino.Logger | undefined;

/** Logger of one part of the program, such as `log("worker")`. */
export function log(part: string): pino.Logger {
  root ??= pino({ level: env().LOG_LEVEL, base: undefined, timestamp: pino.stdTimeFunctions.isoTime });
  return root.child({ part });
}
