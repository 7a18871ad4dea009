/** The two scripts of a page: theme.js before the first paint, heimathafen.js after it. */
import { DIST, FRONTEND } from "./paths.js";
import { BuildProblem } from "./problem.js";

export async function buildScripts() {
  const { build } = await import("esbuild");
  try {
    await build({
      entryPoints: { theme: `${FRONTEND}scripts/theme.js`, heimathafen: `${FRONTEND}scripts/index.js` },
      outdir: DIST,
      bundle: true,
      minify: true,
      format: "iife",
      target: "es2022",
      logLevel: "silent",
    });
  } catch (error) {
    const [first] = error.errors ?? [];
    throw first ? new BuildProblem(`${first.location?.file ?? "scripts"}: ${first.text}.`) : error;
  }
}
