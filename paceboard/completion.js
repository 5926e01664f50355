// Offers names under a text area while its reader writes: Tab or a click takes one, Escape closes the list.
const WORDS = ("select from where group by order by having limit distinct case when then else end and or not in is null " +
  "between like count sum avg min max filter over partition join left on as with union all desc asc cast nullif coalesce " +
  "round lag lead row_number rank date_diff date_trunc").split(" ");
const MOST = 8;

export default function ({ data }) {
  const box = document.querySelector(`.st-key-${data.key} textarea`);
  if (!box || box.dataset.completes) return;
  box.dataset.completes = "yes";
  box.setAttribute("autocomplete", "off");
  box.spellcheck = false;
  const list = document.createElement("div");
  list.className = "paceboard-completion";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  box.parentElement.style.position = "relative";
  box.parentElement.append(list);
  let found = [], at = 0;

  const begun = () => (box.value.slice(0, box.selectionStart).match(/[\p{L}\d_]+$/u) || [""])[0];

  function names(start) {
    const written = new Set(box.value.toLowerCase().match(/[a-z_]+/g) || []);
    const tables = Object.keys(data.tables);
    const near = tables.filter((table) => written.has(table));
    const columns = (near.length ? near : tables).flatMap((table) => data.tables[table]);
    const every = [...new Set([...columns, ...tables, ...WORDS])];
    const low = start.toLowerCase();
    const first = every.filter((name) => name.startsWith(low) && name !== low);
    return [...first, ...every.filter((name) => !name.startsWith(low) && name.includes(low))].slice(0, MOST);
  }

  function take(name) {
    const start = begun(), end = box.selectionStart;
    const text = box.value.slice(0, end - start.length) + name + box.value.slice(end);
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    const place = end - start.length + name.length;
    box.focus();
    requestAnimationFrame(() => box.setSelectionRange(place, place));
    close();
  }

  function close() { found = []; list.hidden = true; }

  function show() {
    const start = begun();
    found = start.length > 1 ? names(start) : [];
    at = 0;
    list.hidden = !found.length;
    draw();
  }

  function draw() {
    list.replaceChildren(...found.map((name, i) => {
      const item = document.createElement("div");
      item.textContent = name;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", i === at);
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(name); });
      return item;
    }));
  }

  box.addEventListener("input", (event) => { if (event.isTrusted) show(); });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (!found.length) return;
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key === "Tab") take(found[at]);
    else if (event.key === "Escape") close();
    else if (event.key in moves) { at = (at + moves[event.key] + found.length) % found.length; draw(); }
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
}
