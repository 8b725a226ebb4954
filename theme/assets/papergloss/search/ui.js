// What people see of search; loaded when somebody first wants it. A build joins this with what it
// imports into one module, search/ui.js.

import { openDialog } from "./dialog.js";
import { mountForm } from "./page.js";
export { mountForm, openDialog };
