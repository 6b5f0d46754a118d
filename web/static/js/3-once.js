// A form is sent once, however often its button is pressed. A form that waits
// for the connection (4-draft.js) has not been sent.
document.addEventListener("submit", event => {
  const form = event.target
  if (event.defaultPrevented || form.method !== "post") return
  if (form.dataset.sent) {
    event.preventDefault()
    return
  }
  form.dataset.sent = "yes"
  setTimeout(() => event.submitter?.setAttribute("aria-busy", "true"))
})

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent
    form.querySelector("[aria-busy]")?.removeAttribute("aria-busy")
  }
})
