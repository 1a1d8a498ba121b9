"use strict";
const root = document.documentElement;
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
root.classList.add("scripted");

// Filters: what is unticked is hidden, and a picture of which nothing is left to show with it.
const boxes = all("[data-filter]");
const everything = document.querySelector(".everything");
const told = document.querySelector(".hidden-parts");
const words = document.body.dataset; // in the reader's language
function filter() {
  const shown = new Set(boxes.filter((box) => box.checked).map((box) => box.dataset.filter));
  const complete = shown.size === boxes.length;
  let findings = 0;
  let unchecked = 0;
  for (const part of all("[data-severity]")) {
    const out = !shown.has(part.dataset.severity);
    part.classList.toggle("out", out);
    findings += out && part.matches(".finding");
    unchecked += out && part.matches(".unchecked");
  }
  let pictures = 0;
  for (const picture of all(".picture")) {
    const kinds = all("[data-severity]", picture).map((part) => part.dataset.severity);
    if (picture.matches(".consistent")) kinds.push("consistent");
    const out = kinds.length > 0 && !kinds.some((kind) => shown.has(kind));
    picture.classList.toggle("out", out);
    pictures += out;
  }
  everything.hidden = complete;
  const counted = (number, one, many) => (number ? [`${number} ${number === 1 ? one : many}`] : []);
  const hidden = [
    ...counted(findings, words.finding, words.findings),
    ...counted(unchecked, words.list, words.lists),
    ...counted(pictures, words.picture, words.pictures),
  ];
  told.textContent = complete ? "" : words.hidden.replace("#", () => hidden.join(", ") || words.nothing);
}
for (const box of boxes) box.addEventListener("change", filter);
everything.addEventListener("click", () => {
  for (const box of boxes) box.checked = true;
  filter();
  boxes[0].focus();
});
filter(); // a browser that goes back keeps the boxes as they were

// A jump to a picture that the filter hides shows everything again.
function arrive() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.closest(".out")) {
    everything.click();
    target.scrollIntoView();
    target.focus();
  }
}
addEventListener("hashchange", arrive);

// One over the other: the pictures are in the page already and are not stored twice.
const still = matchMedia("(prefers-reduced-motion: reduce)");
for (const details of all(".compare")) {
  const over = details.querySelector(".over");
  const range = details.querySelector("input");
  const flip = details.querySelector(".flip");
  let timer = 0;
  const fill = () => {
    for (const image of all("[data-same-as]", details)) {
      image.src = document.getElementById(image.dataset.sameAs).src;
    }
  };
  const slide = () => {
    over.style.setProperty("--shown", `${range.value}%`);
    range.setAttribute("aria-valuetext", range.dataset.said.replace("#", range.value));
  };
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    over.classList.remove("whole", "bare");
    flip.setAttribute("aria-pressed", "false");
  };
  if (details.open) fill();
  details.addEventListener("toggle", () => (details.open ? fill() : stop()));
  range.addEventListener("input", () => {
    stop();
    slide();
  });
  if (still.matches) flip.textContent = flip.dataset.still;
  flip.addEventListener("click", () => {
    if (still.matches) {
      // No motion of its own: each press shows the other picture.
      const bare = over.classList.toggle("bare", !over.classList.contains("bare"));
      over.classList.add("whole");
      flip.setAttribute("aria-pressed", String(bare));
    } else if (timer) {
      stop();
    } else {
      over.classList.add("whole");
      timer = setInterval(() => over.classList.toggle("bare"), 600); // 0.8 flashes a second; the limit is 3
      flip.setAttribute("aria-pressed", "true");
    }
  });
  slide();
}

for (const button of all(".copy")) {
  button.addEventListener("click", async () => {
    const status = button.parentElement.querySelector("[role=status]");
    const text = button.dataset.text;
    let done = true;
    try {
      if ("rich" in button.dataset && window.ClipboardItem) {
        const kinds = ["text/html", "text/plain"].map((type) => [type, new Blob([text], { type })]);
        await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(kinds))]);
      } else {
        await navigator.clipboard.writeText(text);
      }
    } catch {
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      done = document.execCommand("copy");
      field.remove();
      button.focus();
    }
    status.textContent = "";
    status.textContent = done ? words.copied : words.uncopied;
  });
}

// Paper shows what is folded away on the screen.
let folded = [];
addEventListener("beforeprint", () => {
  folded = all("details:not([open]):not(.compare)");
  for (const details of folded) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of folded) details.open = false;
});
