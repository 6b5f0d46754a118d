// A passphrase for when somebody is forced: set in the settings, typed at the
// door it looks like a mistake, and every screen goes dark.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { openHouse, enter, phone, desk, send, sound, says } from './house.mjs'

const danger = 'seven other words for the bad hour'

test('somebody is forced to sign in', { timeout: 600_000 }, async () => {
  const house = await openHouse()
  const troubles = []
  try {
    for (const [size, viewport, language, role] of [['phone', phone, 'kk', 'nurse'], ['desk', desk, 'ru', 'lawyer'], ['plain', phone, 'en', 'social-worker']]) {
      const page = await enter(house, role, { viewport, language, javaScript: size !== 'plain' })
      await page.goto('/settings')
      assert.equal(await send(page, '/settings/danger', { danger: 'short' }), 422)
      assert.equal(await send(page, '/settings/danger', { danger }), 200)
      if (size !== 'plain') troubles.push(...await sound(page, `danger-set-${language}-${size}`)) // axe needs scripts
      await page.context().close()
    }
    // A house that may stop this one, and a letter to it.
    for (const [size, viewport, language, role] of [['phone', phone, 'kk', 'director'], ['desk', desk, 'ru', 'deputy']]) {
      const page = await enter(house, role, { viewport, language })
      await page.goto('/house/peers')
      assert.equal(await send(page, '/house/peers', { called: 'Invented house', key: 'no key' }), 422)
      assert.equal(await send(page, '/house/peers', { called: 'Invented house', key: (size === 'desk' ? 'B' : 'C') + 'A'.repeat(42) }), 200)
      troubles.push(...await sound(page, `peers-${language}-${size}`))
      assert.equal(await send(page, '/house/peers/letter'), 200)
      troubles.push(...await sound(page, `peers-letter-${language}-${size}`))
      assert.match(await page.innerText('pre'), /^pana letter: stop/)
      await page.context().close()
    }
    const reading = await enter(house, 'night-duty', { viewport: phone })
    await new Promise((r) => setTimeout(r, 500)) // it listens
    const door = await enter(house, null, { viewport: phone })
    const answers = []
    for (const passphrase of ['seven other words for the good hour', danger]) {
      await door.goto('/sign-in?language=en')
      const status = await send(door, '/sign-in', { name: house.who('nurse').name, passphrase })
      answers.push([status, await door.content()])
    }
    assert.equal(answers[0][0], 401)
    assert.deepEqual(answers[1], answers[0])
    await reading.waitForURL('**/sign-in', { timeout: 5000 })
    const head = await enter(house, 'director', { viewport: desk, language: 'en' })
    assert.ok((await head.innerText('main')).includes(says('en', 'notice.forced')))
    troubles.push(...await sound(head, 'danger-told-en-desk'))
    assert.deepEqual(troubles, [])
  } finally {
    await house.close()
  }
})
