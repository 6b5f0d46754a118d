// Passkeys in a real browser with an authenticator of the browser's own: made in
// the settings, used at the door and where the house asks who sits there, taken
// away again; with keys in it and without, on phone and desk.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { openHouse, enter, phone, desk, send, sound, says } from './house.mjs'

// stick plugs a virtual authenticator into the page.
async function stick(page, hasPrf) {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true, hasPrf },
  })
  return { cdp, authenticatorId }
}

const press = async (page, box) => {
  const [answer] = await Promise.all([page.waitForNavigation(), page.click(`${box} [data-passkey] button`)])
  return answer.status()
}

for (const { role, language, viewport, size, prf, proof } of [
  { role: 'director', language: 'ru', viewport: phone, size: 'phone', prf: true, proof: true },
  { role: 'deputy', language: 'kk', viewport: desk, size: 'desk', prf: true },
  { role: 'social-worker', language: 'ru', viewport: desk, size: 'desk-step', prf: false },
  { role: 'nurse', language: 'kk', viewport: phone, size: 'phone-step', prf: false },
]) {
  test(`a passkey ${prf ? 'with keys' : 'as a second step'}: ${role}, ${language}`, { timeout: 900_000 }, async () => {
    const house = await openHouse()
    house.url = house.url.replace('127.0.0.1', 'localhost')
    try {
      const troubles = []
      const look = async (page, name) => troubles.push(...await sound(page, `passkey-${name}-${language}-${size}`))
      const page = await enter(house, role, { language, viewport })
      await stick(page, prf)

      await page.goto('/settings')
      assert.equal(await send(page, '/settings/passkeys'), 200)
      await look(page, 'new')
      await page.fill('[name=passkey_name]', 'phone')
      assert.equal(await press(page, 'main form'), 200)
      const list = await page.innerText('main')
      assert.ok(list.includes(says(language, prf ? 'passkey.opens' : 'passkey.step')), list)
      await look(page, 'list')

      await page.context().clearCookies()
      await page.goto(`/sign-in?language=${language}`)
      await look(page, 'door')
      assert.equal(await press(page, 'main form'), prf ? 200 : 403)
      if (!prf) {
        assert.ok((await page.innerText('main')).includes(says(language, 'passkey.second')))
        await look(page, 'second')
        const { name, passphrase } = house.who(role)
        await page.fill('[name=name]', name)
        await page.fill('[name=passphrase]', passphrase)
        assert.equal(await press(page, 'main form'), 200)
      }
      assert.ok(page.url().endsWith('/today'), page.url())

      if (proof) { // five minutes later the house asks who sits there, and the passkey answers
        const until = Date.now() + 5 * 60_000 + 1000
        while (Date.now() < until) {
          await new Promise((go) => setTimeout(go, Math.min(110_000, until - Date.now())))
          await page.goto('/house')
        }
        assert.equal(await send(page, '/house', { on_call: 'Ring twice' }), 403)
        await look(page, 'prove')
        assert.equal(await press(page, 'main form'), 200)
        assert.equal(await page.inputValue('[name=on_call]'), 'Ring twice')
      }

      await page.goto('/settings')
      assert.equal(await send(page, '/settings/passkeys', {}, 'button.link'), 200)
      assert.equal(await page.locator('form[action="/settings/passkeys"] button.link').count(), 0)
      assert.deepEqual(page.faults, [])
      assert.deepEqual(page.foreign, [])
      assert.deepEqual(troubles, [])
    } finally {
      await house.close()
    }
  })
}

test('where a second step is demanded, whoever has none sets one up first', { timeout: 600_000 }, async () => {
  const house = await openHouse()
  house.url = house.url.replace('127.0.0.1', 'localhost')
  try {
    const troubles = []
    const look = async (page, name) => troubles.push(...await sound(page, `demand-${name}`))
    const director = await enter(house, 'director', { language: 'ru', viewport: phone })
    await director.goto('/staff')
    await director.goto(await director.getAttribute('main a[href^="/staff/"]', 'href'))
    await look(director, 'invite-ru-phone')
    await director.goto('/house')
    assert.equal(await send(director, '/house', { second_step: 'on' }), 200)
    await look(director, 'house-ru-phone')
    for (const { role, language, viewport, size } of [{ role: 'social-worker', language: 'kk', viewport: phone, size: 'phone' }, { role: 'nurse', language: 'ru', viewport: desk, size: 'desk' }]) {
      const page = await enter(house, null, { language, viewport })
      await stick(page, true)
      const { name, passphrase } = house.who(role)
      await page.goto(`/sign-in?language=${language}`)
      await page.fill('[name=name]', name)
      await page.fill('[name=passphrase]', passphrase)
      await page.click('main button[type=submit]')
      await page.waitForURL('**/settings/second-step')
      await look(page, `page-${language}-${size}`)
      assert.equal((await page.goto('/clients')).url().endsWith('/settings/second-step'), true)
      assert.equal(await send(page, '/settings/passkeys'), 200)
      await page.fill('[name=passkey_name]', 'phone')
      assert.equal(await press(page, 'main form'), 200)
      await page.goto('/today')
      assert.ok(page.url().endsWith('/today'), page.url())
      assert.deepEqual(page.faults, [])
    }
    assert.deepEqual(troubles, [])
  } finally {
    await house.close()
  }
})
