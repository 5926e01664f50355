// Prints what a page shows: figures scale to the sheet and turn to colours on white, tables become text that flows over sheets.
const SHEET = 1050; // pixels across a sheet of A4
const FIGURE = 570, WHOLE = 660; // pixels upright: what one figure may take beside its heading, and a whole sheet
const SMALLEST = 0.45, LARGEST = 1.25; // a figure that would be smaller runs over several sheets; none grows beyond that
const HEAD = 30; // pixels of the words above the rows of a figure
const SIZES = [8.5, 8, 7.5, 7, 6.5, 6, 5.5]; // points: a table takes the first at which it is not too wide
const SHORT = 12; // letters of a text that is never broken
let figures = 0;

const hex = (said) => {
  const found = said.match(/^rgba?\((\d+), ?(\d+), ?(\d+)/);
  return found ? "#" + found.slice(1, 4).map((part) => (+part).toString(16).padStart(2, "0")).join("").toUpperCase() : said.toUpperCase();
};

// A colour mixed for a dark ground has no name: as far from white as it was from black.
function turned(colour) {
  if (!/^#[0-9A-F]{6}$/.test(colour)) return null;
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const shift = 255 - Math.max(...parts) - Math.min(...parts);
  return `rgb(${parts.map((part) => Math.min(255, Math.max(0, part + shift))).join(",")})`;
}

function repaint(svg, colours) {
  const fresh = (said) => said && (colours[hex(said)] || turned(hex(said)));
  for (const one of [svg, ...svg.querySelectorAll("*")]) {
    for (const name of ["fill", "stroke", "backgroundColor", "color"]) {
      const colour = fresh(one.style && one.style[name]);
      if (colour) one.style[name] = colour;
    }
    for (const name of ["fill", "stroke"]) {
      const colour = fresh(one.getAttribute(name));
      if (colour) one.setAttribute(name, colour);
    }
  }
}

// A copy that stands by itself: what it clips with is its own, for the chart on screen may be drawn anew meanwhile.
function copied(svg, mark) {
  const copy = svg.cloneNode(true);
  const own = new Set();
  for (const one of copy.querySelectorAll("[id]")) {
    own.add(one.id);
    one.id += mark;
  }
  for (const one of copy.querySelectorAll("*")) {
    for (const { name, value } of [...one.attributes]) {
      if (!value.includes("#")) continue;
      one.setAttribute(name, value.replace(/#([\w-]+)/g, (said, id) => (own.has(id) ? `#${id}${mark}` : said)));
    }
  }
  return copy;
}

// Where a figure taller than a sheet may be cut: between its rows. The words above the first row stand on every sheet.
function cuts(plot, height, most) {
  const frame = plot.querySelector(".main-svg").getBoundingClientRect(), scale = height / frame.height;
  const rows = [...plot.querySelectorAll(".ytick > text")].map((tick) => tick.getBoundingClientRect()).filter((box) => box.height);
  const middles = [...new Set(rows.map((box) => Math.round((box.top + box.height / 2 - frame.top) * scale)))].sort((a, b) => a - b);
  const between = middles.slice(1).map((middle, at) => (middle + middles[at]) / 2);
  const head = middles.length > 1 ? [middles[0] - (middles[1] - middles[0]) / 2 - HEAD, HEAD] : [0, 0];
  const found = [0];
  between.forEach((place, at) => {
    if ((between[at + 1] ?? height) - found.at(-1) > (found.length > 1 ? most - head[1] : most * FIGURE / WHOLE)) found.push(place);
  });
  return { parts: [...found, height].slice(1).map((end, at) => [found[at], end - found[at]]), head };
}

function sheet(svgs, width, [top, height], colours) {
  const made = document.createElement("div");
  made.className = "paper-figure";
  for (const svg of svgs) {
    const copy = copied(svg, `-paper${figures += 1}`);
    for (const [name, value] of Object.entries({ viewBox: `0 ${top} ${width} ${height}`, width, height })) copy.setAttribute(name, value);
    if (Object.keys(colours).length) repaint(copy, colours);
    made.append(copy);
  }
  return made;
}

function figure(plot, colours, undo) {
  const frame = plot.closest(".stPlotlyChart"), svgs = [...plot.querySelectorAll(".main-svg")];
  if (!frame || !svgs.length) return;
  const [width, height] = ["width", "height"].map((side) => parseFloat(svgs[0].getAttribute(side)));
  const isTall = FIGURE / height < SMALLEST * Math.min(1, SHEET / width);
  const { parts, head } = isTall ? cuts(plot, height, WHOLE * width / SHEET) : { parts: [[0, height]] };
  const made = parts.flatMap((part, at) => (at && head[1] ? [head, part] : [part]).map((one, no) => {
    const made_ = sheet(svgs, width, one, colours);
    made_.style.width = isTall ? "100%" : `min(100%, ${Math.min(FIGURE * width / height, width * LARGEST)}px)`;
    if (isTall && at && !no) made_.style.breakBefore = "page";
    return made_;
  }));
  frame.after(...made);
  undo.push(() => made.forEach((one) => one.remove()));
}

function begin() {
  const state = window.paceboardPaper;
  if (state.undo) return;
  state.undo = [];
  for (const plot of document.querySelectorAll(".js-plotly-plot")) figure(plot, state.colours, state.undo);
  for (const build of state.tables.values()) build(state.undo);
}

function end() {
  const state = window.paceboardPaper;
  for (const undo of (state.undo || []).reverse()) undo();
  state.undo = null;
}

function printed(value, format) {
  if (typeof value !== "number" || !format) {
    return typeof format === "string" && /^Y/.test(format) ? String(value).replace("T", " ").slice(0, format.length) : String(value);
  }
  const found = format.match(/^%(\+?)(,?)(?:\.(\d+))?[fd](%%)?$/);
  if (!found) return value.toLocaleString("en-US", { maximumFractionDigits: 12 });
  const [, sign, comma, places, percent] = found;
  const digits = { minimumFractionDigits: +(places || 0), maximumFractionDigits: +(places || 0) };
  const text = Math.abs(value).toLocaleString("en-US", { useGrouping: !!comma, ...digits });
  return (value < 0 ? "−" : sign && value > 0 ? "+" : "") + text + (percent ? "%" : "");
}

function cell(kind, text, look) {
  const made = document.createElement(kind);
  made.textContent = text;
  made.className = look;
  return made;
}

// Numbers and short words keep to one line; long ones have room for some words in each.
function look(column) {
  if (column.some((value) => typeof value === "number")) return "number";
  return column.every((value) => value === null || String(value).length <= SHORT) ? "short" : "long";
}

// Words stay whole as long as any size lets them; what is too wide even so breaks anywhere rather than being cut.
function fit(made) {
  const scale = document.createElement("div");
  scale.className = "paper-scale";
  scale.style.width = `${SHEET}px`;
  document.body.append(scale);
  scale.append(made);
  const fits = SIZES.some((size) => {
    made.style.fontSize = `${size}pt`;
    return made.offsetWidth <= SHEET;
  });
  if (!fits) made.classList.add("broken");
  scale.remove();
}

function table({ name, heads, formats, values, nothing, more, source }, place, undo) {
  const screen = place.closest(".stElementContainer").previousElementSibling; // the table itself
  if (!screen || !heads.length) return;
  const looks = values.map(look);
  const made = document.createElement("table"), head = made.createTHead().insertRow(), body = made.createTBody();
  made.className = "paper";
  heads.forEach((said, at) => head.append(cell("th", said, looks[at])));
  for (let row = 0; row < values[0].length; row += 1) {
    const line = body.insertRow();
    values.forEach((column, at) => line.append(cell("td", column[row] === null ? nothing : printed(column[row], formats[at]), looks[at])));
  }
  made.createCaption().textContent = [more, source].filter(Boolean).join(" ");
  fit(made);
  place.append(made);
  screen.classList.add("paper-off");
  undo.push(() => { made.remove(); screen.classList.remove("paper-off"); });
}

export default function ({ data, parentElement }) {
  const state = (window.paceboardPaper ||= { tables: new Map(), colours: {}, undo: null });
  if (!state.isReady) {
    state.isReady = true;
    window.addEventListener("beforeprint", begin);
    window.addEventListener("afterprint", end);
    matchMedia("print").addEventListener("change", ({ matches }) => (matches ? begin() : end()));
  }
  if (data.colours) state.colours = data.colours;
  if (!data.name) return;
  const build = (undo) => table(data, parentElement, undo);
  state.tables.set(data.name, build);
  return () => { if (state.tables.get(data.name) === build) state.tables.delete(data.name); };
}
