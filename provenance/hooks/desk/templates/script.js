"use strict";
const at = (id) => document.getElementById(id);
const POLL = 700;
let chosen = "";
let drawn = "";

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
  let checks = [];
  try { checks = await ask("/checks"); } catch (error) { at("trouble").textContent = error.message; return; }
  const state = JSON.stringify(checks) + chosen;
  if (state !== drawn) { drawn = state; draw(checks); }
  if (checks.some((check) => check.state === "running")) setTimeout(refresh, POLL);
}

function draw(checks) {
  at("none").hidden = checks.length > 0;
  const focused = document.activeElement && document.activeElement.dataset.check;
  at("history").replaceChildren(...checks.map((check) => {
    const item = make("li");
    const button = make("button");
    button.type = "button";
    button.dataset.check = check.id;
    button.setAttribute("aria-current", String(check.id === chosen));
    button.append(make("span", check.name), make("br"), make("span", summary(check), "facts"));
    button.addEventListener("click", () => { choose(check.id); at("result").focus(); });
    item.append(button);
    return item;
  }));
  if (focused) { const again = document.querySelector(`[data-check="${focused}"]`); if (again) again.focus(); }
  const check = checks.find((one) => one.id === chosen);
  if (check) show(check);
}

function summary(check) {
  if (check.state === "running") {
    const pictures = check.pictures || [];
    const done = pictures.filter((picture) => picture.verdict).length;
    return pictures.length ? `${done} of ${pictures.length} pictures checked` : "being read";
  }
  return check.error || check.sentence || "No editorial pictures were found.";
}

function choose(id) { chosen = id; drawn = ""; refresh(); }

function show(check) {
  const open = [...document.querySelectorAll("#pictures form")].some((form) => form.contains(document.activeElement));
  if (open && check.state !== "running" && at("pictures").dataset.of === check.id) return;
  at("result-heading").textContent = check.name;
  at("sentence").textContent = summary(check);
  at("pictures").dataset.of = check.id;
  at("pictures").replaceChildren(...(check.pictures || []).map((picture) => drawPicture(check, picture)));
  const done = check.state === "done";
  const address = `/checks/${check.id}/report`;
  at("whole").hidden = at("report").hidden = !done;
  if (done) {
    at("whole-link").href = address;
    const version = `${address}#${(check.pictures || []).map((p) => (p.accepted || []).length).join("-")}`;
    if (at("report").dataset.version !== version) { at("report").dataset.version = version; at("report").src = address; }
  }
}

function drawPicture(check, picture) {
  const item = make("li");
  const words = picture.words || "… being checked";
  const heading = make("h3", `Picture ${picture.number}: `);
  heading.append(make("span", words, picture.verdict || ""));
  item.append(heading, make("p", picture.name || "(no caption)"));
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
