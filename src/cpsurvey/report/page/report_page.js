"use strict";
// A report's page in; tables that can be sorted and whose rows can be chosen, out. Without this
// script the page is whole: nothing in it is made here but the means to choose.

const make = (tag, attributes = {}, ...content) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...content);
  return node;
};

const letters = new Intl.Collator("en-GB", { numeric: true });
const plain = (text) => text.normalize("NFKC").toLocaleLowerCase("en-GB");

// Numbers have their place among the others; a cell without a number stands last either way.
const compare = (column, turn) => (one, other) => {
  const [first, second] = [one, other].map((row) => row.cells[column]);
  const places = [first, second].map((cell) => Number(cell.dataset.place || 0));
  if (first.classList.contains("n")) {
    if (places.includes(0)) return (places[0] === 0) - (places[1] === 0);
    return turn * (places[0] - places[1]);
  }
  return turn * letters.compare(first.textContent, second.textContent);
};

const addTools = (table, number) => {
  const title = table.dataset.tools;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  const names = heads.map((head) => head.textContent);

  const words = make("input", { type: "search", id: `words-${number}`, autocomplete: "off" });
  const label = make("label", { for: words.id }, "Rows with the words");
  const fields = [make("div", {}, label, words)];
  const choices = heads.flatMap((head, column) => {
    if (!("filter" in head.dataset)) return [];
    const chosen = make("select", { id: `rows-${number}-${column}` });
    const values = new Set(rows.map((row) => row.cells[column].textContent));
    chosen.append(make("option", { value: "" }, "All"));
    for (const value of values) chosen.append(make("option", { value: value }, value || "(blank)"));
    fields.push(make("div", {}, make("label", { for: chosen.id }, names[column]), chosen));
    return [{ column, chosen }];
  });
  const again = make("button", { type: "button" }, "All rows, in their first order");
  const status = make("p", { role: "status" });
  const tools = make("div", { class: "tools", role: "group", "aria-label": `Rows of ${title}` });
  tools.append(...fields, again);

  let order = "";
  const choose = () => {
    const wanted = plain(words.value).split(/\s+/).filter(Boolean);
    for (const row of rows) {
      const text = plain(row.textContent);
      const fits = choices.every(
        ({ column, chosen }) =>
          chosen.selectedIndex === 0 || row.cells[column].textContent === chosen.value,
      );
      row.hidden = !(fits && wanted.every((word) => text.includes(word)));
    }
    const shown = rows.filter((row) => !row.hidden).length;
    const by = choices
      .filter(({ chosen }) => chosen.selectedIndex > 0)
      .map(({ column, chosen }) => `${names[column]}: ${chosen.selectedOptions[0].textContent}`);
    if (wanted.length) by.push(`with “${words.value.trim()}”`);
    const what = by.length ? ` (${by.join("; ")})` : "";
    status.classList.toggle("all", !what && !order);
    status.textContent = `${shown} of ${rows.length} rows shown${what}${order}.`;
  };

  const sort = (column, turn) => {
    for (const head of heads) head.removeAttribute("aria-sort");
    heads[column].setAttribute("aria-sort", turn > 0 ? "ascending" : "descending");
    body.append(...[...rows].sort(compare(column, turn)));
    order = `, sorted by ${names[column]}, ${turn > 0 ? "ascending" : "descending"}`;
    choose();
  };

  heads.forEach((head, column) => {
    const arrow = make("span", { class: "arrow", "aria-hidden": "true" });
    const button = make("button", { type: "button" }, names[column], arrow);
    button.addEventListener("click", () => {
      sort(column, head.getAttribute("aria-sort") === "ascending" ? -1 : 1);
    });
    head.replaceChildren(button);
  });
  again.addEventListener("click", () => {
    words.value = "";
    for (const { chosen } of choices) chosen.selectedIndex = 0;
    for (const head of heads) head.removeAttribute("aria-sort");
    body.append(...rows);
    order = "";
    choose();
  });
  words.addEventListener("input", choose);
  for (const { chosen } of choices) chosen.addEventListener("change", choose);
  (table.closest(".scroll") || table).before(tools, status);
  choose();
};

// What does not scroll needs no stop on the way of the Tab key.
const stopOnlyWhereItScrolls = (region) => {
  if (region.scrollWidth > region.clientWidth) region.setAttribute("tabindex", "0");
  else region.removeAttribute("tabindex");
};

const addFolding = (contents) => {
  const folds = document.querySelectorAll("main details");
  if (!folds.length) return;
  const buttons = [
    ["Open all descriptions and tables", true],
    ["Close them", false],
  ].map(([title, open]) => {
    const button = make("button", { type: "button" }, title);
    button.addEventListener("click", () => folds.forEach((fold) => (fold.open = open)));
    return button;
  });
  contents.after(make("p", { class: "folding" }, ...buttons));
};

document.querySelectorAll("table[data-tools]").forEach(addTools);
document.querySelectorAll("#page-contents + ol").forEach(addFolding);
const watched = new ResizeObserver((seen) => seen.forEach(({ target }) => stopOnlyWhereItScrolls(target)));
document.querySelectorAll(".scroll").forEach((region) => watched.observe(region));
