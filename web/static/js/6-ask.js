// Small help with answers. Everything here can also be done without it.

// A chosen chip can be taken back: unanswered is an answer.
for (const chip of document.querySelectorAll(".chip input[type=radio]")) {
  let was = false
  const remember = () => { was = chip.checked }
  chip.addEventListener("pointerdown", remember)
  chip.addEventListener("click", () => {
    if (was) {
      chip.checked = false
      chip.dispatchEvent(new Event("input", {bubbles: true}))
    }
    was = false
  })
  chip.addEventListener("keydown", event => {
    if ((event.key === "Backspace" || event.key === "Delete") && chip.checked) {
      chip.checked = false
      chip.dispatchEvent(new Event("input", {bubbles: true}))
    }
  })
}

// A day gets its dots while it is typed, and two buttons for the usual answers.
for (const box of document.querySelectorAll("[data-date]")) {
  const field = box.querySelector("input")
  field.addEventListener("input", event => {
    if (event.inputType?.startsWith("delete")) return
    const digits = field.value.replace(/\D/g, "")
    if (/^\d+$/.test(field.value.replace(/\./g, "")) && field.selectionStart === field.value.length && digits.length <= 8 && !/^\d{4}-/.test(field.value)) {
      if (/^\d{2}$/.test(field.value) || /^\d{1,2}\.\d{2}$/.test(field.value)) field.value += "."
    }
  })
  if (!box.dataset.today) continue
  for (const [days, word] of [[0, box.dataset.today], ["ahead" in box.dataset ? -1 : 1, box.dataset.beside]]) {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "govuk-button btn-s btn-plain"
    button.textContent = word
    button.addEventListener("click", () => {
      const day = new Date()
      day.setDate(day.getDate() - days)
      field.value = [String(day.getDate()).padStart(2, "0"), String(day.getMonth() + 1).padStart(2, "0"), day.getFullYear()].join(".")
      field.dispatchEvent(new Event("input", {bubbles: true}))
      field.focus()
    })
    box.append(button)
  }
}

// The list of what must be mended is the first thing read out.
document.querySelector("[data-focus]")?.focus()

// The menu on a phone closes at a press beside it and at Esc.
const menu = document.querySelector(".menu")
if (menu) {
  document.addEventListener("click", event => { if (!menu.contains(event.target)) menu.open = false })
  document.addEventListener("keydown", event => { if (event.key === "Escape") menu.open = false })
}

// Sheets for the client's hand have a button that prints them.
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print())
