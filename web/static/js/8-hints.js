// When a worker leaves the field of her own words, the house says beside it which
// of them could be put more gently. It changes nothing and stops nobody; without
// this the page says so after saving.
for (const field of document.querySelectorAll("form[data-draft] textarea[name=text]")) {
  const place = document.createElement("div")
  place.setAttribute("role", "status")
  place.className = "after"
  field.after(place)
  field.addEventListener("change", async () => {
    if (!field.value.trim() || !navigator.onLine) return place.replaceChildren()
    try {
      const answer = await fetch("/hints", {method: "POST", body: new URLSearchParams({text: field.value}), redirect: "manual"})
      place.innerHTML = answer.status === 200 ? await answer.text() : ""
    } catch {
      place.replaceChildren()
    }
  })
}
