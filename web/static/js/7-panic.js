// Ctrl+Alt+X closes the whole house at once, without a question: whoever needs
// it has no second to answer one. The key is taken by its place, so that it is
// the same on a Kazakh, Russian and English keyboard.
const panic = document.querySelector("[data-panic]")

if (panic) {
  document.addEventListener("keydown", event => {
    if (event.ctrlKey && event.altKey && event.code === "KeyX") {
      event.preventDefault()
      panic.submit()
    }
  }, true)
}
