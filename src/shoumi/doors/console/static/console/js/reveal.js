// What was revealed is masked again: after its time, and whenever the page is left.
"use strict";

const bar = document.querySelector("[data-revealed]");
if (bar) {
  const live = document.getElementById("live");
  const until = Date.now() + Number(bar.dataset.revealed) * 1000;
  const clocks = document.querySelectorAll("[data-countdown]");
  let said = Infinity;

  const announce = (left) => {
    for (const [limit, words] of [[60, bar.dataset.minute], [10, bar.dataset.last]]) {
      if (left <= limit && said > limit) { live.textContent = words; said = limit; }
    }
  };

  const mask = () => {
    clearInterval(ticking);
    for (const value of document.querySelectorAll("[data-plain]")) value.remove();
    for (const bar of document.querySelectorAll("[data-mask]")) bar.hidden = false;
    for (const row of document.querySelectorAll(".record-shown")) row.classList.remove("record-shown");
    for (const clock of clocks) clock.textContent = bar.dataset.over;
    live.textContent = bar.dataset.over;
  };

  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    if (left <= 0) { mask(); return; }
    const words = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    for (const clock of clocks) clock.textContent = words;
    announce(left);
  };

  const ticking = setInterval(tick, 250);
  window.addEventListener("pagehide", mask);
  for (const leave of document.querySelectorAll("[data-leave]")) leave.addEventListener("click", mask);
  tick();
}
