/* A room that moves together: the console looks again by itself, a participant's page hears the pulse, timers count down. */
(() => {
  "use strict";
  const EVERY = 5000;
  const SLOWEST = 60000;

  // Asks again and again while the page is looked at; a lost connection is asked for ever more rarely. Nothing is kept by the
  // browser, so the tag of what was seen last is sent along by hand: mostly the answer is that nothing changed.
  const listen = (url, act, first = EVERY) => {
    let wait = EVERY;
    let tag = "";
    const ask = () => {
      if (document.hidden) { setTimeout(ask, EVERY); return; }
      fetch(url, { cache: "no-store", credentials: "same-origin", headers: tag ? { "If-None-Match": tag } : {} })
        .then((answer) => {
          if (answer.status === 304) { wait = EVERY; return undefined; }
          if (!answer.ok) throw new Error(answer.status);
          wait = EVERY;
          tag = answer.headers.get("ETag") || "";
          return act(answer);
        })
        .catch(() => { wait = Math.min(wait * 2, SLOWEST); })
        .finally(() => setTimeout(ask, wait + Math.random() * 500));
    };
    setTimeout(ask, first);
  };

  const board = document.querySelector("[data-poll]");
  if (board) listen(board.dataset.poll, (answer) => answer.text().then((text) => { board.innerHTML = text; }));

  // The first answer says what this page already shows, so it is asked for at once: what changes before it would go unnoticed.
  const pulse = document.querySelector("[data-pulse]");
  if (pulse) listen(pulse.dataset.pulse, (answer) => answer.json().then((told) => {
    const known = pulse.dataset.version;
    pulse.dataset.version = told.version;
    if (known === undefined || known === String(told.version)) return;
    if (document.querySelector("[data-follow]")) { location.reload(); return; }
    pulse.querySelector("a").href = told.shows ? pulse.dataset.screen : pulse.dataset.home;
    pulse.hidden = false;
  }), 0);

  // The page says what is left, for the clock of a phone may be wrong; here only the time since then is measured.
  const began = Date.now();
  const count = () => document.querySelectorAll("[data-seconds-left]").forEach((timer) => {
    const left = Math.max(0, Math.round(timer.dataset.secondsLeft - (Date.now() - began) / 1000));
    timer.textContent = left ? `${Math.floor(left / 60)}.${String(left % 60).padStart(2, "0")}` : timer.dataset.over || "0.00";
  });
  if (document.querySelector("[data-seconds-left]")) { count(); setInterval(count, 1000); }
})();
