"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  for (const button of all(".matrix button")) {
    button.addEventListener("click", () => {
      const open = button.closest("tbody").nextElementSibling.classList.toggle("open");
      button.setAttribute("aria-expanded", String(open));
    });
  }

  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!target) return;
    for (let node = target; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") node.open = true;
    }
    if (target.hidden || target.closest("[hidden]")) reset();
    requestAnimationFrame(() => target.scrollIntoView());
  };

  const form = document.querySelector(".filter");
  const words = document.getElementById("q");
  const boxes = all(".filter input[type=checkbox]");
  const chosen = document.querySelector(".chosen");
  const shown = document.querySelector(".shown");
  let column = null;
  let index = null;

  const build = () => all(".group").map((group) => ({
    group,
    bodies: all("tbody", group).map((body) => {
      const head = body.rows[0].textContent + " " + group.querySelector(".name").textContent;
      return {
        body,
        rows: [...body.rows].slice(1).map((row) => ({
          row,
          letter: row.cells[0].firstChild.textContent,
          place: [1, 2, 3].map((i) => row.cells[i].textContent).join("\n"),
          text: (head + " " + row.textContent).toLowerCase(),
        })),
      };
    }),
  }));

  const filter = () => {
    index ??= build();
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const letters = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const narrow = wanted.length > 0 || column !== null || letters.size < boxes.length;
    let count = 0;
    let total = 0;
    for (const { group, bodies } of index) {
      let inGroup = 0;
      for (const { body, rows } of bodies) {
        let inBody = 0;
        for (const { row, letter, place, text } of rows) {
          const fits = letters.has(letter) && (column === null || column === place) &&
            wanted.every((word) => text.includes(word));
          if (row.hidden === fits) row.hidden = !fits;
          if (fits) inBody++;
        }
        total += rows.length;
        body.hidden = inBody === 0;
        inGroup += inBody;
      }
      count += inGroup;
      group.hidden = inGroup === 0;
      group.open = narrow && inGroup > 0 && count <= 400;
    }
    chosen.hidden = column === null;
    chosen.firstElementChild.textContent = column === null ? "" : "Only " + column.split("\n").filter(Boolean).join(", ");
    shown.textContent = narrow ? count + " of " + total + " results" : "";
  };
  const reset = () => {
    column = null;
    words.value = "";
    for (const box of boxes) box.checked = true;
    filter();
  };

  if (form) {
    let timer = 0;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(filter, 120);
    });
    chosen.querySelector("button").addEventListener("click", () => {
      column = null;
      filter();
    });
    for (const table of all(".matrix")) {
      const heads = all(".ver th", table);
      table.addEventListener("click", (event) => {
        const link = event.target.closest(".g a");
        if (!link) return;
        const head = heads[link.parentElement.cellIndex - 1];
        words.value = "";
        for (const box of boxes) box.checked = true;
        column = [head.dataset.q, head.dataset.t, head.dataset.v].join("\n");
        filter();
        for (const { group } of index) group.open = false;
        if (location.hash === link.hash) reveal();
      });
    }
  }

  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => {
    for (const details of all(".finding details, .reason, .notes details")) {
      details.removeAttribute("name");
      if (!details.closest(".seq")) details.open = true;
    }
  });
  reveal();
})();
