// Leave quickly: the button at the top right, or Esc twice within a second.
// What the page showed goes first, then the sign-in, then the place in the history.
const form = document.querySelector("[data-leave]")

if (form) {
  const leave = () => {
    const away = form.dataset.leave
    document.title = "\u00a0"
    document.body.replaceChildren()
    fetch(form.action, {method: "POST", body: new URLSearchParams({to: "out"}), keepalive: true, redirect: "manual"}).catch(() => {})
    location.replace(away)
  }

  form.addEventListener("submit", event => {
    event.preventDefault()
    leave()
  })

  let first = -Infinity
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape" || event.repeat) return
    if (event.timeStamp - first < 1000) leave()
    first = event.timeStamp
  }, true)
}

// A page that comes back out of the browser's memory is asked for again.
addEventListener("pageshow", event => { if (event.persisted) location.reload() })
