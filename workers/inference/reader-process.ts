/** The parent's hold on one reader process: requests with deadlines, and a fair account of who died of what. */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { WhyHead } from "@/lib/contracts/why";
import type {
  AnswerMessage,
  ChildMessage,
  ExplainDoneMessage,
  ExplainMessage,
  ReadDoneMessage,
  ReadMessage,
  ReadyMessage,
  StartMessage,
} from "./protocol";

export const DEFAULTS = {
  /** Loading the model on a machine that is busy with other things. */
  startMs: 60_000,
  /** JavaScript heap of a reader process; the native memory is bounded by the batch size. */
  heapMegabytes: 512,
} as const;

/** The process died of, or hung in, the request at the head; or the runtime refused it. */
export class ReadCrash extends Error {
  constructor(
    reason: string,
    /** False when the process survived. */
    readonly isProcessGone: boolean,
  ) {
    super(reason);
    this.name = "ReadCrash";
  }
}

/** The process ended before it came to this request. */
export class NotStarted extends Error {
  constructor() {
    super("The reader process ended before it came to these texts.");
    this.name = "NotStarted";
  }
}

export interface ReaderProcess {
  readonly pid: number;
  readonly ready: ReadyMessage;
  /**
   * Reads texts; requests are worked on in order. The deadline runs from when the request comes to the head.
   * @throws ReadCrash when these texts ended the process or were refused; NotStarted when they were never looked at
   */
  read(texts: readonly string[], deadlineMs: number): Promise<ReadDoneMessage>;
  /** Explains one text; in turn, with a deadline and with errors as `read`. */
  explain(text: string, head: WhyHead, deadlineMs: number): Promise<ExplainDoneMessage>;
  /** Resolves when the process has ended and everything it said has arrived. */
  readonly ended: Promise<string>;
  kill(): void;
}

type Answer = Exclude<AnswerMessage, { kind: "error" }>;

interface Pending {
  deadlineMs: number;
  resolve(message: Answer): void;
  reject(error: Error): void;
}

const CHILD = fileURLToPath(new URL("./child.ts", import.meta.url));
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

function forkChild(): ChildProcess {
  const child = fork(CHILD, [], {
    cwd: ROOT,
    serialization: "advanced",
    execArgv: ["--import", import.meta.resolve("tsx"), `--max-old-space-size=${DEFAULTS.heapMegabytes}`],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  child.on("error", () => undefined);
  child.unref();
  child.channel?.unref();
  return child;
}

/** Resolves with the reason, once the process is gone and its pipe is read to the end. */
function whenEnded(child: ChildProcess): Promise<string> {
  const exited = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ? `ended with ${signal}` : `ended with code ${code}`));
    child.once("error", (error) => resolve(error.message));
  });
  const drained = new Promise<void>((resolve) => {
    if (!child.connected) resolve();
    child.once("disconnect", resolve);
  });
  return Promise.all([exited, drained]).then(([reason]) => reason);
}

/**
 * Starts a reader process and waits until it has read a first text.
 * @throws Error in one sentence when it cannot.
 */
export async function startReaderProcess(start: StartMessage): Promise<ReaderProcess> {
  const child = forkChild();
  const ended = whenEnded(child);
  const ready = await waitUntilReady(child, start, ended);
  const pending: Pending[] = [];
  let nextId = 0;
  let firstId = 0;
  let timer: NodeJS.Timeout | undefined;
  let overdue: string | undefined;

  const watchHead = (): void => {
    clearTimeout(timer);
    const head = pending[0];
    if (!head) return;
    timer = setTimeout(() => {
      overdue = `took longer than ${head.deadlineMs / 1_000} s`;
      child.kill("SIGKILL");
    }, head.deadlineMs);
  };

  child.on("message", (message: ChildMessage) => {
    if (message.kind === "ready" || message.kind === "unusable" || message.id !== firstId) return;
    const head = pending.shift();
    firstId += 1;
    watchHead();
    if (message.kind === "error") head?.reject(new ReadCrash(`The reader refused it: ${message.reason}`, false));
    else head?.resolve(message);
  });

  let isOver = false;
  void ended.then((reason) => {
    isOver = true;
    clearTimeout(timer);
    const [head, ...rest] = pending.splice(0);
    head?.reject(new ReadCrash(`The reader process ${overdue ?? reason} on it.`, true));
    for (const request of rest) request.reject(new NotStarted());
  });

  /** Answers come in the order of the requests, so that each is of its request's kind. */
  const ask = (message: Omit<ReadMessage, "id"> | Omit<ExplainMessage, "id">, deadlineMs: number): Promise<Answer> =>
    new Promise((resolve, reject) => {
      if (isOver || !child.connected) return reject(new NotStarted());
      pending.push({ deadlineMs, resolve, reject });
      if (pending.length === 1) watchHead();
      child.send({ ...message, id: nextId }, () => undefined);
      nextId += 1;
    });

  return {
    pid: child.pid ?? 0,
    ready,
    ended,
    kill() {
      // An idle process does not keep this one alive, but its end is waited for.
      child.ref();
      child.channel?.ref();
      child.kill("SIGKILL");
    },
    read: async (texts, deadlineMs) => ofKind("done", await ask({ kind: "read", texts }, deadlineMs)),
    explain: async (text, head, deadlineMs) =>
      ofKind("explained", await ask({ kind: "explain", text, head }, deadlineMs)),
  };
}

function ofKind<Kind extends Answer["kind"]>(kind: Kind, answer: Answer): Extract<Answer, { kind: Kind }> {
  if (answer.kind !== kind) throw new ReadCrash("The reader answered something else than was asked.", false);
  return answer as Extract<Answer, { kind: Kind }>;
}

async function waitUntilReady(child: ChildProcess, start: StartMessage, ended: Promise<string>): Promise<ReadyMessage> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<ReadyMessage>((resolve, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`The reader process did not start within ${DEFAULTS.startMs / 1_000} s.`));
      }, DEFAULTS.startMs);
      child.once("message", (message: ChildMessage) => {
        if (message.kind === "ready") resolve(message);
        else reject(new Error(message.kind === "unusable" ? message.reason : "The reader process spoke out of turn."));
      });
      void ended.then((reason) => reject(new Error(`The reader process ${reason} before it could read.`)));
      child.send(start, () => undefined);
    });
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
