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
 * Ends the process with one sentence when Node is too old, else loads the given module and runs its main.
 * @param {string} path module below scripts/lib that exports main(args)
 */
export function runWith(path) {
  const problem = nodeProblem(process.versions.node);
  if (problem) {
    console.error(problem);
    process.exit(1);
  }
  import("./fail.mjs").then((fail) =>
    fail.runMain(() => import(path).then((module) => module.main(process.argv.slice(2)))),
  );
}
