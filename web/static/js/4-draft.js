// What is being typed is kept sealed in the house, never in the browser. While
// the connection is lost it stays in the open page alone, the line says so, and
// it is sent once when the connection is back.
for (const form of document.querySelectorAll("form[data-draft]")) {
  const line = form.querySelector("[data-draft-line]")
  let changed = false // something is written that the house has not got
  let lost = false
  let closed = false // the house keeps no draft for this form
  let sending = false
  let waiting = null // the button of a form that was sent while the connection was lost
  let timer = 0

  const say = text => {
    if (!line) return
    line.hidden = false
    line.lastElementChild.textContent = text
    line.toggleAttribute("data-lost-now", lost)
  }

  const written = () => {
    const out = new URLSearchParams({draft: form.dataset.draft})
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && form.elements.namedItem(name)?.type !== "password") out.append(name, value)
    }
    return out
  }

  const keep = async () => {
    if (sending || closed || !changed && !waiting) return
    clearTimeout(timer)
    sending = true
    changed = false
    try {
      const answer = await fetch("/drafts", {method: "POST", body: written(), redirect: "manual"})
      closed = !answer.ok
      lost = false
      if (answer.ok) {
        const time = new Date().toLocaleTimeString("ru", {hour: "2-digit", minute: "2-digit"})
        if (line) say(line.dataset.saved.replace("{time}", time))
      } else if (line) {
        line.hidden = true
      }
    } catch {
      changed = true
      lost = true
      if (line) say(line.dataset.lost)
      timer = setTimeout(keep, 10_000)
    }
    sending = false
    if (lost) return
    if (waiting) {
      const button = waiting
      waiting = null
      form.requestSubmit(button)
    } else if (changed) {
      timer = setTimeout(keep, 1500)
    }
  }

  form.addEventListener("input", () => {
    changed = true
    if (closed || lost) return
    clearTimeout(timer)
    timer = setTimeout(keep, 1500)
    if (line && !line.hidden) say(line.dataset.waiting)
  })
  addEventListener("online", keep)

  // Captured, so that it comes before the guard that sends a form only once.
  form.addEventListener("submit", event => {
    if (lost || !navigator.onLine) {
      event.preventDefault()
      event.stopPropagation()
      lost = true
      waiting = event.submitter
      if (line) say(line.dataset.lost)
      clearTimeout(timer)
      timer = setTimeout(keep, 3000)
      return
    }
    changed = false
    clearTimeout(timer)
  }, true)

  addEventListener("beforeunload", event => { if (lost && changed && document.contains(form)) event.preventDefault() })
}
