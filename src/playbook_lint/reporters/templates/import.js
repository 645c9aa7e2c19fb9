"use strict";
(() => {
  const bar = document.getElementById("bar");
  const search = document.getElementById("search");
  const said = document.getElementById("said");
  const pages = [...document.querySelectorAll(".page")];
  const entries = [...document.querySelectorAll("tr[data-page]")];
  let current = null;

  const choice = () => bar.querySelector("input[name=show]:checked");

  // The rows that are looked for: those of the chosen sort on the pages that are shown.
  function wanted() {
    const key = choice().value;
    const selector = key === "all" ? "tr.doubtful" : `tr.${key}`;
    return pages.filter((page) => !page.hidden).flatMap((page) => [...page.querySelectorAll(selector)]);
  }

  function tell(place = "") {
    const rows = wanted();
    const on = new Set(rows.map((row) => row.closest(".page"))).size;
    const shown = pages.filter((page) => !page.hidden).length;
    const name = choice().value === "all" ? "doubtful" : choice().dataset.name;
    const number = `${rows.length} ${rows.length === 1 ? "row" : "rows"} (${name})`;
    said.textContent = `${place}${number} on ${on} of ${shown} ${shown === 1 ? "page" : "pages"}`;
  }

  function find() {
    const asked = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const one of [...pages, ...entries]) {
      const name = one.dataset.page.toLowerCase();
      one.hidden = !asked.every((word) => name.includes(word));
    }
    tell();
  }

  // The place of the next row after what was looked at last, or of the one before it; round at the ends.
  function next(rows, by) {
    const at = rows.indexOf(current);
    if (at >= 0) return (at + by + rows.length) % rows.length;
    const follows = (row) => Boolean(current.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING);
    const after = current ? rows.findIndex(follows) : 0;
    if (by > 0) return Math.max(after, 0);
    return ((after < 0 ? rows.length : after) - 1 + rows.length) % rows.length;
  }

  function step(by) {
    const rows = wanted();
    if (!rows.length) return tell();
    const at = next(rows, by);
    if (current) current.classList.remove("current");
    current = rows[at];
    current.classList.add("current");
    current.tabIndex = -1;
    current.focus({ preventScroll: true });
    current.scrollIntoView({ block: "center" });
    tell(`${at + 1} of `);
  }

  function atHash() {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (current) current.classList.remove("current");
    current = target;
  }

  bar.addEventListener("submit", (event) => event.preventDefault());
  bar.addEventListener("change", () => tell());
  search.addEventListener("input", find);
  document.getElementById("previous").addEventListener("click", () => step(-1));
  document.getElementById("next").addEventListener("click", () => step(1));
  addEventListener("hashchange", atHash);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target === search) return;
    if (event.key === "n") step(1);
    if (event.key === "p") step(-1);
  });
  for (const part of document.querySelectorAll(".scripted")) part.hidden = false;
  atHash();
  find();
})();
