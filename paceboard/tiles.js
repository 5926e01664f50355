// Lets tiles of a chart (its shapes) be opened: by a click, or from the keyboard with Tab, arrows and Enter.
const NEAR = 6; // pixels that a click may slip

export default function ({ data, setTriggerValue }) {
  const host = document.querySelector(`.st-key-figure_${data.name}`);
  if (!host) return;
  const box = document.createElement("div"), { tiles } = data;
  box.className = "paceboard-tiles";
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", data.label);
  const choose = (at) => {
    setTriggerValue("pick", { ...tiles[at].opens, no: Date.now() });
    if (data.shows) setTimeout(() => document.querySelector(`.st-key-${data.shows}`)?.scrollIntoView({ behavior: "smooth", block: "start" }), 600);
  };
  const buttons = tiles.map(({ label }, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-label", label);
    button.tabIndex = at ? -1 : 0;
    button.addEventListener("click", () => choose(at));
    box.append(button);
    return button;
  });

  // Tiles come row by row; some rows have fewer: up and down look for the nearest tile above or below.
  function next(at, key) {
    if (key === "ArrowRight") return at + 1;
    if (key === "ArrowLeft") return at - 1;
    if (key === "Home") return 0;
    if (key === "End") return tiles.length - 1;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    const rows = tiles.map(({ row, column }, no) => ({ no, far: (row - tiles[at].row) * step, aside: Math.abs(column - tiles[at].column) }));
    return step && rows.filter(({ far }) => far > 0).sort((a, b) => a.far - b.far || a.aside - b.aside)[0]?.no;
  }
  box.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement), to = next(at, event.key);
    if (!buttons[to]) return;
    event.preventDefault();
    buttons[at].tabIndex = -1;
    buttons[to].tabIndex = 0;
    buttons[to].focus();
  });

  const shapes = () => [...host.querySelectorAll(".shapelayer path")];
  function place() {
    const found = shapes(), zero = host.getBoundingClientRect();
    box.hidden = found.length !== tiles.length;
    if (box.hidden) return;
    found.forEach((shape, at) => {
      const { left, top, width, height } = shape.getBoundingClientRect();
      Object.assign(buttons[at].style, { left: `${left - zero.left}px`, top: `${top - zero.top}px`, width: `${width}px`, height: `${height}px` });
    });
  }
  // The chart keeps the pointer for its own labels: tiles under it are found by place.
  let down = null;
  const press = ({ clientX, clientY, button }) => { down = button ? null : [clientX, clientY]; };
  const release = ({ clientX: x, clientY: y }) => {
    const begun = down;
    down = null;
    if (!begun || Math.hypot(x - begun[0], y - begun[1]) > NEAR) return;
    const at = shapes().findIndex((shape) => {
      const { left, right, top, bottom } = shape.getBoundingClientRect();
      return left <= x && x <= right && top <= y && y <= bottom;
    });
    if (at >= 0 && !box.hidden) choose(at);
  };
  host.addEventListener("pointerdown", press, true);
  window.addEventListener("pointerup", release, true);
  host.append(box);
  const seen = new MutationObserver((changes) => { if (changes.some(({ target }) => !box.contains(target))) place(); });
  seen.observe(host, { childList: true, subtree: true });
  const sized = new ResizeObserver(place);
  sized.observe(host);
  place();
  return () => {
    seen.disconnect();
    sized.disconnect();
    host.removeEventListener("pointerdown", press, true);
    window.removeEventListener("pointerup", release, true);
    box.remove();
  };
}
