/** KERN's stylesheet and ours, cut down to what templates and Python files really name. */
import { readFileSync, writeFileSync } from "node:fs";

import { DIST, FRONTEND, PACKAGES, REPOSITORY } from "./paths.js";
import { BuildProblem, readOrExplain } from "./problem.js";

const KERN = `${PACKAGES}@kern-ux/native/dist/kern.css`;
// The selector under which KERN copies the roles into the field that is being drawn.
const LEVELS = ":is(body, .kern-light, .kern-dark, [data-kern-theme=light], [data-kern-theme=dark]):not([class*=kern-level-])";
// Wherever a class name can be written: templates, widgets and messages in Python, our scripts, our styles.
const CONTENT = ["templates/**/*.html", "{cms,search,matching}/**/*.{html,py}", "cms/frontend/{scripts,styles}/*.{js,css}"];
const SKIPPED = ["cms/frontend/node_modules/**", "cms/frontend/dist/**"];
// Themes are attributes, and alerts are put together from a message's level: no template spells them out.
const ALWAYS_KEPT = { standard: [], greedy: [/data-kern-theme/, /^kern-alert/] };

export async function buildStyles() {
  const { transform, build } = await import("esbuild");
  const { PurgeCSS } = await import("purgecss");
  const { default: rtlcss } = await import("rtlcss");

  const kern = prepared(readOrExplain(KERN, "run `npm ci` in cms/frontend"));
  const used = await onlyNamedParts(new PurgeCSS(), kern);
  const own = await bundleOwn(build);
  // Our own styles use logical properties and stay; KERN's are mirrored.
  for (const [name, foundation] of [["heimathafen.css", used], ["heimathafen-rtl.css", rtlcss.process(used)]]) {
    const lean = await withoutUnusedVariables(new PurgeCSS(), foundation + own);
    const { code } = await transform(lean, { loader: "css", minify: true, target: "esnext", legalComments: "none" });
    writeFileSync(DIST + name, `/* KERN UX and Heimathafen, EUPL-1.2 */\n${code}`);
  }
}

/** KERN is ten times larger than what the portal names. */
async function onlyNamedParts(purge, kern) {
  const [{ css }] = await purge.purge({
    content: CONTENT.map((glob) => REPOSITORY + glob),
    skippedContentGlobs: SKIPPED.map((glob) => REPOSITORY + glob),
    css: [{ raw: kern }],
    extractors: [{ extractor: (text) => text.match(/[A-Za-z0-9_-]+/g) ?? [], extensions: ["html", "py", "js", "css"] }],
    safelist: ALWAYS_KEPT,
    keyframes: true,
  });
  return css;
}

async function withoutUnusedVariables(purge, css) {
  const [{ css: lean }] = await purge.purge({
    content: [{ raw: "", extension: "html" }],
    css: [{ raw: css }],
    safelist: { standard: [/./], keyframes: [/./] },
    variables: true,
  });
  return lean;
}

/** KERN brings whole font files (ours are small), and names its levels in a way that PurgeCSS cannot follow. */
function prepared(kern) {
  if (!kern.includes(LEVELS)) throw new BuildProblem("KERN names its levels in another way than before: adapt LEVELS in build/styles.js.");
  return kern.replace(/@charset[^;]*;/, "").replace(/@font-face\s*\{[^}]*\}/g, "").replace(LEVELS, "body, [data-kern-theme]");
}

async function bundleOwn(build) {
  try {
    const result = await build({
      entryPoints: [`${FRONTEND}styles/index.css`],
      bundle: true,
      write: false,
      external: ["*.woff2"],
      target: "esnext",
      logLevel: "silent",
    });
    // A stylesheet that browsers would half understand is only a warning to esbuild.
    if (result.warnings.length) throw asProblem(result.warnings[0]);
    return result.outputFiles[0].text;
  } catch (error) {
    throw error.errors ? asProblem(error.errors[0]) : error;
  }
}

function asProblem({ text, location }) {
  return new BuildProblem(location ? `${location.file}, line ${location.line}: ${text}.` : `${text}.`);
}

/** Size on the wire, for the closing line of the build. */
export function builtFile(name) {
  return readFileSync(DIST + name);
}
