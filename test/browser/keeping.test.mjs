// What outlives a holder of a sheet, a contract, a house: a new recovery kit in
// place of the old; everything given out; for reading only.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openHouse, enter, send, sound, says, sittings } from './house.mjs'

for (const [size, viewport, language] of sittings) {
  test(`a new kit, ${language}, ${size}`, { timeout: 180_000 }, async () => {
    const house = await openHouse()
    const page = await enter(house, 'director', { language, viewport })
    const troubles = []
    const look = async (what) => troubles.push(...await sound(page, `keeping-${what}-${language}-${size}`))
    const [director, deputy] = ['director', 'deputy'].map((role) => house.people.find((p) => p.role === role))
    try {
      await page.goto('/house/kit')
      await look('kit')
      assert.equal(await send(page, '/house/kit/lost'), 200)
      await look('anew')
      const two = { own: director.passphrase, name: deputy.name, second: 'not hers, but long enough' }
      assert.equal(await send(page, '/house/kit/anew', two), 422)
      await look('anew-refused')
      assert.equal(await send(page, '/house/kit/anew', { ...two, second: deputy.passphrase }), 200)
      const sheets = await page.$$eval('.kit-words', (lists) => lists.map((l) => [...l.children].map((li) => li.textContent).join(' ')))
      await page.goto('/today')
      assert.ok((await page.innerText('main')).includes(says(language, 'kit.next.today')))
      await page.goto('/house/kit')
      await look('drawn')
      assert.equal(await send(page, '/house/kit/prove', { sheet_one: sheets[0], sheet_two: sheets[2], holder_1: director.name }), 200)
      assert.match(await page.innerText('main'), new RegExp(says(language, 'done.kit-proven').slice(0, 12)))
      await look('new')

      const stick = mkdtempSync(join(tmpdir(), 'pana-stick-'))
      await page.goto('/house/export')
      await look('export')
      const out = { keys: 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p', out: join(stick, 'house.age'), ...two, second: deputy.passphrase }
      assert.equal(await send(page, '/house/export', { ...out, keys: 'my lawyer' }), 422)
      await look('export-refused')
      assert.equal(await send(page, '/house/export', out), 200)
      await page.waitForSelector('p.passphrase')
      assert.ok(await page.locator('[role=log] p').count() > 0, 'the page did not tell how far it had come')
      await look('export-done')
      assert.deepEqual(readdirSync(stick), ['house.age'])
      await page.goto('/house/export')
      await look('exported')
      rmSync(stick, { recursive: true, force: true })

      await page.goto('/house/close')
      await look('close')
      assert.equal(await send(page, '/house/close', { own: director.passphrase, name: deputy.name, second: deputy.passphrase }), 200)
      assert.ok((await page.innerText('main')).includes(says(language, 'house.readonly')))
      await look('closed')
      assert.equal((await page.goto('/arrivals/new')).status(), 403)
      await page.goto('/house/reopen')
      await look('reopen')
      assert.equal(await send(page, '/house/reopen', { own: director.passphrase, name: deputy.name, second: deputy.passphrase }), 200)
      assert.deepEqual(troubles, [])
    } finally {
      await house.close()
    }
  })
}

for (const [size, viewport, language] of sittings) {
  test(`a house comes back from a stick, ${language}, ${size}`, { timeout: 180_000 }, async () => {
    const stick = mkdtempSync(join(tmpdir(), 'pana-stick-'))
    const old = await openHouse()
    const director = old.who('director')
    const { sheets } = JSON.parse(readFileSync(join(old.dir, 'demo-people.json'), 'utf8'))
    try {
      const page = await enter(old, 'director', { language, viewport })
      await page.goto('/house/backup')
      assert.equal(await send(page, '/house/backup', { folder: stick }), 200)
      assert.equal(await send(page, '/house/backup/run'), 200)
    } finally {
      await old.close() // the machine is gone
    }
    const house = await openHouse({ empty: true })
    try {
      const page = await enter(house, null, { language, viewport })
      const troubles = []
      const look = async (what) => troubles.push(...await sound(page, `keeping-${what}-${language}-${size}`))
      await page.goto(`/setup?language=${language}`)
      await page.click('main a[href="/restore"]')
      await page.goto(`/restore?language=${language}`)
      await look('restore')
      assert.equal(await send(page, '/restore', { folder: join(stick, 'nowhere'), sheet_one: sheets[0], sheet_two: sheets[1] }), 422)
      await look('restore-refused')
      assert.equal(await send(page, '/restore', { folder: stick, sheet_one: sheets[0], sheet_two: sheets[1] }), 200)
      await page.waitForSelector('main a[href="/sign-in"]')
      assert.ok((await page.innerText('main')).includes(says(language, 'restore.done')))
      await look('restored')
      await page.click('main a[href="/sign-in"]')
      await page.fill('[name=name]', director.name)
      await page.fill('[name=passphrase]', director.passphrase)
      await page.locator('main form button[type=submit]').first().click()
      await page.waitForURL('**/today')
      await page.goto('/clients')
      assert.ok(await page.locator('main a[href^="/clients/KZ-"]').count() > 3)
      assert.deepEqual(troubles, [])
    } finally {
      await house.close()
      rmSync(stick, { recursive: true, force: true })
    }
  })
}
