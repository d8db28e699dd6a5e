// @ts-check
// Read by any Node that knows modules: no syntax newer than 2019 here.

const neededMajor = 20;
const neededMinor = 9;

/**
 * Says what is wrong with this Node, or null when it will do.
 * @param {string} version such as "20.20.2"
 * @returns {string | null}
 */
export function nodeProblem(version) {
  const parts = version.split(".").map(Number);
  const major = parts[0] || 0;
  const minor = parts[1] || 0;
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return null;
  return `Earshot needs Node ${neededMajor}.${neededMinor} or newer and this is Node ${version}: install a newer Node and run the command again.`;
}

/**
 * Ends the process with one sentence when Node is too old, else runs a function of a module below scripts/lib with
 * the command line's arguments.
 * @param {string} path
 * @param {string} name
 */
export function runWith(path, name = "main") {
  const problem = nodeProblem(process.versions.node);
  if (problem) {
    console.error(problem);
    process.exit(1);
  }
  const args = process.argv.slice(2);
  import("./fail.mjs").then((fail) => fail.runMain(() => import(path).then((module) => module[name](args))));
}
