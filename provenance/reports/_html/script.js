"use strict";
for (const box of document.querySelectorAll("[data-filter]")) {
  box.addEventListener("change", () => {
    for (const part of document.querySelectorAll(`[data-severity="${box.dataset.filter}"]`)) part.hidden = !box.checked;
  });
}
for (const range of document.querySelectorAll(".blink input[type=range]")) {
  const over = range.closest(".blink").querySelector(".over");
  range.addEventListener("input", () => over.style.setProperty("--shown", `${range.value}%`));
}
for (const button of document.querySelectorAll(".flip")) {
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    const on = button.closest(".blink").querySelector(".over").classList.toggle("blinking");
    button.setAttribute("aria-pressed", String(on));
  });
}
for (const button of document.querySelectorAll(".copy")) {
  button.addEventListener("click", async () => {
    const status = button.parentElement.querySelector("[role=status]");
    const text = button.dataset.text;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    status.textContent = "Copied.";
  });
}
