/* Runs before the first paint, on every page: sets the colour scheme that the reader chose, or the
   system's. Reads what Material writes: localStorage["<site path>.__palette"]. */
(function () {
  var root = new URL("../../", document.currentScript.src);
  var system = matchMedia("(prefers-color-scheme: dark)");

  function chosen() {
    try {
      var color = JSON.parse(localStorage.getItem(root.pathname + ".__palette")).color;
      return color.media === "(prefers-color-scheme)" ? "" : color.scheme;
    } catch (error) {
      return ""; // nothing stored, or storage is closed
    }
  }

  function apply() {
    var scheme = chosen() || (system.matches ? "slate" : "default");
    document.body.setAttribute("data-md-color-scheme", scheme);
  }

  document.documentElement.classList.replace("no-js", "js");
  if (location.protocol === "file:") document.documentElement.classList.add("pg-file");
  apply();
  system.addEventListener("change", apply);
  addEventListener("storage", apply);
})();
