// A page left lying open is covered after a minute of stillness and signs out
// a few minutes later. A sign of life in one tab counts for all of them.
const veil = document.getElementById("veil")

if (veil) {
  const lockAfter = Number(document.body.dataset.lockAfter) * 1000
  const veilAfter = Math.min(60_000, lockAfter / 2)
  const left = veil.querySelector("[data-veil-left]")
  const tabs = new BroadcastChannel("pana")
  let last = Date.now() // the clock, not a timer: a laptop that slept has been still
  let told = 0
  let focused = null

  const alive = () => {
    last = Date.now()
    if (last - told > 5000) {
      told = last
      tabs.postMessage("alive")
    }
  }
  tabs.onmessage = () => { last = Date.now() }

  const cover = on => {
    if (on === !veil.hidden) return
    veil.hidden = !on
    document.body.classList.toggle("veiled", on)
    if (on) {
      focused = document.activeElement
      veil.querySelector("button").focus()
    } else {
      focused?.focus?.({preventScroll: true})
    }
  }

  const lock = () => {
    const out = document.createElement("form")
    out.method = "post"
    out.action = "/sign-out"
    const to = document.createElement("input")
    to.name = "to"
    to.value = "locked"
    out.append(to)
    document.body.replaceChildren(out)
    out.hidden = true
    out.submit()
  }

  const look = () => {
    const still = Date.now() - last
    if (still >= lockAfter) {
      clearInterval(watch)
      lock()
      return
    }
    if (still >= veilAfter) cover(true)
    if (!veil.hidden) left.textContent = left.dataset.veilLeft.replace("{seconds}", Math.ceil((lockAfter - still) / 1000))
  }

  for (const sign of ["pointerdown", "pointermove", "keydown", "wheel", "scroll"]) {
    addEventListener(sign, () => { if (veil.hidden) alive() }, {passive: true, capture: true})
  }
  veil.querySelector("button").addEventListener("click", () => {
    alive()
    cover(false)
  })
  document.addEventListener("visibilitychange", look)
  const watch = setInterval(look, 1000)
}
