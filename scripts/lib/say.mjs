// @ts-check

/**
 * One line of progress for the person at the terminal.
 * @param {string} line
 */
export function say(line) {
  console.log(`[earshot] ${line}`);
}
