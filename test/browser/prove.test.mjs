// A page left open: five minutes after the passphrase was typed, an act that
// nobody can take back asks for it once more and then goes on with what was
// filled in, on phone and desk, with scripts and without.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { openHouse, enter, phone, desk, send, sound, says } from './house.mjs'

const lasts = 5 * 60_000

// Who sits there: each reads one language.
const sitting = [
  { role: 'director', size: 'phone', language: 'kk', viewport: phone },
  { role: 'deputy', size: 'desk', language: 'ru', viewport: desk },
  { role: 'administrator', size: 'plain', language: 'en', viewport: phone, javaScript: false },
]

test('an act that matters asks who sits there', { timeout: 900_000 }, async () => {
  const house = await openHouse()
  try {
    for (const s of sitting) s.page = await enter(house, s.role, s)
    const until = Date.now() + lasts + 1000
    while (Date.now() < until) {
      await new Promise((go) => setTimeout(go, Math.min(110_000, until - Date.now())))
      for (const s of sitting) await s.page.goto('/house')
    }
    const troubles = []
    for (const { role, size, language, page } of sitting) {
      const note = `Ring twice, ${language}`
      await page.goto('/house')
      assert.equal(await send(page, '/house', { on_call: note }), 403)
      if (size !== 'plain') troubles.push(...await sound(page, `prove-${language}-${size}`)) // axe needs scripts
      const body = await page.innerText('main')
      assert.ok(body.includes(says(language, 'prove.title')), body)
      assert.equal(await send(page, '/house', { prove_passphrase: 'not hers at all' }), 403)
      if (size !== 'plain') troubles.push(...await sound(page, `prove-wrong-${language}-${size}`))
      assert.equal(await send(page, '/house', { prove_passphrase: house.who(role).passphrase }), 200)
      assert.equal(await page.inputValue('[name=on_call]'), note)
      await page.goto('/house')
      assert.equal(await send(page, '/house', { on_call: note + '.' }), 200, 'asked again within five minutes')
    }
    assert.deepEqual(troubles, [])
  } finally {
    await house.close()
  }
})
