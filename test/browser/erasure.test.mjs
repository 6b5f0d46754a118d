// A file whose time is over: it is held, let go again and erased, and nothing
// leads to it any more.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { openHouse, enter, send, sound, says, sittings } from './house.mjs'

test('a file is held, let go and erased', { timeout: 300_000 }, async () => {
  const house = await openHouse()
  const troubles = []
  try {
    for (const [size, viewport, language] of sittings) {
      const page = await enter(house, 'director', { language, viewport })
      const look = async (what) => troubles.push(...await sound(page, `erasure-${what}-${language}-${size}`))
      await page.goto('/house/erasure')
      await look('due')
      const link = page.locator('main a[href$="/erasure"]').first()
      const code = (await link.getAttribute('href')).split('/')[2]
      await page.goto(`/clients/${code}/hold`)
      await look('hold')
      assert.equal(await send(page, `/clients/${code}/hold`), 422)
      assert.equal(await send(page, `/clients/${code}/hold`, { basis: 'court' }), 200)
      await page.goto(`/clients/${code}/erasure`)
      await look('held')
      assert.equal(await page.locator('[name=reason]').count(), 0)
      await page.goto(`/clients/${code}/hold`)
      assert.equal(await send(page, `/clients/${code}/hold/lift`), 200)
      await page.goto(`/clients/${code}/erasure`)
      await look('asked')
      assert.equal(await send(page, `/clients/${code}/erasure`, { reason: 'time', code: 'KZ-00-000' }), 422)
      await look('refused')
      await page.goto(`/clients/${code}/erasure`)
      assert.equal(await send(page, `/clients/${code}/erasure`, { reason: 'time', code }), 200)
      assert.ok((await page.innerText('main')).includes(says(language, 'done.erased')))
      assert.equal((await page.goto(`/clients/${code}`)).status(), 404)
      await page.context().close()
    }
    assert.deepEqual(troubles, [])
  } finally {
    await house.close()
  }
})
