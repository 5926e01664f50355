// Keys, presenter remotes, touch and the timer of a briefing: each of them presses the row's own buttons.
const KEYS = { ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next", n: "next", ArrowLeft: "back", ArrowUp: "back",
  PageUp: "back", Backspace: "back", Home: "first", End: "last", Escape: "leave", p: "play", f: "full", b: "blank", ".": "blank" };
// play, pause, full: paths on a square of 24.
const ICONS = { play: "M8 5v14l11-7z", pause: "M6 5h4v14H6zm8 0h4v14h-4z", full: "M4 4h6v2H6v4H4zm10 0h6v6h-2V6h-4zM4 14h2v4h4v2H4zm14 0h2v6h-6v-2h4z" };
const icon = (name) => `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${ICONS[name]}"/></svg>`;
const SWIPE = 60, DEFAULT = 30, CALM = 2;  // pixels; seconds of a scene; ticks that a server stands still before it is trusted

const app = () => document.querySelector("[data-testid=stApp]");
const button = (name) => document.querySelector(`.st-key-wall_${name} button`);
const scenes = () => [...document.querySelectorAll('[class*="st-key-wall_go_"] button')];
const isLinked = () => app()?.dataset.testConnectionState === "CONNECTED";
const isReady = () => isLinked() && app()?.dataset.testScriptState === "notRunning";

function press(name) {
  const all = scenes();
  const target = { first: all[0], last: all[all.length - 1] }[name] || (/^\d$/.test(name) ? all[name - 1] : button(name));
  if (target && !target.disabled) target.click();
}

function start(root, { data, setTriggerValue }) {
  const box = document.createElement("div");
  box.className = "wall-timer";
  box.innerHTML = "<span class='wall-lost' role='status'></span><span class='wall-left' aria-hidden='true'></span>" +
    "<button class='wall-play' type='button'></button><button class='wall-full' type='button'></button><span class='wall-bar'></span>";
  root.append(box);
  box.querySelector(".wall-full").innerHTML = icon("full");
  const part = (name) => box.querySelector(`.wall-${name}`);
  const state = { ...data, left: data.auto, away: 0, wish: "" };

  function show() {
    const runs = state.auto > 0 && !state.paused;
    part("left").textContent = state.auto ? `${Math.floor(state.left / 60)}:${String(state.left % 60).padStart(2, "0")}` : "";
    if (part("play").dataset.runs !== String(runs)) part("play").innerHTML = icon(runs ? "pause" : "play");
    part("play").dataset.runs = String(runs);
    part("play").setAttribute("aria-label", runs ? state.labels.pause : state.labels.play);
    part("full").setAttribute("aria-label", state.labels.full);
    part("bar").style.transform = `scaleX(${state.auto ? state.left / state.auto : 0})`;
    part("lost").textContent = state.away ? state.labels.lost : "";
  }
  // A server that comes back knows no button before it has run the page once: until then presses wait, the last one counts.
  function watch() {
    if (!isLinked()) state.away = CALM;
    else if (state.away && isReady()) state.away -= 1;
    if (!state.away && state.wish) { press(state.wish); state.wish = ""; }
  }
  function turn(name) {
    if (state.away || !isLinked()) state.wish = name; else press(name);
    again();
  }
  function again() { state.left = state.auto; show(); }
  function play() {
    if (!state.auto) Object.assign(state, { auto: DEFAULT, left: DEFAULT, paused: false });
    else state.paused = !state.paused;
    show();
    setTriggerValue("play", { auto: state.auto, paused: state.paused });
  }
  const full = () => document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  const blank = () => app()?.classList.toggle("wall-blank");
  const own = { play, full, blank };

  // A scene that is late, or a network that is away, holds the timer at nought until both are back.
  const tick = setInterval(() => {
    watch();
    if (state.auto && !state.paused && state.left > 0) state.left -= 1;
    show();
    if (state.auto && !state.paused && state.left <= 0 && !state.away && isReady()) { press("next"); again(); }
  }, 1000);

  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const name = /^[1-9]$/.test(event.key) ? event.key : KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!name || (event.key === " " && event.target.tagName === "BUTTON")) return;
    event.preventDefault();
    event.stopPropagation();
    (own[name] || (() => turn(name)))();
  }
  let from = null;
  const touch = (event) => { from = event.touches.length === 1 ? event.touches[0] : null; };
  function lift(event) {
    const to = event.changedTouches[0], x = from ? to.clientX - from.clientX : 0, y = from ? to.clientY - from.clientY : 0;
    from = null;
    if (Math.abs(x) > SWIPE && Math.abs(x) > 1.5 * Math.abs(y)) turn(x < 0 ? "next" : "back");
  }
  const click = (event) => { if (event.target.closest?.('[class*="st-key-wall_row"] button')) again(); };
  const heard = [["keydown", key, true], ["touchstart", touch, { passive: true }], ["touchend", lift, { passive: true }], ["click", click]];
  heard.forEach(([name, what, how]) => document.addEventListener(name, what, how));
  part("play").addEventListener("click", play);
  part("full").addEventListener("click", full);
  show();
  return {
    take(next) { Object.assign(state, next, { left: next.auto === state.auto ? state.left : next.auto }); show(); },
    stop() {
      clearInterval(tick);
      heard.forEach(([name, what, how]) => document.removeEventListener(name, what, how));
      app()?.classList.remove("wall-blank");
      box.remove();
    },
  };
}

export default function (component) {
  const root = component.parentElement;
  if (root.paceboard) root.paceboard.take(component.data);
  else root.paceboard = start(root, component);
  return () => { root.paceboard?.stop(); delete root.paceboard; };
}
