/** Builds everything the browser gets: styles, fonts, scripts, icons, pictures. Called by `npm run build`. */
import { copyFileSync, cpSync, mkdirSync, rmSync } from "node:fs";
import { gzipSync } from "node:zlib";

import { buildFonts } from "./fonts.js";
import { buildIcons } from "./icons.js";
import { DIST, FRONTEND, PACKAGES } from "./paths.js";
import { BuildProblem, readOrExplain } from "./problem.js";
import { buildScripts } from "./scripts.js";
import { buildStyles, builtFile } from "./styles.js";

// The weight that a phone in a valley can bear; see README.md.
const LARGEST_STYLESHEET_GZIPPED_BYTES = 15 * 1024;

async function main() {
  readOrExplain(`${PACKAGES}@kern-ux/native/package.json`, "run `npm ci` in cms/frontend");
  rmSync(DIST, { recursive: true, force: true });
  mkdirSync(`${DIST}test`, { recursive: true });

  await buildFonts();
  const iconCount = buildIcons();
  await buildScripts();
  await buildStyles();
  cpSync(`${FRONTEND}images`, DIST, { recursive: true });
  copyFileSync(`${PACKAGES}axe-core/axe.min.js`, `${DIST}test/axe.min.js`);

  const sizes = ["heimathafen.css", "heimathafen-rtl.css", "heimathafen.js", "theme.js", "icons.svg"].map(weigh);
  const [stylesheet] = sizes;
  if (stylesheet.bytes > LARGEST_STYLESHEET_GZIPPED_BYTES) {
    throw new BuildProblem(`heimathafen.css is ${stylesheet.label} gzipped, more than 15 KiB: remove a style that nothing needs.`);
  }
  console.log(`Built ${iconCount} icons and ${sizes.map(({ name, label }) => `${name} ${label}`).join(", ")} (gzipped).`);
}

function weigh(name) {
  const bytes = gzipSync(builtFile(name), { level: 9 }).length;
  return { name, bytes, label: `${(bytes / 1024).toFixed(1)} KiB` };
}

main().catch((error) => {
  const missingPackage = error.code === "ERR_MODULE_NOT_FOUND";
  const sentence = missingPackage ? "A package is missing: run `npm ci` in cms/frontend." : error.message;
  console.error(`The front end was not built. ${sentence}`);
  if (!missingPackage && !(error instanceof BuildProblem)) console.error(error.stack);
  process.exitCode = 1;
});
