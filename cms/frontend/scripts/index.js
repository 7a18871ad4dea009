// Everything here makes a working page more comfortable; nothing depends on it.
import { rememberChecklists } from "./checklist.js";
import { upgradeChoosers } from "./chooser.js";
import { foldMenu } from "./menu.js";
import { connectPassingOn } from "./pass_on.js";
import { accompanySearch } from "./search.js";
import { submitOnChange } from "./submit_on_change.js";
import { connectThemeSwitches } from "./theme_switch.js";

connectThemeSwitches();
foldMenu();
upgradeChoosers();
rememberChecklists();
connectPassingOn();
submitOnChange();
accompanySearch();
