// The clock of a call: minutes and seconds since it began, by the server's clock.
// Without scripts the page says whole minutes and is asked anew.
const clock = document.querySelector("[data-call-began]");

if (clock) {
  const skew = Date.now() - Number(clock.dataset.callNow);
  const tick = () => {
    const s = Math.max(0, Math.floor((Date.now() - skew - Number(clock.dataset.callBegan)) / 1000));
    clock.textContent = Math.floor(s / 60) + ":" + String(s % 60).padStart(2, "0");
  };
  tick();
  setInterval(tick, 1000);
}
