"use strict";
(() => {
  const EVERY = 2000; // milliseconds between two looks at a running check
  const MOST = 90; // looks, then the editor's next save starts anew
  let looks = 0;
  let timer = 0;

  const panel = () => document.querySelector("[data-provenance-panel][data-address]");
  const running = () => panel()?.querySelector("[data-provenance-running]")?.dataset.provenanceRunning === "true";

  const next = () => {
    clearTimeout(timer);
    if (running() && looks < MOST) timer = setTimeout(look, EVERY);
  };

  const look = async () => {
    looks += 1;
    try {
      const answer = await fetch(panel().dataset.address, { credentials: "same-origin" });
      // Our own template, which escapes whatever comes from outside.
      if (answer.ok && !answer.redirected) panel().innerHTML = await answer.text();
    } catch {
      // The connection is gone for the moment: what is shown stays, and the next save looks again.
    }
    next();
  };

  document.addEventListener("w-autosave:success", () => {
    if (!panel()) return;
    looks = 0;
    clearTimeout(timer);
    timer = setTimeout(look, 500);
  });
  document.addEventListener("DOMContentLoaded", next);
})();
