// The map that moves, on a plain canvas: no WebGL, no tiles, nothing asked from anywhere. Data: see map_board.py.
const TILE = 512, CELL = 52, NEAR = 12, DETAIL = 1.6, SPRITES = [8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30], STEP = 1100, SLOW = 14, COVERED = 28, MANY = 200;
const ABSENT = 255;
// Where the graphics card is none, the processor paints twenty thousand stamps faster by itself.
const isSoft = () => {
  const gl = document.createElement("canvas").getContext("webgl");
  if (!gl) return true;
  const told = gl.getExtension("WEBGL_debug_renderer_info"), name = String(gl.getParameter(told ? told.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return /swiftshader|llvmpipe|software|basic render/i.test(name);
};
const SOFT = { willReadFrequently: isSoft() };
const east = (lon) => (lon + 180) / 360;
const south = (lat) => { const s = Math.sin(lat * Math.PI / 180); return 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI); };
const latitude = (y) => 360 / Math.PI * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - 90;
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
const meets = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

async function unpacked(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const buffer = await new Response(stream).arrayBuffer();
  const size = new DataView(buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, size)));
  let at = 4 + size;
  for (const [name, kind, count] of head.arrays) {
    head[name] = kind === "f" ? new Float32Array(buffer, at, count) : new Uint8Array(buffer, at, count);
    at += count * (kind === "f" ? 4 : 1);
  }
  return head;
}

class Room {
  constructor(root) {
    this.box = root.querySelector(".room");
    this.part = (name) => this.box.querySelector(`.room-${name}`);
    this.canvas = this.part("canvas");
    this.context = this.canvas.getContext("2d", SOFT);
    this.frames = [];
    this.hits = [];
    this.listen();
    this.watch = new ResizeObserver(() => this.resize());
    this.watch.observe(this.canvas);
  }

  close() { this.watch.disconnect(); clearTimeout(this.timer); clearTimeout(this.rest); }

  async receive({ data, setTriggerValue }) {
    this.tell = setTriggerValue;
    if (typeof DecompressionStream === "undefined" || !this.context.roundRect) { this.tell("refused", true); return; }
    const given = await unpacked(data);
    const isOther = this.data?.key !== given.key;
    this.data = given;
    this.x = Float64Array.from(given.lon, east);
    this.y = Float64Array.from(given.lat, south);
    this.shapes = this.outlines();
    this.drawings = this.drawn();
    this.sprites = new Map();
    this.groups = null;
    this.month = given.now;
    this.furnish();
    if (isOther) this.fit();
    this.resize();
    if (this.isWaiting && given.loaded.length === given.months.length) { this.isWaiting = false; this.play(); }
    this.box.dataset.ready = given.key + " " + given.months[given.now][0];
  }

  // --- the ground ---
  outlines() {
    let at = 0;
    return this.data.areas.map((area) => {
      const path = new Path2D();
      for (const count of area.rings) {
        for (let i = 0; i < count; i += 1, at += 2) {
          const x = east(this.data.rings[at]) - this.origin.x, y = south(this.data.rings[at + 1]) - this.origin.y;
          if (i) path.lineTo(x * 1e6, y * 1e6); else path.moveTo(x * 1e6, y * 1e6);
        }
        path.closePath();
      }
      return path;
    });
  }

  get origin() { const e = this.data.extent; return { x: east((e[0] + e[2]) / 2), y: south((e[1] + e[3]) / 2) }; }
  get scale() { return TILE * 2 ** this.zoom; }
  get metres() { return 40075016 * Math.cos(latitude(this.centre.y) * Math.PI / 180) / this.scale; }
  get loaded() { return this.data.loaded.indexOf(this.month); }
  get size() { return { w: this.canvas.clientWidth || 1, h: this.canvas.clientHeight || 1 }; }
  place(x, y) { const { w, h } = this.size; return [(x - this.centre.x) * this.scale + w / 2, (y - this.centre.y) * this.scale + h / 2]; }

  fit() {
    const [w0, s0, e0, n0] = this.data.extent, { w, h } = this.size, left = w > 700 ? this.part("keys").offsetWidth + 8 : 0;
    const wide = Math.max(east(e0) - east(w0), 1e-5), high = Math.max(south(s0) - south(n0), 1e-5);
    this.centre = { x: (east(w0) + east(e0)) / 2, y: (south(s0) + south(n0)) / 2 };
    this.base = clamp(Math.log2(Math.min((w - left - 60) / wide, (h - 100) / high) / TILE), 2, 15);
    this.zoom = this.base;
    this.centre.x -= left / 2 / this.scale;
    this.centre.y -= 20 / this.scale;  // room for flags above
    this.isFitted = true;
    this.soon();
  }

  resize() {
    const { w, h } = this.size, ratio = window.devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(w * ratio) || this.canvas.height !== Math.round(h * ratio)) {
      this.canvas.width = Math.round(w * ratio);
      this.canvas.height = Math.round(h * ratio);
      this.sprites = new Map();
    }
    if (this.data && this.isFitted) this.fit(); else this.soon();
  }

  soon() { if (!this.asked) { this.asked = true; requestAnimationFrame(() => { this.asked = false; this.draw(); }); } }

  // While the reader moves a map that takes long to draw, the last picture of it is moved; it is drawn when they rest.
  glide() {
    if (!this.picture || this.cost < SLOW) { this.soon(); return; }
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.soon(), Math.max(140, 2 * (this.pause ?? 0)));
    if (this.gliding) return;
    this.gliding = true;
    const asked = performance.now();
    requestAnimationFrame(() => {
      this.gliding = false;
      this.pause = Math.min(performance.now() - asked, 1000);  // of a slow screen: between two of its frames nobody rests
      const began = performance.now(), c = this.context, { w, h } = this.size, was = this.picture, k = this.scale / was.scale;
      const [x, y] = this.place(was.x, was.y);
      c.setTransform(1, 0, 0, 1, 0, 0);
      c.clearRect(0, 0, this.canvas.width, this.canvas.height);
      c.setTransform(window.devicePixelRatio || 1, 0, 0, window.devicePixelRatio || 1, 0, 0);
      c.drawImage(was.kept, x - w / 2 * k, y - h / 2 * k, w * k, h * k);
      this.hits = [];
      this.ruler();
      this.noted(began);
    });
  }

  noted(began) {
    this.frames.push(performance.now() - began);
    if (this.frames.length > 240) this.frames.shift();
  }

  keep() {
    const kept = this.picture?.kept ?? document.createElement("canvas");
    kept.width = this.canvas.width;
    kept.height = this.canvas.height;
    kept.getContext("2d", SOFT).drawImage(this.canvas, 0, 0);
    this.picture = { kept, scale: this.scale, x: this.centre.x, y: this.centre.y };
  }

  draw() {
    if (!this.data || !this.centre) return;
    const began = performance.now(), c = this.context, { w, h } = this.size, ratio = window.devicePixelRatio || 1;
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    c.clearRect(0, 0, w, h);
    this.hits = [];
    this.ground(c, ratio);
    if (this.data.marks !== "columns") this.works(c);
    if (this.data.marks === "columns") this.columns(c); else this.signs(c);
    const taken = this.flags(c);
    this.names(c, taken);
    if (this.metres <= NEAR && this.data.marks !== "columns") this.cards(c, taken);
    this.ruler();
    this.cost = performance.now() - began;
    if (this.cost >= SLOW) this.keep();
    this.noted(began);
  }

  ground(c, ratio) {
    const k = this.scale / 1e6 * ratio, [x, y] = this.place(this.origin.x, this.origin.y), fills = this.data.fills[Math.max(this.loaded, 0)];
    c.save();
    c.setTransform(k, 0, 0, k, x * ratio, y * ratio);
    c.lineWidth = 1.1 * ratio / k;
    c.strokeStyle = this.data.colours.line;
    this.shapes.forEach((path, i) => { c.fillStyle = fills[i]; c.fill(path, "evenodd"); });
    this.shapes.forEach((path) => c.stroke(path));
    c.restore();
  }

  // Roads, rivers, parks: in the colour of their state, under the marker whose shape says it too.
  // Of many, those that their markers cover wait until the reader comes nearer; what is out of sight is not drawn.
  works(c) {
    const ratio = window.devicePixelRatio || 1, k = this.scale / 1e6 * ratio, [x, y] = this.place(this.origin.x, this.origin.y), { w, h } = this.size;
    c.save();
    c.setTransform(k, 0, 0, k, x * ratio, y * ratio);
    c.lineJoin = c.lineCap = "round";
    const least = this.drawings.length > MANY ? COVERED : 0;
    for (const { site, isArea, path, x0, y0, x1, y1 } of this.drawings) {
      if (this.state(site) === ABSENT || Math.max(x1 - x0, y1 - y0) * this.scale < least) continue;
      const [left, top] = this.place(x0, y0), [right, bottom] = this.place(x1, y1);
      if (right < 0 || bottom < 0 || left > w || top > h) continue;
      if (!isArea) { c.strokeStyle = this.data.colours.halo; c.lineWidth = 6 * ratio / k; c.stroke(path); }
      c.strokeStyle = c.fillStyle = this.data.states[this.state(site)].colour;
      if (isArea) { c.globalAlpha = 0.28; c.fill(path, "evenodd"); c.globalAlpha = 1; }
      c.lineWidth = (isArea ? 1.5 : 3.5) * ratio / k;
      c.stroke(path);
    }
    c.restore();
  }

  // The lines and areas as paths around the origin, each with its extent.
  drawn() {
    return this.data.outlines.map(([site, isArea, paths]) => {
      const path = new Path2D(), xs = [], ys = [];
      for (const points of paths) {
        points.forEach(([lon, lat], i) => {
          const x = east(lon), y = south(lat), at = [(x - this.origin.x) * 1e6, (y - this.origin.y) * 1e6];
          xs.push(x);
          ys.push(y);
          if (i) path.lineTo(...at); else path.moveTo(...at);
        });
        if (isArea) path.closePath();
      }
      return { site, isArea, path, x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
    });
  }

  // A name gives way to groups, flags and other names, and is left out where nothing is free: hovering says it.
  names(c, taken) {
    c.font = `600 13px ${this.data.font}`;
    c.textAlign = "center";
    c.textBaseline = "middle";
    const rings = this.hits.filter((hit) => hit.group).map(({ x, y, r }) => ({ x: x - r, y: y - r, w: 2 * r, h: 2 * r }));
    const kept = [...taken, ...rings, ...this.hits.filter((hit) => hit.isBar || hit.isText)];
    for (const area of this.data.areas) {
      const [x, y] = this.place(east(area.point[0]), south(area.point[1])), wide = c.measureText(area.name).width + 6;
      const tries = [0, 18, -18, 34, -34, 50, -50].flatMap((down) => [0, 30, -30].map((right) => ({ x: x + right - wide / 2, y: y + down - 9, w: wide, h: 18 })));
      const box = tries.find((one) => !kept.some((other) => meets(one, other)));
      if (!box) continue;
      kept.push(box);
      this.written(c, area.name, box.x + wide / 2, box.y + 9);
    }
  }

  written(c, text, x, y, colour = this.data.colours.text) {
    c.lineJoin = "round";
    c.lineWidth = 3.5;
    c.strokeStyle = this.data.colours.halo;
    c.strokeText(text, x, y);
    c.fillStyle = colour;
    c.fillText(text, x, y);
  }

  // --- sites and groups of sites ---
  state(i) { return this.loaded < 0 ? ABSENT : this.data.state[this.loaded * this.x.length + i]; }

  sprite(state, size) {
    const key = state * 64 + size;
    if (!this.sprites.has(key)) {
      const ratio = window.devicePixelRatio || 1, side = Math.ceil((size + 4) * ratio), kept = document.createElement("canvas");
      kept.width = kept.height = side;
      const c = kept.getContext("2d", SOFT), look = this.data.states[state], k = size * ratio / 64;
      c.translate(2 * ratio, 2 * ratio);
      c.scale(k, k);
      const path = new Path2D(look.path);
      c.lineJoin = "round";
      c.lineWidth = look.hollow ? 10 : 5;
      c.fillStyle = look.hollow ? this.data.colours.halo : look.colour;
      c.strokeStyle = look.hollow ? look.colour : this.data.colours.halo;
      c.stroke(path);
      c.fill(path);
      this.sprites.set(key, kept);
    }
    return this.sprites.get(key);
  }

  stamp(c, i, x, y, size = this.data.size[i]) {
    const near = SPRITES.find((s) => s >= size) ?? 30, side = near + 4;
    c.drawImage(this.sprite(this.state(i), near), x - side / 2, y - side / 2, side, side);
  }

  grouped(level) {
    const key = `${level} ${this.month} ${this.data.marks}`;
    if (this.groups?.key === key) return this.groups.list;
    const cell = CELL / (TILE * 2 ** level), cells = new Map(), isAlone = this.data.marks === "sites";
    for (let i = 0; i < this.x.length; i += 1) {
      if (this.state(i) === ABSENT) continue;
      const at = isAlone ? i : Math.floor(this.x[i] / cell) * 67108864 + Math.floor(this.y[i] / cell);
      const group = cells.get(at);
      if (group) { group.x += this.x[i]; group.y += this.y[i]; group.members.push(i); } else cells.set(at, { x: this.x[i], y: this.y[i], members: [i] });
    }
    const list = isAlone ? [...cells.values()] : this.merged(cells, TILE * 2 ** level, cell);
    for (const group of list) {
      group.x /= group.members.length;
      group.y /= group.members.length;
      group.counts = new Uint16Array(this.data.states.length);
      for (const i of group.members) group.counts[this.state(i)] += 1;
    }
    this.groups = { key, list };
    return list;
  }

  // Groups that would touch become one: the larger takes the smaller of the cells around it.
  merged(cells, scale, cell) {
    const middle = (group) => [group.x / group.members.length, group.y / group.members.length];
    for (const [key, group] of [...cells].sort((a, b) => b[1].members.length - a[1].members.length)) {
      if (cells.get(key) !== group) continue;
      for (const across of [-1, 0, 1]) for (const down of [-1, 0, 1]) {
        const near = key + across * 67108864 + down, other = cells.get(near);
        if (!other || other === group) continue;
        const [a, b] = [middle(group), middle(other)], apart = Math.hypot(a[0] - b[0], a[1] - b[1]) * scale;
        if (apart > 0.8 * (this.radius(group) + this.radius(other))) continue;
        group.x += other.x;
        group.y += other.y;
        group.members.push(...other.members);
        cells.delete(near);
      }
    }
    return [...cells.values()];
  }

  radius({ members }) { return members.length === 1 ? this.data.size[members[0]] / 2 : clamp(10 + 2 * Math.sqrt(members.length), 13, 30); }

  signs(c) {
    const { w, h } = this.size;
    for (const group of this.grouped(Math.floor(this.zoom))) {
      const [x, y] = this.place(group.x, group.y);
      if (x < -40 || y < -40 || x > w + 40 || y > h + 40) continue;
      if (group.members.length === 1) {
        const i = group.members[0];
        this.stamp(c, i, x, y);
        this.hits.push({ x, y, r: Math.max(this.data.size[i] / 2, 9), site: i });
      } else this.hits.push({ x, y, r: this.ring(c, group, x, y), group });
    }
  }

  ring(c, group, x, y) {
    const count = group.members.length, r = this.radius(group), thick = Math.max(4, r * 0.26);
    c.beginPath();
    c.arc(x, y, r + 1.5, 0, 2 * Math.PI);
    c.fillStyle = this.data.colours.halo;
    c.fill();
    let from = -Math.PI / 2;
    c.lineWidth = thick;
    group.counts.forEach((part, state) => {
      if (!part) return;
      const to = from + 2 * Math.PI * part / count;
      c.beginPath();
      c.arc(x, y, r - thick / 2, from, to);
      c.strokeStyle = this.data.states[state].colour;
      c.stroke();
      from = to;
    });
    c.textAlign = "center";
    c.textBaseline = "middle";
    c.fillStyle = this.data.colours.text;
    c.font = `600 ${r > 20 ? 14 : 12}px ${this.data.font}`;
    c.fillText(count, x, y + 0.5);
    const late = this.data.late.find((state) => group.counts[state]);
    if (late !== undefined) c.drawImage(this.sprite(late, 14), x + r * 0.6 - 2, y - r - 4, 18, 18);
    return r;
  }

  // --- columns: what was planned for the year, and what of it is done ---
  columns(c) {
    const isFar = this.zoom < this.base + DETAIL, bars = isFar ? this.data.columns[Math.max(this.loaded, 0)] : this.bars(), { w, h } = this.size;
    const top = isFar ? this.data.tops.division : this.data.tops.project, high = Math.min(260, h * 0.36), wide = isFar ? 16 : 10;
    this.part("column").textContent = isFar ? this.data.keys.division : this.data.keys.project;
    const labels = [];
    for (const bar of bars.sort((a, b) => b.lat - a.lat)) {
      const [x, y] = this.place(east(bar.lon), south(bar.lat));
      if (x < -40 || y < -40 || x > w + 40 || y > h + 200) continue;
      const plan = bar.plan / top * high, done = bar.done / top * high;
      this.prism(c, x - wide / 2, y, wide, Math.max(plan, 1), this.data.colours.plan, 0.45);
      this.prism(c, x - wide / 2, y, wide, Math.max(done, 0), this.data.colours.done, 1);
      if (bar.label) labels.push({ bar, x, y: y - Math.max(plan, done) - 16 });
      this.hits.push({ x: x - wide / 2, y: y - Math.max(plan, done, 8), w: wide * 1.3, h: Math.max(plan, done, 8) + 4, isBar: true, bar });
    }
    this.labels(c, labels.sort((a, b) => b.bar.plan - a.bar.plan));
  }

  // The larger plan has its figures written first; what finds no room is said by hovering.
  labels(c, labels) {
    const kept = this.hits.filter((hit) => hit.isBar);
    c.font = `12px ${this.data.font}`;
    c.textAlign = "center";
    c.textBaseline = "middle";
    for (const { bar, x, y } of labels) {
      const wide = c.measureText(bar.label).width + 6, box = { x: x - wide / 2, y: y - 8, w: wide, h: 16, isText: true };
      if (kept.some((other) => other.bar !== bar && meets(box, other))) continue;
      kept.push(box);
      this.hits.push(box);
      this.written(c, bar.label, x, y);
    }
  }

  prism(c, x, y, w, h, colour, alpha) {
    if (!h) return;
    const d = w * 0.32;
    c.globalAlpha = alpha;
    c.fillStyle = colour;
    c.fillRect(x, y - h, w, h);
    c.beginPath();
    c.moveTo(x, y - h); c.lineTo(x + d, y - h - d); c.lineTo(x + w + d, y - h - d); c.lineTo(x + w, y - h); c.closePath();
    c.moveTo(x + w, y - h); c.lineTo(x + w + d, y - h - d); c.lineTo(x + w + d, y - d); c.lineTo(x + w, y); c.closePath();
    c.fill();
    c.fillStyle = this.data.colours.shadow;
    c.fill();
    c.globalAlpha = 1;
    c.lineWidth = 0.8;
    c.strokeStyle = this.data.colours.halo;
    c.strokeRect(x, y - h, w, h);
  }

  bars() {
    const n = this.x.length, m = Math.max(this.loaded, 0), found = [];
    for (let i = 0; i < n; i += 1) {
      const plan = this.data.plan[m * n + i];
      if (this.state(i) !== ABSENT && plan > 0) found.push({ lon: this.data.lon[i], lat: this.data.lat[i], plan, done: this.data.done[m * n + i], site: i });
    }
    return found;
  }

  // --- what needs attention ---
  flags(c) {
    const taken = this.hits.filter((hit) => hit.group).map(({ x, y }) => ({ x: x - 14, y: y - 9, w: 28, h: 18 })), flags = this.data.flags[Math.max(this.loaded, 0)], { w, h } = this.size;
    c.font = `700 12px ${this.data.font}`;
    c.textAlign = "center";
    c.textBaseline = "middle";
    for (const [i, number] of flags) {
      const [x, y] = this.place(this.x[i], this.y[i]);
      if (x < -30 || y < -30 || x > w + 30 || y > h + 60) continue;
      const box = this.free(x, y, taken);
      taken.push(box);
      c.beginPath();
      c.moveTo(x, y); c.lineTo(box.pole, box.y + (box.isBelow ? 0 : box.h));
      c.lineWidth = 2;
      c.strokeStyle = this.data.colours.flag;
      c.stroke();
      c.beginPath(); c.arc(x, y, 3, 0, 2 * Math.PI); c.fillStyle = this.data.colours.flag; c.fill();
      c.beginPath();
      c.roundRect(box.x, box.y, box.w, box.h, 3);
      c.fill();
      c.lineWidth = 1.5;
      c.strokeStyle = this.data.colours.halo;
      c.stroke();
      c.fillStyle = this.data.colours.halo;
      c.fillText(number, box.x + box.w / 2, box.y + box.h / 2 + 0.5);
      this.hits.push({ x: box.x + box.w / 2, y: box.y + box.h / 2, r: 14, site: i, flag: number });
    }
    return taken;
  }

  free(x, y, taken) {
    const tries = [[0, 34], [22, 28], [-22, 28], [0, 56], [44, 20], [-44, 20], [44, 48], [-44, 48], [0, 78], [66, 34], [-66, 34], [30, -24], [-30, -24], [0, 100]];
    const boxes = tries.map(([dx, up]) => ({ x: x + dx, y: y - up - 9, w: 24, h: 18, pole: x + dx + (dx < 0 ? 22 : 2), isBelow: up < 0 }));
    return boxes.find((box) => !taken.some((other) => meets(box, other))) ?? boxes[0];
  }

  // --- cards at street zoom ---
  cards(c, taken) {
    const { w, h } = this.size, flagged = new Set(this.data.flags[Math.max(this.loaded, 0)].map(([i]) => i));
    const seen = this.hits.filter((hit) => hit.site !== undefined && !hit.flag && hit.x > 0 && hit.y > 0 && hit.x < w && hit.y < h);
    seen.sort((a, b) => flagged.has(b.site) - flagged.has(a.site) || this.data.size[b.site] - this.data.size[a.site]);
    const kept = [...taken, ...seen.map((hit) => ({ x: hit.x - hit.r, y: hit.y - hit.r, w: 2 * hit.r, h: 2 * hit.r }))];
    for (const hit of seen.slice(0, 60)) {
      const lines = this.lines(hit.site).slice(0, 3), wide = 264, high = 10 + 18 * lines.length;
      const tries = [[14, -high / 2], [-14 - wide, -high / 2], [-wide / 2, 16], [-wide / 2, -16 - high]];
      const boxes = tries.map(([dx, dy]) => ({ x: hit.x + dx, y: hit.y + dy, w: wide, h: high }));
      const box = boxes.find((one) => one.x > 2 && one.y > 2 && one.x + wide < w - 2 && one.y + high < h - 2 && !kept.some((other) => meets(one, other)));
      if (!box) continue;
      kept.push(box);
      this.plate(c, box, lines, this.data.states[this.state(hit.site)].colour);
      this.hits.push({ box, site: hit.site });
    }
  }

  plate(c, box, lines, colour) {
    c.beginPath();
    c.roundRect(box.x, box.y, box.w, box.h, 5);
    c.fillStyle = this.data.colours.card;
    c.fill();
    c.lineWidth = 1;
    c.strokeStyle = this.data.colours.line;
    c.stroke();
    c.fillStyle = colour;
    c.fillRect(box.x, box.y + 5, 4, box.h - 10);
    c.textAlign = "left";
    c.textBaseline = "middle";
    lines.forEach((line, k) => {
      c.font = `${k ? "" : "600 "}12.5px ${this.data.font}`;
      c.fillStyle = k ? this.data.colours.muted : this.data.colours.text;
      c.fillText(this.short(c, line, box.w - 20), box.x + 12, box.y + 14 + 18 * k);
    });
  }

  short(c, text, room) {
    if (c.measureText(text).width <= room) return text;
    let end = text.length;
    while (end > 1 && c.measureText(text.slice(0, end) + "…").width > room) end -= 1;
    return text.slice(0, end) + "…";
  }

  lines(i) {
    const name = this.data.name[i], state = this.data.states[this.state(i)];
    if (this.month === this.data.now && this.data.body[i]) return [name, ...this.data.body[i].split("\n").filter((line, k, all) => k !== 1 || all.length < 3)];
    return [name, `${this.data.units[this.data.unit[i]]} · ${state ? state.word : ""}`];
  }

  // --- furniture: keys, ruler, months ---
  furnish() {
    const d = this.data, words = d.words, box = this.box;
    for (const [name, colour] of Object.entries(d.colours)) box.style.setProperty(`--${name}`, colour);
    box.style.setProperty("--font", d.font);
    this.canvas.setAttribute("aria-label", d.title);
    for (const name of ["in", "out", "whole", "full"]) { this.part(name).setAttribute("aria-label", words[name]); this.part(name).title = words[name]; }
    this.part("mark").textContent = d.mark;
    const slider = this.part("slider");
    slider.max = d.months.length - 1;
    slider.setAttribute("aria-label", words.month);
    this.part("time").hidden = d.months.length < 2;
    this.part("ticks").replaceChildren(...d.months.map(([, , short]) => { const tick = document.createElement("span"); tick.textContent = short; return tick; }));
    this.keys();
    this.calendar();
  }

  keys() {
    const d = this.data, rows = d.states.map((look, k) => ({ look, k })).filter(({ k }) => d.legend.some((counts) => counts[k]));
    const made = rows.map(({ look, k }) => {
      const row = document.createElement("div"), mark = document.createElement("canvas"), word = document.createElement("span"), count = document.createElement("b");
      mark.width = mark.height = 32;
      const c = mark.getContext("2d");
      c.translate(3, 3); c.scale(26 / 64, 26 / 64);
      c.lineJoin = "round"; c.lineWidth = look.hollow ? 10 : 4;
      c.fillStyle = look.hollow ? d.colours.halo : look.colour; c.strokeStyle = look.hollow ? look.colour : d.colours.halo;
      const path = new Path2D(look.path);
      c.fill(path); c.stroke(path);
      word.textContent = look.word;
      count.dataset.state = k;
      row.append(mark, word, count);
      return row;
    });
    this.part("states").replaceChildren(...made);
    const notes = this.part("notes");
    notes.replaceChildren(...[d.flags.some((f) => f.length) && ["flag", d.words.flag], d.marks === "clusters" && ["cluster", d.words.cluster]].filter(Boolean).map(([kind, text]) => {
      const row = document.createElement("div"), sign = document.createElement("i"), word = document.createElement("span");
      sign.className = kind;
      sign.textContent = kind === "flag" ? "1" : "n";
      word.textContent = text;
      row.append(sign, word);
      return row;
    }));
    this.part("bars").hidden = d.marks !== "columns";
    const ramp = this.part("ramp");
    ramp.hidden = !d.ramp;
    if (d.ramp) {
      this.part("measure").textContent = d.ramp.title;
      this.part("steps").replaceChildren(...d.ramp.steps.map((colour) => { const step = document.createElement("i"); step.style.background = colour; return step; }));
      this.part("low").textContent = d.ramp.low;
      this.part("high").textContent = d.ramp.high;
    }
  }

  calendar() {
    const d = this.data, m = Math.max(this.loaded, 0);
    this.part("slider").value = this.month;
    this.part("slider").setAttribute("aria-valuetext", d.months[this.month][1]);
    this.part("now").textContent = d.months[this.month][1];
    const button = this.part("play");
    button.textContent = this.isPlaying ? "❚❚" : this.isWaiting ? "…" : "▶";
    button.setAttribute("aria-label", this.isPlaying ? d.words.pause : d.words.play);
    for (const count of this.part("states").querySelectorAll("b")) count.textContent = d.legend[m][count.dataset.state] || 0;
    this.box.dataset.month = d.months[this.month][0];
  }

  ruler() {
    const metres = this.metres, most = 110 * metres, power = 10 ** Math.floor(Math.log10(most));
    const long = [5, 2, 1].map((k) => k * power).find((k) => k <= most);
    this.part("bar").style.width = `${Math.round(long / metres)}px`;
    this.part("length").textContent = long >= 1000 ? `${long / 1000} km` : `${long} m`;
  }

  // --- the months ---
  show(month) { this.month = month; this.calendar(); this.hover(null); this.soon(); }

  ready(then) {
    if (this.data.loaded.length === this.data.months.length) return true;
    this.isWaiting = then;
    this.tell("wish", true);
    this.calendar();
    return false;
  }

  play() {
    if (!this.ready(true)) return;
    this.isPlaying = true;
    if (this.month === this.data.months.length - 1) this.show(0);
    const step = () => {
      if (!this.isPlaying) return;
      if (this.month === this.data.months.length - 1) { this.stop(); return; }
      this.show(this.month + 1);
      this.timer = setTimeout(step, STEP);
    };
    this.timer = setTimeout(step, STEP);
    this.calendar();
  }

  stop() {
    this.isPlaying = this.isWaiting = false;
    clearTimeout(this.timer);
    this.calendar();
    if (this.month !== this.data.now) this.tell("month", this.data.months[this.month][0]);
  }

  // --- the reader ---
  listen() {
    const on = (name, what) => this.part(name).addEventListener("click", what);
    on("in", () => this.approach(1));
    on("out", () => this.approach(-1));
    on("whole", () => this.fit());
    on("full", () => (document.fullscreenElement ? document.exitFullscreen() : this.box.requestFullscreen()));
    on("play", () => (this.isPlaying || this.isWaiting ? this.stop() : this.play()));
    const slider = this.part("slider");
    slider.addEventListener("input", () => { this.isPlaying = false; clearTimeout(this.timer); this.show(Number(slider.value)); });
    slider.addEventListener("change", () => this.stop());
    const c = this.canvas;
    c.addEventListener("wheel", (e) => { e.preventDefault(); this.approach(-e.deltaY / 240, e.offsetX, e.offsetY); }, { passive: false });
    c.addEventListener("pointerdown", (e) => this.press(e));
    c.addEventListener("pointermove", (e) => this.move(e));
    c.addEventListener("pointerup", (e) => this.lift(e));
    c.addEventListener("pointercancel", () => { this.fingers?.clear(); });
    c.addEventListener("pointerleave", () => this.hover(null));
    this.box.addEventListener("keydown", (e) => this.key(e));
  }

  approach(by, x = this.size.w / 2, y = this.size.h / 2) {
    const { w, h } = this.size, before = this.scale;
    this.zoom = clamp(this.zoom + by, Math.min(this.base, 5) - 1, 18);
    const k = 1 / before - 1 / this.scale;
    this.centre = { x: this.centre.x + (x - w / 2) * k, y: this.centre.y + (y - h / 2) * k };
    this.isFitted = false;
    this.hover(null);
    this.glide();
  }

  pan(dx, dy) {
    this.centre = { x: this.centre.x - dx / this.scale, y: this.centre.y - dy / this.scale };
    this.isFitted = false;
    this.glide();
  }

  press(e) {
    this.canvas.setPointerCapture(e.pointerId);
    this.fingers = (this.fingers ?? new Map()).set(e.pointerId, [e.offsetX, e.offsetY]);
    this.moved = 0;
  }

  move(e) {
    const from = this.fingers?.get(e.pointerId);
    if (!from) { this.hover(this.hit(e.offsetX, e.offsetY), e.offsetX, e.offsetY); return; }
    const spread = () => { const [a, b] = [...this.fingers.values()]; return Math.hypot(a[0] - b[0], a[1] - b[1]); };
    const before = this.fingers.size === 2 ? spread() : 0;
    this.fingers.set(e.pointerId, [e.offsetX, e.offsetY]);
    this.moved += Math.abs(e.offsetX - from[0]) + Math.abs(e.offsetY - from[1]);
    if (before) this.approach(Math.log2(Math.max(spread(), 1) / Math.max(before, 1)), e.offsetX, e.offsetY);
    else if (this.moved > 4) { this.hover(null); this.pan(e.offsetX - from[0], e.offsetY - from[1]); }
  }

  lift(e) {
    if (!this.fingers?.delete(e.pointerId) || this.moved > 4) return;
    const hit = this.hit(e.offsetX, e.offsetY);
    if (hit?.site !== undefined) this.open(hit.site);
    else if (hit?.group) this.enter(hit);
  }

  open(i) { this.tell("project", this.data.entity[i]); }

  enter({ group, x, y }) {
    const far = (list) => Math.max(...list) - Math.min(...list);
    const wide = Math.max(far(group.members.map((i) => this.x[i])), far(group.members.map((i) => this.y[i])));
    if (this.zoom > 17 || wide * TILE * 2 ** 17 < CELL) this.choices(group, x, y);
    else {
      this.centre = { x: group.x, y: group.y };
      this.zoom = clamp(Math.max(this.zoom + 1.5, Math.log2(260 / TILE / wide)), 0, 18);
      this.isFitted = false;
      this.soon();
    }
  }

  choices(group, x, y) {
    const card = this.card(x, y);
    card.replaceChildren(...group.members.slice(0, 12).map((i) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = this.data.name[i];
      button.addEventListener("click", () => this.open(i));
      return button;
    }));
    card.classList.add("is-list");
    card.querySelector("button").focus();
  }

  hit(x, y) {
    for (let k = this.hits.length - 1; k >= 0; k -= 1) {
      const one = this.hits[k];
      const box = one.box ?? (one.isBar && one);
      if (!one.isText && (box ? meets(box, { x, y, w: 0.1, h: 0.1 }) : Math.hypot(x - one.x, y - one.y) <= one.r)) return one.isBar ? one.bar : one;
    }
    const ratio = window.devicePixelRatio || 1, k = this.scale / 1e6 * ratio, [ox, oy] = this.place(this.origin.x, this.origin.y);
    const inside = this.shapes?.findIndex((path) => this.context.isPointInPath(path, (x - ox) * ratio / k, (y - oy) * ratio / k, "evenodd"));
    return inside >= 0 ? { area: inside } : null;
  }

  card(x, y) {
    const card = this.part("card"), { w, h } = this.size;
    card.classList.remove("is-list");
    card.hidden = false;
    card.style.left = x > w / 2 ? "auto" : `${x + 16}px`;
    card.style.right = x > w / 2 ? `${w - x + 16}px` : "auto";
    card.style.top = y > h / 2 ? "auto" : `${y + 12}px`;
    card.style.bottom = y > h / 2 ? `${this.box.clientHeight - y + 12}px` : "auto";
    return card;
  }

  hover(hit, x, y) {
    const card = this.part("card");
    this.canvas.style.cursor = hit && hit.area === undefined && (hit.site !== undefined || hit.group) ? "pointer" : "grab";
    if (!hit) { if (!card.classList.contains("is-list") || x === undefined) card.hidden = true; return; }
    const lines = this.said(hit);
    if (!lines) { card.hidden = true; return; }
    this.card(x, y).replaceChildren(...lines.map((line, k) => { const row = document.createElement(k ? "div" : "b"); row.textContent = line; return row; }));
  }

  said(hit) {
    const d = this.data;
    if (hit.site !== undefined) {
      const all = this.month === d.now && d.body[hit.site] ? d.body[hit.site].split("\n") : this.lines(hit.site).slice(1);
      const place = d.flags[Math.max(this.loaded, 0)].find(([i]) => i === hit.site);
      return [d.name[hit.site], ...all, ...(place ? [d.words.flagged.replace("{place}", place[1])] : [])];
    }
    if (hit.group) {
      const parts = d.states.map((look, k) => [look, hit.group.counts[k]]).filter(([, n]) => n).map(([look, n]) => `${look.mark} ${look.word} ${n}`);
      return [d.words.many.replace("{count}", hit.group.members.length), ...parts, d.words.nearer];
    }
    if (hit.label) return [hit.name, hit.said];
    const body = d.bodies[Math.max(this.loaded, 0)][hit.area];
    return [d.areas[hit.area].name, ...(body ? [body] : [])];
  }

  key(e) {
    if (e.target.tagName === "BUTTON" && (e.key === " " || e.key === "Enter")) return;
    if (e.target === this.part("slider") && e.key !== " ") return;
    const steps = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    const act = {
      "+": () => this.approach(1), "=": () => this.approach(1), "-": () => this.approach(-1), 0: () => this.fit(),
      " ": () => this.part("play").click(), n: () => this.visit(1), N: () => this.visit(-1),
      Enter: () => { if (this.at !== undefined) this.open(this.at); }, Escape: () => { this.hover(null); },
    }[e.key] ?? (steps[e.key] && (() => this.pan(...steps[e.key])));
    if (!act || e.ctrlKey || e.metaKey || e.altKey) return;
    e.preventDefault();
    e.stopPropagation();
    act();
  }

  visit(by) {
    const flags = this.data.flags[Math.max(this.loaded, 0)];
    if (!flags.length) return;
    this.turn = ((this.turn ?? (by > 0 ? -1 : 0)) + by + flags.length) % flags.length;
    const [i] = flags[this.turn];
    this.at = i;
    this.centre = { x: this.x[i], y: this.y[i] };
    this.isFitted = false;
    this.soon();
    const lines = this.said({ site: i }), { w, h } = this.size;
    this.hover({ site: i }, w / 2, h / 2);
    this.part("live").textContent = lines.join("，");
  }
}

const rooms = new WeakMap();

export default function (component) {
  const root = component.parentElement;
  if (!rooms.has(root)) rooms.set(root, new Room(root));
  const room = rooms.get(root);
  room.box.room = room;
  room.receive(component);
  return () => { room.close(); rooms.delete(root); };
}
