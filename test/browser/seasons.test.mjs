// What the house sees of its years: months over each other, where from, how old; what
// staff think stands beside a table, is corrected and never leaves; the night sees none.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { openHouse, enter, send, sound, says, sittings } from './house.mjs'

test('seasons and trends', { timeout: 600_000 }, async (t) => {
  const house = await openHouse()
  const troubles = []
  try {
    for (const [at, [size, viewport, language]] of sittings.entries()) {
      await t.test(`${language}, ${size}`, async () => {
        const page = await enter(house, 'director', { language, viewport })
        const look = async (what) => troubles.push(...await sound(page, `seasons-${what}-${language}-${size}`))
        await page.click('main a[href="/seasons"]')
        await page.waitForURL('**/seasons')
        await look('months')
        // Every drawing has a title, and below it a table with the same numbers.
        const drawings = await page.$$eval('main svg[role=img]', (all) => all.map((s) => s.querySelector('title')?.textContent ?? ''))
        assert.ok(drawings.length >= 6 && drawings.every(Boolean), `${drawings.length} drawings`)
        for (const fold of await page.$$('main details')) await fold.evaluate((d) => { d.open = true })
        const numbers = await page.$$eval('section[aria-labelledby=labour] tr', (rows) => rows.map((r) => [...r.querySelectorAll('td')].at(-1)?.textContent))
        const sums = numbers.filter(Boolean).map(Number)
        assert.equal(sums.slice(0, -1).reduce((a, b) => a + b, 0), sums.at(-1), 'the months do not add up')
        await look('open')
        for (const part of ['origins', 'ages', 'beds', 'requests']) {
          await page.goto(`/seasons/${part}`)
          await look(part)
        }
        await page.goto('/seasons/origins?kind=sexual&age=18-20&sex=female')
        await look('trend')
        await page.goto('/seasons/origins?from=2026&until=2020')
        assert.ok((await page.innerText('main')).includes(says(language, 'stats.years.crossed')))
        await page.goto('/seasons/ages')
        assert.equal(await send(page, '/seasons/readings', { text: ' ' }), 422)
        await look('refused')
        const thought = `Invented reading ${at}`
        assert.equal(await send(page, '/seasons/readings', { label: 'why', text: thought }), 200)
        assert.ok((await page.innerText('main')).includes(thought))
        await page.click(`main section:has-text("${thought}") a[href*="correct="]`)
        assert.equal(await page.inputValue('[name=text]'), thought)
        assert.equal(await send(page, '/seasons/readings', { label: 'context', text: `${thought}, corrected` }), 200)
        assert.ok((await page.innerText('main')).includes(`${thought}, corrected`))
        await look('reading')
        await page.context().close()
      })
    }
    const night = await enter(house, 'night-duty')
    assert.equal((await night.goto('/seasons')).status(), 403)
    assert.deepEqual(troubles, [])
  } finally {
    await house.close()
  }
})
