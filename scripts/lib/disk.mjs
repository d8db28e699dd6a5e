// @ts-check
import { statfsSync } from "node:fs";
import { Stop } from "./fail.mjs";

const mebibyte = 1024 * 1024;

/**
 * Stops when a folder's disk has less room than is needed.
 * @param {string} dir
 * @param {number} neededMiB
 * @param {string} purpose what the room is for
 */
export function needSpace(dir, neededMiB, purpose) {
  const { bavail, bsize } = statfsSync(dir);
  const free = Math.floor((bavail * bsize) / mebibyte);
  const problem = spaceSentence(dir, free, neededMiB, purpose);
  if (problem) throw new Stop(problem);
}

/**
 * @param {string} dir
 * @param {number} freeMiB
 * @param {number} neededMiB
 * @param {string} purpose
 * @returns {string | null} null when there is enough
 */
export function spaceSentence(dir, freeMiB, neededMiB, purpose) {
  if (freeMiB >= neededMiB) return null;
  return `The disk that holds ${dir} is nearly full: ${freeMiB} MB are free and Earshot needs ${neededMiB} MB to ${purpose}; free some space and run the command again.`;
}
