/** Where sources lie and where the built files go. */
import { fileURLToPath } from "node:url";

const at = (relative) => fileURLToPath(new URL(relative, import.meta.url));

export const FRONTEND = at("../");
export const REPOSITORY = at("../../../");
export const PACKAGES = at("../node_modules/");
export const DIST = at("../dist/");
