// The house tells every open page when it is stopped or the sign-in has ended.
// Then what the page shows is gone at once, and the door stands there. One stream
// serves all tabs of a browser: a browser opens only six at a time.
if (document.body.dataset.lockAfter && "EventSource" in window) {
  const tabs = new BroadcastChannel("pana-over")
  let sent = -Infinity // a form is on its way: its own answer comes next

  // The other tabs are told before this one goes.
  const over = () => {
    document.title = "\u00a0"
    document.body.replaceChildren()
    setTimeout(() => location.replace("/sign-in"), performance.now() - sent < 5000 ? 5000 : 300)
  }
  tabs.onmessage = over

  const listen = () => new Promise(() => {
    const open = () => {
      const stream = new EventSource("/over")
      stream.addEventListener("over", () => {
        stream.close()
        tabs.postMessage("over")
        over()
      })
      stream.addEventListener("error", () => {
        if (stream.readyState === EventSource.CLOSED) setTimeout(open, 15_000)
      })
    }
    open()
  })
  if (navigator.locks) navigator.locks.request("pana-over", listen)
  else listen()

  document.addEventListener("submit", () => { sent = performance.now() })

  // Whoever reads and asks for nothing is here all the same.
  let told = performance.now()
  const here = () => {
    if (performance.now() - told < 60_000 || !document.getElementById("veil")?.hidden) return
    told = performance.now()
    fetch("/here", {method: "POST", redirect: "manual"}).catch(() => {})
  }
  for (const sign of ["pointerdown", "pointermove", "keydown", "wheel"]) {
    addEventListener(sign, event => { if (event.isTrusted) here() }, {passive: true, capture: true})
  }
}
