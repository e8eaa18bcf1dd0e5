/* Small comforts; every page works without them. */
(() => {
  "use strict";

  // Bring people to what needs mending.
  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

  // A menu closes on Escape and on a click beside it.
  const menus = document.querySelectorAll("details.menu");
  document.addEventListener("click", (event) => menus.forEach((menu) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  }));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menus.forEach((menu) => {
      if (menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
    });
  });

  // A form is sent once, however often the button is pressed. Downloads stay on the page, so GET forms are left alone.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    form.querySelectorAll("[type=submit]").forEach((button) => button.setAttribute("aria-disabled", "true"));
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled=true]").forEach((button) => button.removeAttribute("aria-disabled"));
  }));

  // Work in progress looks again by itself; without scripts the page offers a link.
  const waiting = document.querySelector("[data-refresh-seconds]");
  const look = () => {
    // Not while somebody types: what stands in a field would be lost.
    if (document.activeElement && document.activeElement.matches("input, select, textarea")) setTimeout(look, 1000);
    else location.reload();
  };
  if (waiting) setTimeout(look, Number(waiting.dataset.refreshSeconds) * 1000);

  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
})();
