// A name shows while its button is held, or for ten seconds after a press. It
// hides when the page is left or covered.
for (const box of document.querySelectorAll("[data-reveal]")) {
  const button = box.querySelector("summary")
  let timer = 0
  let held = 0

  const hide = () => {
    clearTimeout(timer)
    box.open = false
  }

  button.addEventListener("pointerdown", event => {
    if (box.open) return
    held = event.timeStamp
    timer = setTimeout(() => { box.open = true }, 250)
  })
  button.addEventListener("click", event => {
    clearTimeout(timer)
    if (held && event.timeStamp - held > 250) { // let go after holding
      event.preventDefault()
      hide()
    } else if (!box.open) {
      timer = setTimeout(hide, 10_000)
    }
    held = 0
  })
  button.addEventListener("contextmenu", event => event.preventDefault())
  addEventListener("blur", hide)
  document.addEventListener("visibilitychange", hide)
}
