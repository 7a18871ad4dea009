/** One sprite with exactly the Tabler icons that icons.txt names. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

import { DIST, FRONTEND, PACKAGES, REPOSITORY } from "./paths.js";
import { BuildProblem } from "./problem.js";

const OUTLINES = `${PACKAGES}@tabler/icons/icons/outline/`;
const TEMPLATES = `${REPOSITORY}templates/`;
// {% include "components/icon.html" with name="bus" %} and {% include "components/tag.html" with … icon="bus" %}
const ICON_IN_TEMPLATE = /icon\.html" with name="([a-z0-9-]+)"|\bicon="([a-z0-9-]+)"/g;

export function buildIcons() {
  const icons = wantedIcons();
  explainUnlistedIcons(icons);
  const symbols = icons.map(asSymbol);
  writeFileSync(`${DIST}icons.svg`, `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`);
  return symbols.length;
}

function wantedIcons() {
  const lines = readFileSync(`${FRONTEND}icons.txt`, "utf8").split("\n").map((line) => line.trim());
  return [...new Set(lines.filter((line) => line && !line.startsWith("#")))].sort();
}

function explainUnlistedIcons(icons) {
  for (const file of readdirSync(TEMPLATES, { recursive: true }).filter((name) => name.endsWith(".html"))) {
    const text = readFileSync(TEMPLATES + file, "utf8");
    // The desk has icons of its own, which Wagtail knows.
    if (text.includes('"wagtailadmin/')) continue;
    for (const [, included, given] of text.matchAll(ICON_IN_TEMPLATE)) {
      const name = included ?? given;
      if (!icons.includes(name)) throw new BuildProblem(`templates/${file} shows the icon "${name}": add its name to cms/frontend/icons.txt.`);
    }
  }
}

function asSymbol(name) {
  const path = `${OUTLINES}${name}.svg`;
  if (!existsSync(path)) throw new BuildProblem(`icons.txt names "${name}", which is no Tabler outline icon: look the name up at tabler.io/icons.`);
  const drawing = readFileSync(path, "utf8").replace(/<!--[\s\S]*?-->/g, "");
  const inside = drawing.slice(drawing.indexOf(">", drawing.indexOf("<svg")) + 1, drawing.lastIndexOf("</svg>"));
  return `<symbol id="i-${name}" viewBox="0 0 24 24">${inside.replace(/\s*\n\s*/g, "")}</symbol>`;
}
