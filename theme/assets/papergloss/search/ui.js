// What people see of search; loaded when somebody first wants it.

export { openDialog } from "./dialog.js";
export { mountForm } from "./page.js";
