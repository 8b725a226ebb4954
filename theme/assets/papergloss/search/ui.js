// What people see of search; loaded when somebody first wants it.

export async function openDialog(root, typed) {
  (await import("./dialog.js")).openDialog(root, typed);
}

export async function mountForm(form, root) {
  (await import("./page.js")).mountForm(form, root);
}
