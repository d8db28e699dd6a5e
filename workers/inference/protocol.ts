/** What a reader process and its parent say to each other (child_process, "advanced" serialization). */

export const DEVICES = ["cpu", "cuda", "dml", "coreml"] as const;
export type Device = (typeof DEVICES)[number];

/** Tests only: what the child does when a text contains `marker`. */
export interface Failpoint {
  action: "crash" | "hang" | "throw";
  marker: string;
}

/** First message to a child. */
export interface StartMessage {
  kind: "start";
  modelDir: string;
  device: Device;
  tokenBudget: number;
  failpoint: Failpoint | null;
}

/** Texts to read; requests are answered in order, one at a time. */
export interface ReadMessage {
  kind: "read";
  id: number;
  texts: readonly string[];
}
export type ParentMessage = StartMessage | ReadMessage;

/** The child has loaded the model and read a first text with it. */
export interface ReadyMessage {
  kind: "ready";
  /** What it really computes on. */
  device: Device;
  /** Why that is not what was asked for. */
  fallback: string | null;
}

/** The model cannot be opened at all. */
export interface UnusableMessage {
  kind: "unusable";
  reason: string;
}

/** Answer to a ReadMessage. */
export interface ReadDoneMessage {
  kind: "done";
  id: number;
  /** texts x 3, before temperature. */
  logits: Float32Array;
  /** Real tokens, and token slots with padding. */
  tokenCount: number;
  slotCount: number;
}

/** The runtime refused the texts without dying. */
export interface ReadErrorMessage {
  kind: "error";
  id: number;
  reason: string;
}
export type ChildMessage = ReadyMessage | UnusableMessage | ReadDoneMessage | ReadErrorMessage;
