/** What a reader process and its parent say to each other (child_process, "advanced" serialization). */

import type { Explanation, WhyHead } from "@/lib/contracts/why";

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

/** Between a post and what it is asked about; the text door lets no control character into a post. */
const TARGET_MARK = "\u001e";

/** A text that asks for the aspect head: how the post speaks of `target`. */
export const withTarget = (text: string, target: string): string => `${text}${TARGET_MARK}${target}`;

/** The post and its target, if it has one. */
export function splitTarget(text: string): { text: string; target: string | null } {
  const at = text.indexOf(TARGET_MARK);
  return at < 0 ? { text, target: null } : { text: text.slice(0, at), target: text.slice(at + 1) };
}

/** Texts to read; requests are answered in order, one at a time. */
export interface ReadMessage {
  kind: "read";
  id: number;
  texts: readonly string[];
}

/** A text whose label is to be explained. */
export interface ExplainMessage {
  kind: "explain";
  id: number;
  text: string;
  head: WhyHead;
}
export type ParentMessage = StartMessage | ReadMessage | ExplainMessage;

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
  /** texts x all heads, before temperature. */
  logits: Float32Array;
  /** texts x 384: unit vectors, each scaled so that its largest number is 127. */
  embeddings: Int8Array;
  /** Real tokens, and token slots with padding. */
  tokenCount: number;
  slotCount: number;
  /** Processor time of the process; 0 on an accelerator, where it says nothing about the energy. */
  cpuMs: number;
}

/** What explaining a text gives beside the words: its vector, as in ReadDoneMessage. */
export interface TextExplanation {
  explanation: Explanation;
  embedding: Int8Array;
}

/** Answer to an ExplainMessage. */
export interface ExplainDoneMessage extends TextExplanation {
  kind: "explained";
  id: number;
}

/** The runtime refused the texts without dying. */
export interface ReadErrorMessage {
  kind: "error";
  id: number;
  reason: string;
}

/** What a request is answered with. */
export type AnswerMessage = ReadDoneMessage | ExplainDoneMessage | ReadErrorMessage;
export type ChildMessage = ReadyMessage | UnusableMessage | AnswerMessage;
