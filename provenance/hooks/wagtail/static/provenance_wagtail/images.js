// The last verdict of each image, in choosers and in the library.
(() => {
    const address = document.currentScript.dataset.address;
    const known = new Map();
    const marked = new WeakSet();
    const numberOf = (element) => element.matches("input")
        ? element.value
        : (element.pathname.match(/\/images\/(?:chooser\/(?:chosen\/)?)?(\d+)\//) || [])[1];
    const listed = () => [...document.querySelectorAll(
        "a[data-chooser-modal-choice], input[data-multiple-choice-select], ul.images a, .images-list a, table.listing a",
    )].filter((element) => !marked.has(element) && numberOf(element));

    function mark(element) {
        const said = known.get(numberOf(element));
        marked.add(element);
        if (!said || (element.closest("li, tr") || element).querySelector(".provenance-chip")) return;
        const chip = document.createElement("span");
        chip.className = `provenance-chip provenance-${said.verdict}`;
        chip.title = said.told;
        chip.textContent = said.words;
        element.insertAdjacentElement("afterend", chip);
    }

    async function look() {
        const elements = listed();
        const unknown = [...new Set(elements.map(numberOf))].filter((id) => !known.has(id));
        if (unknown.length) {
            const answer = await fetch(`${address}?ids=${unknown.join(",")}`, {credentials: "same-origin"});
            if (!answer.ok) return;
            unknown.forEach((id) => known.set(id, null));
            Object.entries(await answer.json()).forEach(([id, said]) => known.set(id, said));
        }
        elements.forEach(mark);
    }

    let waiting;
    let last = Promise.resolve();
    const next = () => { last = last.then(look).catch(() => {}); };  // offline: the next change asks again
    const soon = () => { clearTimeout(waiting); waiting = setTimeout(next, 100); };
    document.addEventListener("DOMContentLoaded", () => {
        new MutationObserver(soon).observe(document.body, {childList: true, subtree: true});
        soon();
    });
})();
