// Who looks after whom: a file is opened in danger, those concerned are told on
// their first screen and put it away.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { openHouse, enter, phone, send, sound, says, clientOf, sittings } from './house.mjs'

for (const [size, viewport, language] of sittings) {
  test(`a file opened in danger, ${language}, ${size}`, { timeout: 180_000 }, async () => {
    const house = await openHouse()
    const troubles = []
    const look = async (page, what) => troubles.push(...await sound(page, `supervision-${what}-${language}-${size}`))
    try {
      const page = await enter(house, 'psychologist', { language, viewport })
      const file = await clientOf(page, '/danger', '[name=parts][value=care]')
      await page.goto(`${file}/danger`)
      await look(page, 'danger')
      assert.equal(await send(page, `${file}/danger`, { parts: 'care' }), 422)
      await look(page, 'danger-refused')
      const { passphrase } = house.who('psychologist')
      await page.goto(`${file}/danger`)
      assert.equal(await send(page, `${file}/danger`, { parts: ['care', 'safety'], reason: 'She called from the street.', passphrase }), 200)
      assert.ok((await page.innerText('main')).includes(says(language, 'danger.until').slice(0, 20)))
      await look(page, 'danger-file')

      const head = await enter(house, 'director', { language, viewport })
      await look(head, 'told')
      assert.ok((await head.innerText('main')).includes(says(language, 'notice.danger')))
      await head.goto(`${file}/danger`)
      await look(head, 'danger-head')
      assert.ok((await head.innerText('main')).includes('She called from the street.'))
      await head.goto('/today')
      assert.equal(await send(head, '/seen'), 200)
      assert.equal(await head.locator('main form[action$="/seen"]').count(), 0)

      await head.goto('/house/looks')
      await look(head, 'looks')
      await page.goto(`/looks?to=${file}`)
      await look(page, 'go-on')
      assert.equal(await send(page, '/looks', { reason: 'searching' }), 200)
      assert.ok(page.url().endsWith(file))

      await page.goto(`${file}/danger`)
      assert.equal(await send(page, '/end'), 200)
      await page.goto(file)
      assert.ok(!(await page.innerText('main')).includes(says(language, 'danger.until').slice(0, 20)))
      assert.deepEqual(troubles, [])
    } finally {
      await house.close()
    }
  })
}

test('what was asked in vain stands on the page of those who lead', { timeout: 120_000 }, async () => {
  const house = await openHouse()
  const troubles = []
  try {
    const page = await enter(house, 'psychologist', { viewport: phone })
    assert.equal((await page.goto('/house/looks')).status(), 403)
    // Something puts a script into a page: the browser does not run it, and says so.
    await page.goto('/today')
    await page.evaluate(() => {
      const put = document.createElement('script')
      put.textContent = 'document.title = "put in"'
      document.body.append(put)
    })
    assert.notEqual(await page.title(), 'put in')
    const head = await enter(house, 'director', { viewport: phone })
    await head.waitForTimeout(11_000) // the house writes it down within ten seconds
    await head.goto('/house/looks')
    troubles.push(...await sound(head, 'supervision-vain-en-phone'))
    const said = await head.innerText('main')
    assert.ok(said.includes(house.who('psychologist').name) && said.includes(says('en', 'act.looks.see')), said)
    assert.ok(said.includes(says('en', 'act.guard.page')), said)
    assert.deepEqual(troubles, [])
  } finally {
    await house.close()
  }
})
