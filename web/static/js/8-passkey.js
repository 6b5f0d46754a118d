// A passkey answers a question of the house: the browser asks it, and the form
// goes on with what it says. What a passkey yields for keys goes along apart.
const toBytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), c => c.charCodeAt(0))
const toText = bytes => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")
const named = location.hostname !== "" && !/^[\d.]+$|:/.test(location.hostname) // a bare number has no passkeys

if (window.PublicKeyCredential && navigator.credentials && named) {
  for (const none of document.querySelectorAll("[data-no-passkey]")) none.hidden = true
  for (const box of document.querySelectorAll("[data-passkey]")) {
    const button = box.querySelector("button")
    const line = box.querySelector("[role=status]")
    box.hidden = false
    button.addEventListener("click", async () => {
      line.textContent = ""
      button.disabled = true
      try {
        await answer(box)
      } catch {
        line.textContent = box.dataset.failed
      }
      button.disabled = false
    })
  }
}

const answer = async box => {
  const text = box.dataset.question || await fetch(box.dataset.ask, {method: "POST", redirect: "error"}).then(r => r.ok ? r.text() : Promise.reject())
  const {ticket, publicKey} = JSON.parse(text)
  publicKey.challenge = toBytes(publicKey.challenge)
  const first = toBytes(publicKey.extensions.prf.eval.first)
  publicKey.extensions = {prf: {eval: {first}}}
  for (const c of publicKey.excludeCredentials || []) c.id = toBytes(c.id)
  if (publicKey.user) publicKey.user.id = toBytes(publicKey.user.id)

  const isNew = "new" in box.dataset
  const shown = await (isNew ? navigator.credentials.create({publicKey}) : navigator.credentials.get({publicKey}))
  const said = shown.response
  const response = {clientDataJSON: toText(said.clientDataJSON)}
  if (isNew) response.attestationObject = toText(said.attestationObject)
  else Object.assign(response, {authenticatorData: toText(said.authenticatorData), signature: toText(said.signature), userHandle: said.userHandle && toText(said.userHandle)})

  const prf = shown.getClientExtensionResults().prf
  let secret = prf?.results?.first
  if (isNew && !secret && prf?.enabled) { // many yield only once they exist: the answer to this is not sent
    try {
      const again = {challenge: crypto.getRandomValues(new Uint8Array(32)), rpId: publicKey.rp.id, userVerification: "required",
        allowCredentials: [{type: "public-key", id: shown.rawId}], extensions: {prf: {eval: {first}}}}
      secret = (await navigator.credentials.get({publicKey: again})).getClientExtensionResults().prf?.results?.first
    } catch {} // then it is a second step only
  }
  const id = toText(shown.rawId)
  const put = (name, value) => { box.querySelector(`[name$=_${name}]`).value = value }
  put("ticket", ticket)
  put("answer", JSON.stringify({id, rawId: id, type: "public-key", response}))
  put("yield", secret ? toText(secret) : "")
  box.closest("form").requestSubmit()
}
