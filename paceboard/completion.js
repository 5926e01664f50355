// Offers names at the caret of a text area while its reader writes: Tab or a click takes one, Escape closes the list.
const WORDS = ("select from where group by order by having limit distinct case when then else end and or not in is null " +
  "between like count sum avg min max filter over partition join left on as with union all desc asc cast nullif coalesce " +
  "round lag lead row_number rank date_diff date_trunc").split(" ");
const COLOURS = ["--st-border-color", "--st-background-color", "--st-secondary-background-color", "--st-text-color", "--st-primary-color"];
const MIRRORED = ["font", "letterSpacing", "lineHeight", "padding", "border", "width", "boxSizing", "tabSize"];
const MOST = 8;

export default function ({ data, parentElement }) {
  const box = document.querySelector(`.st-key-${data.key} textarea`);
  if (!box) return;
  const host = parentElement.host || parentElement;
  const frame = box.parentElement;
  let list = frame.querySelector(".paceboard-completion");
  if (!list) {
    list = document.createElement("div");
    list.className = "paceboard-completion";
    list.setAttribute("role", "listbox");
    list.hidden = true;
    frame.style.position = "relative";
    frame.append(list);
  }
  for (const name of COLOURS) list.style.setProperty(name, getComputedStyle(host).getPropertyValue(name));
  if (box.dataset.completes) return;
  box.dataset.completes = "yes";
  box.setAttribute("autocomplete", "off");
  box.spellcheck = false;
  let found = [], at = 0;

  const before = () => box.value.slice(0, box.selectionStart);
  const begun = () => (before().match(/[\p{L}\d_]+$/u) || [""])[0];

  function names(start) {
    const low = start.toLowerCase();
    if (WORDS.includes(low)) return [];
    const written = new Set(box.value.toLowerCase().match(/[a-z_]+/g) || []);
    const tables = Object.keys(data.tables);
    const near = tables.filter((table) => written.has(table));
    const columns = (near.length ? near : tables).flatMap((table) => data.tables[table]);
    const afterFrom = /\b(from|join)\s+[\p{L}\d_]*$/iu.test(before());
    const every = afterFrom ? tables : [...new Set([...columns, ...tables, ...WORDS])];
    const first = every.filter((name) => name.startsWith(low) && name !== low);
    return [...first, ...every.filter((name) => !name.startsWith(low) && name.includes(low))].slice(0, MOST);
  }

  function place() {
    const mirror = document.createElement("div"), mark = document.createElement("span");
    const style = getComputedStyle(box);
    for (const name of MIRRORED) mirror.style[name] = style[name];
    Object.assign(mirror.style, { position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap", overflowWrap: "break-word" });
    mirror.textContent = before();
    mark.textContent = "|";
    mirror.append(mark);
    frame.append(mirror);
    const left = Math.min(mark.offsetLeft, frame.clientWidth - list.offsetWidth - 8);
    list.style.left = `${Math.max(left, 0)}px`;
    list.style.top = `${mark.offsetTop + mark.offsetHeight + 4 - box.scrollTop}px`;
    mirror.remove();
  }

  function take(name) {
    const start = begun(), end = box.selectionStart;
    const text = box.value.slice(0, end - start.length) + name + box.value.slice(end);
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    const caret = end - start.length + name.length;
    box.focus();
    requestAnimationFrame(() => box.setSelectionRange(caret, caret));
    close();
  }

  function close() { found = []; list.hidden = true; }

  function show() {
    const start = begun();
    found = start.length > 1 ? names(start) : [];
    at = 0;
    list.hidden = !found.length;
    draw();
    if (found.length) place();
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
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) close();
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
