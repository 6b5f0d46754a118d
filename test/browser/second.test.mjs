// Two heads in two buildings: a file is erased at the desk of the first, agreed to
// at the desk of the second, who comes in with a passkey alone; said no to and
// taken back, in three languages, on phone and desk.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { openHouse, enter, speak, phone, send, sound, says, sittings } from './house.mjs'

// withPasskey is somebody who made a passkey with her keys in it and came in by it.
async function withPasskey(house, role) {
  const page = await enter(house, role, { viewport: phone })
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true, hasPrf: true },
  })
  const press = async () => (await Promise.all([page.waitForNavigation(), page.click('main form [data-passkey] button')]))[0].status()
  await page.goto('/settings')
  assert.equal(await send(page, '/settings/passkeys'), 200)
  await page.fill('[name=passkey_name]', 'phone')
  assert.equal(await press(), 200)
  await page.context().clearCookies()
  await page.goto('/sign-in')
  assert.equal(await press(), 200)
  assert.ok(page.url().endsWith('/today'), page.url())
  return page
}

test('the second agrees at her own desk with a passkey', { timeout: 600_000 }, async () => {
  const house = await openHouse()
  house.url = house.url.replace('127.0.0.1', 'localhost')
  const troubles = []
  try {
    const second = await withPasskey(house, 'deputy')
    for (const [size, viewport, language] of sittings) {
      const first = await enter(house, 'director', { language, viewport })
      await second.setViewportSize(viewport)
      await speak(second, language)
      const look = async (page, what) => troubles.push(...await sound(page, `second-${what}-${language}-${size}`))
      const main = (page) => page.innerText('main')

      await first.goto('/house/erasure')
      const code = (await first.locator('main a[href$="/erasure"]').first().getAttribute('href')).split('/')[2]
      const file = `/clients/${code}/erasure`
      await first.goto(file)
      assert.equal(await send(first, '/ask', { ask_reason: 'asked' }), 422)
      await look(first, 'refused')
      const whom = await first.locator('[name=ask_whom] option').evaluateAll((all) => all.map((o) => o.value).filter(Boolean))
      assert.equal(whom.length, 1)
      assert.equal(await send(first, '/ask', { ask_whom: whom[0] }), 200)
      assert.ok((await main(first)).includes(says(language, 'done.second-asked')))
      await look(first, 'asked')

      await second.goto('/today')
      await look(second, 'told')
      await second.goto('/second')
      assert.ok((await main(second)).includes(code))
      await look(second, 'waiting')
      assert.equal(await send(second, '/end'), 200)
      assert.ok((await main(second)).includes(says(language, 'done.second-refused')))

      await first.goto(file)
      assert.equal(await send(first, '/ask', { ask_reason: 'asked', ask_whom: whom[0] }), 200)
      await second.goto('/second')
      assert.equal(await send(second, '/agree'), 200)
      assert.ok((await main(second)).includes(says(language, 'done.second-agreed')))
      await look(second, 'agreed')

      await first.goto('/second')
      await look(first, 'mine')
      await first.click(`main a[href="${file}"]`)
      assert.equal(await first.locator('[name=second]').count(), 0)
      assert.ok(await first.isChecked('[name=reason][value=asked]'))
      await look(first, 'given')
      assert.equal(await send(first, file, { code }), 200)
      assert.ok((await main(first)).includes(says(language, 'done.erased')))
      assert.equal((await first.goto(`/clients/${code}`)).status(), 404)
      await second.goto('/second')
      assert.ok(!(await main(second)).includes(code))
      assert.deepEqual([...first.faults, ...second.faults, ...first.foreign, ...second.foreign], [])
      await first.context().close()
    }

    // The other pages that ask: an invitation, closing the house, requests.
    const first = await enter(house, 'director', { language: 'ru', viewport: phone })
    const whom = async () => (await first.locator('[name=ask_whom] option').evaluateAll((all) => all.map((o) => o.value).filter(Boolean)))[0]
    await first.goto('/house/close')
    assert.equal(await send(first, '/close/ask', { ask_whom: await whom() }), 200)
    troubles.push(...await sound(first, 'second-close-ru-phone'))
    assert.equal(await send(first, '/end'), 200)
    assert.ok((await first.innerText('main')).includes(says('ru', 'done.second-ended')))
    await first.goto('/staff')
    for (const link of await first.$$eval('main a[href^="/staff/"]', (as) => as.map((a) => a.getAttribute('href')))) {
      await first.goto(link)
      if (await first.locator('[name=ask_whom]').count()) break
    }
    assert.equal(await send(first, '/invite/ask', { ask_whom: await whom(), ask_factor_reason: 'lost' }), 200)
    troubles.push(...await sound(first, 'second-invite-ru-phone'))
    assert.deepEqual(troubles, [])
  } finally {
    await house.close()
  }
})
