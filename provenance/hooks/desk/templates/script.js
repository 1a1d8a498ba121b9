"use strict";
const at = (id) => document.getElementById(id);
const POLL = 700;
let chosen = "";
let drawn = "";
let waiting = 0;

async function ask(path, body) {
  const how = body ? { method: "POST", body, headers: { "X-Provenance-Desk": "1" } } : {};
  const answer = await fetch(path, how);
  const said = await answer.json();
  if (answer.status === 401) { at("enter").hidden = false; at("token").focus(); }
  if (!answer.ok) throw new Error(said.error || "It did not work.");
  return said;
}

function make(tag, text, name) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  if (name) element.className = name;
  return element;
}

async function refresh() {
  clearTimeout(waiting);
  let list = { checks: [], more: 0 };
  let check = null;
  try {
    list = await ask(`/checks?find=${encodeURIComponent(at("find").value)}`);
    if (chosen) check = await ask(`/checks/${chosen}`);
  } catch (error) { at("trouble").textContent = error.message; return; }
  const state = JSON.stringify([list, check]);
  if (state !== drawn) { drawn = state; draw(list); if (check) show(check); }
  const running = list.checks.some((one) => one.state === "running") || (check && check.state === "running");
  if (running) waiting = setTimeout(refresh, POLL);
}

function when(check) {
  const day = new Date(check.started).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  return check.who ? `${day}, ${check.who}` : day;
}

function draw(list) {
  const checks = list.checks;
  at("none").textContent = at("find").value ? "No check has these words." : "None yet.";
  at("none").hidden = checks.length > 0;
  at("more").hidden = !list.more;
  at("more").textContent = `And ${list.more} older: find them by their words.`;
  const focused = document.activeElement && document.activeElement.dataset.check;
  at("history").replaceChildren(...checks.map((check) => {
    const item = make("li");
    const button = make("button");
    button.type = "button";
    button.dataset.check = check.id;
    button.setAttribute("aria-current", String(check.id === chosen));
    button.append(make("span", check.name), make("br"), make("span", summary(check), "facts"));
    button.append(make("br"), make("span", when(check), "facts"));
    button.addEventListener("click", () => { choose(check.id); at("result").focus(); });
    item.append(button);
    return item;
  }));
  if (focused) { const again = document.querySelector(`[data-check="${focused}"]`); if (again) again.focus(); }
}

function summary(check) {
  if (check.state !== "running") return check.sentence || "No editorial pictures were found.";
  return check.pictures ? `${check.checked} of ${check.pictures} pictures checked` : "being read";
}

function count(number, one) { return `${number} ${one}${number === 1 ? "" : "s"}`; }

function showEarlier(earlier) {
  at("earlier").hidden = !earlier;
  if (!earlier) return;
  const button = make("button", `Open the check of ${when(earlier)}`);
  button.type = "button";
  button.addEventListener("click", () => { choose(earlier.id); at("result").focus(); });
  const parts = [["new", "since then"], ["gone", "no longer there"]].filter(([key]) => earlier[key].length);
  const lines = parts.map(([key, words]) => {
    const details = make("details");
    const list = make("ul");
    list.append(...earlier[key].map((said) => make("li", said)));
    details.append(make("summary", `${count(earlier[key].length, "finding")} ${words}`), list);
    return details;
  });
  const told = lines.length ? "Checked before, and found otherwise:" : "Checked before, with the same findings.";
  at("earlier").replaceChildren(make("p", told), ...lines, button);
}

function choose(id) { chosen = id; drawn = ""; refresh(); }

function show(check) {
  const open = [...document.querySelectorAll("#pictures form")].some((form) => form.contains(document.activeElement));
  if (open && check.state !== "running" && at("pictures").dataset.of === check.id) return;
  at("result-heading").textContent = check.name;
  const pictures = check.pictures || [];
  const row = { ...check, sentence: check.error || check.sentence, pictures: pictures.length,
    checked: pictures.filter((picture) => picture.verdict).length };
  at("sentence").textContent = summary(row);
  at("when").textContent = when(check);
  at("repeat").hidden = check.state === "running" || !check.given.text;
  showEarlier(check.earlier);
  at("pictures").dataset.of = check.id;
  at("pictures").replaceChildren(...pictures.map((picture) => drawPicture(check, picture)));
  const done = check.state === "done";
  const address = `/checks/${check.id}/report`;
  at("whole").hidden = at("report").hidden = !done;
  if (done) {
    at("whole-link").href = address;
    const version = `${address}#${pictures.map((p) => (p.accepted || []).length).join("-")}`;
    if (at("report").dataset.version !== version) { at("report").dataset.version = version; at("report").src = address; }
  }
}

function drawPicture(check, picture) {
  const item = make("li");
  const words = picture.words || "… being checked";
  const heading = make("h3", `Picture ${picture.number}: `);
  heading.append(make("span", words, picture.verdict || ""));
  if (picture.look) {
    const look = make("img");
    look.src = picture.look;
    look.alt = "";
    item.append(look);
  }
  item.append(heading, make("p", picture.name || "no caption"));
  if (picture.verdict) item.append(make("p", picture.credit || "no credit", "facts"));
  for (const finding of picture.findings || []) item.append(drawFinding(check, picture, finding));
  for (const accepted of picture.accepted || []) item.append(make("p", `Accepted: ${accepted}`, "facts"));
  if (picture.step) item.append(make("p", `→ ${picture.step}`));
  if (picture.print) item.append(copyLine(picture));
  return item;
}

function copyLine(picture) {
  const line = make("p", `Credit line: ${picture.print} `);
  const button = make("button", "Copy");
  button.type = "button";
  button.setAttribute("aria-label", `Copy the credit line of picture ${picture.number}`);
  button.addEventListener("click", async () => {
    try { await navigator.clipboard.writeText(picture.print); button.textContent = "Copied"; }
    catch { button.textContent = "Not copied: mark the line"; }
  });
  line.append(button);
  return line;
}

function drawFinding(check, picture, finding) {
  const box = make("div", "", "finding");
  const line = make("p", `${finding.severity === "info" ? "note" : finding.severity}: ${finding.message} `);
  line.append(make("span", finding.rule, "rule"));
  box.append(line);
  if (finding.suggestion) box.append(make("p", `→ ${finding.suggestion}`));
  if (check.state === "done" && check.open) box.append(acceptForm(check, picture, finding));
  return box;
}

function acceptForm(check, picture, finding) {
  const details = make("details");
  const form = make("form");
  const id = `reason-${picture.number}-${finding.rule}`;
  const label = make("label", "Reason; it stays in every report");
  label.htmlFor = id;
  const reason = make("input");
  reason.id = id;
  reason.required = true;
  const button = make("button", "Accept");
  button.type = "submit";
  const trouble = make("p");
  trouble.setAttribute("role", "alert");
  form.append(label, reason, button, trouble);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = new FormData();
    body.set("number", picture.number);
    body.set("rule", finding.rule);
    body.set("reason", reason.value);
    try {
      await ask(`/checks/${check.id}/accept`, body);
      button.blur();
      at("result").focus();
      choose(check.id);
    } catch (error) { trouble.textContent = error.message; }
  });
  details.append(make("summary", `Accept ${finding.rule} for picture ${picture.number}`), form);
  return details;
}

at("new").addEventListener("submit", async (event) => {
  event.preventDefault();
  at("trouble").textContent = "";
  try {
    const started = await ask("/checks", new FormData(at("new")));
    at("new").reset();
    choose(started[0].id);
  } catch (error) { at("trouble").textContent = error.message; }
});

at("enter").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const said = await ask("/enter", new FormData(at("enter")));
    at("enter").hidden = true;
    at("trouble").textContent = "";
    at("user").textContent = said.name;
    refresh();
  } catch (error) { at("trouble").textContent = error.message; }
});

at("again").addEventListener("click", async () => {
  try {
    const started = await ask(`/checks/${chosen}/again`, new FormData());
    choose(started.id);
    at("result").focus();
  } catch (error) { at("trouble").textContent = error.message; }
});

at("search").addEventListener("submit", (event) => { event.preventDefault(); refresh(); });
at("find").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(refresh, POLL / 2); });

for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    at("drop").classList.toggle("over", name === "dragover");
    if (name === "drop" && event.dataTransfer.files.length) {
      at("files").files = event.dataTransfer.files;
      at("new").requestSubmit();
    }
  });
}

at("bookmarklet").href = `javascript:void(window.open(${JSON.stringify(location.origin + "/#")}+encodeURIComponent(location.href)))`;
if (location.hash.length > 1) {
  try { at("text").value = decodeURIComponent(location.hash.slice(1)); } catch { at("text").value = ""; }
  history.replaceState(null, "", "/");
  at("text").focus();
}
refresh();
