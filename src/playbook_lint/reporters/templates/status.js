"use strict";
(() => {
  const bar = document.getElementById("bar");
  const locale = document.getElementById("locale");
  const search = document.getElementById("search");
  const unfold = document.getElementById("unfold");
  const said = document.getElementById("said");
  const changes = [...document.querySelectorAll(".change")];
  const choices = [...bar.querySelectorAll("input[name=state]")];
  const collator = new Intl.Collator("en", { numeric: true });
  const number = (value) => value.toLocaleString("en");
  const counted = (value, name) => `${number(value)} ${name}${value === 1 ? "" : "s"}`;

  // The pages of each locale: their rows, names, states, and what is told of their stale messages.
  const locales = [...document.querySelectorAll(".locale")].map((section) => ({
    section,
    name: section.dataset.locale,
    stale: section.querySelector(".stale-messages"),
    pages: [...section.querySelectorAll(".pages tbody tr")].map((row) => ({
      row,
      name: row.querySelector("bdi").textContent.toLowerCase(),
      states: ["all", ...row.classList],
      change: row.querySelector("a") && document.getElementById(row.querySelector("a").hash.slice(1)).parentElement,
    })),
  }));
  const total = locales.reduce((sum, { pages }) => sum + pages.length, 0);

  // Show the chosen pages, and say how many there are of each sort that can be chosen.
  function choose() {
    const state = choices.find((choice) => choice.checked).value;
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const counts = new Map(choices.map((choice) => [choice.value, 0]));
    for (const { section, name, pages, stale } of locales) {
      const isChosen = !locale.value || name === locale.value;
      let shown = 0;
      for (const page of pages) {
        const isNamed = isChosen && words.every((word) => page.name.includes(word));
        if (isNamed) for (const one of page.states) counts.set(one, counts.get(one) + 1);
        const isShown = isNamed && page.states.includes(state);
        page.row.hidden = !isShown;
        if (page.change) page.change.hidden = !isShown;
        shown += isShown;
      }
      section.hidden = !isChosen || (!shown && (state !== "all" || words.length > 0));
      if (stale) stale.hidden = !stale.querySelector(".change:not([hidden])");
    }
    for (const choice of choices) {
      choice.parentElement.querySelector(".count").textContent = number(counts.get(choice.value));
    }
    document.getElementById("none").hidden = locales.some(({ section }) => !section.hidden);
    said.textContent = `${number(counts.get(state))} of ${counted(total, "page")}`;
  }

  // The choice is kept in the address, so that it can be sent to others.
  function remember() {
    const chosen = new FormData(bar);
    if (chosen.get("state") === "all") chosen.delete("state");
    const kept = [...chosen].filter(([, value]) => value);
    history.replaceState(null, "", `#${new URLSearchParams(kept)}`);
  }

  function recall() {
    const asked = new URLSearchParams(location.hash.slice(1));
    const state = choices.find((choice) => choice.value === asked.get("state") && !choice.disabled);
    (state || choices[0]).checked = true;
    locale.value = locales.some(({ name }) => name === asked.get("locale")) ? asked.get("locale") : "";
    search.value = asked.get("page") || "";
    choose();
  }

  // Follow the address: to a choice of pages, or to a part of this page, which must not be hidden then.
  function follow() {
    if (location.hash.includes("=")) return recall();
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (target.closest("[hidden]")) {
      bar.reset();
      choose();
    }
    const change = target.closest(".change");
    if (change) change.open = true;
    target.scrollIntoView();
  }

  // What a column is sorted by: a date, or else a number at the beginning, or the text.
  function value(row, column) {
    const cell = row.cells[column];
    const text = (cell.querySelector("time, bdi") || cell).textContent.trim();
    const isNumber = cell.cellIndex > 0 && /^[\d,]+(\.\d)?%?$/.test(text);
    return isNumber ? Number.parseFloat(text.replaceAll(",", "")) : text;
  }

  function compare(first, second) {
    return typeof first === "number" && typeof second === "number" ? first - second : collator.compare(first, second);
  }

  // Rows without a value come last in either order.
  function sort(head) {
    const order = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
    const sign = order === "ascending" ? 1 : -1;
    const body = head.closest("table").tBodies[0];
    const rows = [...body.rows].map((row) => ({ row, value: value(row, head.cellIndex) }));
    rows.sort((a, b) => (a.value === "") - (b.value === "") || sign * compare(a.value, b.value));
    body.append(...rows.map(({ row }) => row));
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", order);
    said.textContent = `Sorted by ${head.textContent.toLowerCase()}, ${order}`;
  }

  for (const head of document.querySelectorAll(".status thead th")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head));
    head.append(button);
  }
  document.documentElement.classList.add("sorting");

  bar.addEventListener("submit", (event) => event.preventDefault());
  bar.addEventListener("input", () => {
    choose();
    remember();
  });
  unfold.hidden = !changes.length;
  unfold.addEventListener("click", () => {
    const shown = changes.filter((change) => !change.hidden);
    const isToOpen = shown.some((change) => !change.open);
    for (const change of shown) change.open = isToOpen;
  });
  addEventListener("hashchange", follow);
  for (const part of document.querySelectorAll(".scripted")) part.hidden = false;
  recall();
  follow();
})();
