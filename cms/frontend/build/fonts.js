/** Small font files by alphabet, so that a browser loads only the letters that a page shows. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

import { DIST, PACKAGES } from "./paths.js";
import { BuildProblem } from "./problem.js";

const WEIGHTS = [400, 600];
// Kerning, ligatures, figures of equal width, accents; Fira's small capitals and old-style figures stay behind.
const FIRA_FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum"];
// The same ranges as unicode-range in styles/fonts.css, as far as the fonts have such letters.
const FONTS = [
  { family: "fira-sans", alphabet: "latin", features: FIRA_FEATURES, ranges: [[0x20, 0x7e], [0xa0, 0xff], [0x131, 0x131], [0x152, 0x153], [0x2002, 0x203a], [0x20ac, 0x20ac], [0x2122, 0x2122], [0x2190, 0x2193], [0x2212, 0x2212]] },
  { family: "fira-sans", alphabet: "latin-ext", features: FIRA_FEATURES, ranges: [[0x100, 0x17f], [0x218, 0x21b], [0x1e9e, 0x1e9e]] },
  { family: "fira-sans", alphabet: "vietnamese", features: FIRA_FEATURES, ranges: [[0x300, 0x304], [0x308, 0x309], [0x323, 0x323], [0x1a0, 0x1b0], [0x1ea0, 0x1ef9]] },
  { family: "fira-sans", alphabet: "cyrillic", features: FIRA_FEATURES, ranges: [[0x400, 0x45f], [0x490, 0x491], [0x2116, 0x2116]] },
  // Arabic letters are joined by many features: all of them stay. The spaces are for PDFs, whose words must stay in one font.
  { family: "noto-sans-arabic", alphabet: "arabic", features: undefined, ranges: [[0x20, 0x20], [0xa0, 0xa0], [0x600, 0x6ff], [0x200c, 0x200f]] },
];

export async function buildFonts() {
  const { default: subset } = await import("subset-font");
  mkdirSync(`${DIST}fonts`, { recursive: true });
  for (const font of FONTS) for (const weight of WEIGHTS) await buildFont(subset, font, weight);
}

async function buildFont(subset, { family, alphabet, features, ranges }, weight) {
  const source = `${PACKAGES}@fontsource/${family}/files/${family}-${alphabet}-${weight}-normal.woff2`;
  if (!existsSync(source)) throw new BuildProblem(`${source} is missing: run \`npm ci\` in cms/frontend.`);
  const options = { targetFormat: "woff2", keepFeatures: features, noHinting: true };
  const small = await subset(readFileSync(source), lettersOf(ranges), options);
  writeFileSync(`${DIST}fonts/${family}-${alphabet}-${weight}.woff2`, small);
}

function lettersOf(ranges) {
  const codes = ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, index) => first + index));
  return String.fromCodePoint(...codes);
}
