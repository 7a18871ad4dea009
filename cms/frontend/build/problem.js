/** What can go wrong in a build, told in one sentence that says what to do. */
import { existsSync, readFileSync } from "node:fs";

export class BuildProblem extends Error {}

/** Read a text file, or say which file is missing and how to get it. */
export function readOrExplain(path, remedy) {
  if (!existsSync(path)) throw new BuildProblem(`${path} is missing: ${remedy}.`);
  return readFileSync(path, "utf8");
}
