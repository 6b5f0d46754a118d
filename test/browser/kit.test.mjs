// The recovery kit: a house is founded, prints three sheets, restores itself from
// two before it takes anybody in, and is opened with them when every passphrase
// is lost; its first backup, and the numbers of its trail.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openHouse, enter, send, sound, says, sittings } from './house.mjs'

const fresh = 'seven new words that stand on paper now'

for (const [size, viewport, language] of sittings) {
  test(`a house and its three sheets, ${language}, ${size}`, { timeout: 180_000 }, async () => {
    const house = await openHouse({ empty: true })
    const page = await enter(house, null, { language, viewport })
    const troubles = []
    const look = async (what) => troubles.push(...await sound(page, `kit-${what}-${language}-${size}`))
    const words = () => page.$$eval('p.passphrase', (all) => all.map((p) => p.innerText))
    try {
      await page.goto(`/setup?language=${language}`)
      await send(page, '/setup', { house_language: language, house_name: 'Invented', director: 'Invented director', deputy: 'Invented deputy', site_name_1: 'Maple', site_rooms_1: '5 2' })
      const all = await words()
      assert.equal(all.length, 2)
      await send(page, '/setup')
      await page.fill('[name=director_passphrase]', all[0])
      await page.fill('[name=deputy_passphrase]', all[1])
      await page.locator('main form button[type=submit]').first().click()
      await page.waitForURL('**/sign-in**')
      await page.fill('[name=name]', 'Invented director')
      await page.fill('[name=passphrase]', all[0])
      await page.locator('main form button[type=submit]').first().click()
      await page.waitForURL('**/house/kit')
      await look('print')

      await send(page, '/house/kit/draw')
      await look('sheets')
      if (size === 'desk') await page.pdf({ path: new URL('./pictures/kit-sheets.pdf', import.meta.url).pathname, preferCSSPageSize: true })
      const sheets = await page.$$eval('.kit-words', (lists) => lists.map((l) => [...l.children].map((li) => li.textContent).join(' ')))
      assert.equal(sheets.length, 3)
      await page.goto('/house/kit')
      await look('prove')
      assert.equal(await send(page, '/house/kit/prove', { sheet_one: sheets[0], sheet_two: sheets[0] }), 422)
      await look('refused')
      assert.equal(await send(page, '/house/kit/prove', { sheet_one: sheets[0], sheet_two: sheets[1], holder_3: 'Invented lawyer' }), 200)
      assert.match(await page.innerText('main'), new RegExp(says(language, 'done.kit-proven').slice(0, 12)))
      await look('kept')
      await page.goto('/today')
      await look('today')

      // The machine was off, and nobody remembers anything.
      await page.evaluate(() => { fetch('/lock', { method: 'POST', keepalive: true }) })
      await page.waitForURL('**/sign-in') // the page goes there by itself
      // The house hangs up on everyone when it stops; a hand would ask again.
      await page.goto(`/sign-in?language=${language}`).catch(() => page.goto(`/sign-in?language=${language}`))
      await page.click('a[href="/recover"]')
      await page.goto(`/recover?language=${language}`)
      await look('recover')
      assert.equal(await send(page, '/recover', { sheet_one: sheets[1], sheet_two: sheets[2], name: 'Invented director', passphrase: fresh, again: fresh }), 200)
      assert.ok((await page.innerText('main')).includes(says(language, 'done.recovered')))
      await look('recovered')
      await page.fill('[name=name]', 'Invented director')
      await page.fill('[name=passphrase]', fresh)
      await page.locator('main form button[type=submit]').first().click()
      await page.waitForURL('**/today')
      await page.goto('/house/kit')
      await look('used')

      // A set goes to another disk and comes back aside; the trail is signed.
      const stick = mkdtempSync(join(tmpdir(), 'pana-stick-'))
      await page.goto('/house/backup')
      await look('backup-none')
      assert.equal(await send(page, '/house/backup', { folder: join(stick, 'nowhere') }), 422)
      await look('backup-refused')
      assert.equal(await send(page, '/house/backup', { folder: stick }), 200)
      assert.equal(await send(page, '/house/backup/run'), 200)
      assert.ok((await page.innerText('main')).includes(says(language, 'done.backup')))
      await page.goto('/house/backup')
      assert.equal(await send(page, '/house/backup/run', { elsewhere: join(stick, 'nowhere') }), 422)
      await look('backup-hand-refused')
      assert.equal(await send(page, '/house/backup/drill'), 200)
      assert.match(await page.innerText('main'), new RegExp(says(language, 'done.backup-tried').slice(0, 12)))
      await look('backup-ended')
      await page.goto('/house/backup')
      await look('backup')
      assert.deepEqual(readdirSync(stick).sort(), ['set-000001.data', 'set-000001.keys', 'set-000001.note'])
      await page.goto('/house/proof')
      assert.equal(await send(page, '/house/proof/sign'), 200)
      const numbers = await page.innerText('p.passphrase')
      await look('proof')
      assert.equal(await send(page, '/house/proof/compare', { checkpoint: numbers }), 200)
      assert.equal(await send(page, '/house/proof/compare', { checkpoint: numbers.replace(/[0-9a-f]$/, (d) => d === '0' ? '1' : '0') }), 409)
      await look('proof-differs')
      assert.equal(await send(page, '/house/proof/verify'), 200)
      await look('proof-whole')
      rmSync(stick, { recursive: true, force: true })
      assert.deepEqual(troubles, [])
    } finally {
      await house.close()
    }
  })
}
