// What a reader does with the map for a while; answers with the milliseconds from each frame on screen to the next.
(box, act) => {
  const room = box.room, WHILE = 5000;
  const frames = (what) => new Promise((done) => {
    const gaps = [];
    let last = performance.now(), k = 0, isOver = false;
    const step = (now) => {
      gaps.push(now - last);
      last = now;
      if (isOver) return;
      what(k);
      k += 1;
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
    setTimeout(() => { isOver = true; gaps.push(performance.now() - last); done(gaps); }, WHILE);
  });
  const acts = {
    // Asks for every month of the year, as who reaches for the slider does.
    year: () => new Promise((done) => {
      room.ready(false);
      const look = setInterval(() => {
        if (room.data.loaded.length === room.data.months.length) { clearInterval(look); done([]); }
      }, 100);
    }),
    panned: () => { room.fit(); return frames((k) => room.pan(k % 60 < 30 ? 6 : -6, k % 40 < 20 ? 2 : -2)); },
    zoomed: () => frames((k) => room.approach(k % 40 < 20 ? 0.05 : -0.05)),
    // A month each second, as the button plays them.
    played: () => {
      room.fit();
      let at = 0, since = 0;
      return frames(() => {
        const now = performance.now();
        if (now - since < 1000) return;
        since = now;
        room.show(at % room.data.months.length);
        at += 1;
      });
    },
  };
  return acts[act]();
}
