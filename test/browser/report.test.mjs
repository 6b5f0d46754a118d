// Month end: choose an agreement and months, see what is missing, approve, and print
// what never changes again; the funder's officer reads it, the teacher does not.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { openHouse, enter, send, sound, says, addresses, sittings } from './house.mjs'

test('a funder gets her sheet', { timeout: 600_000 }, async (t) => {
  const house = await openHouse()
  const troubles = []
  try {
    for (const [at, [size, viewport, language]] of sittings.entries()) {
      await t.test(`${language}, ${size}`, async () => {
        const page = await enter(house, 'director', { language, viewport })
        const look = async (page, what) => troubles.push(...await sound(page, `report-${what}-${language}-${size}`))
        await page.goto('/reports')
        await look(page, 'list')
        await page.goto('/layouts')
        await look(page, 'layouts')
        await page.goto('/reports')
        // Fewer than five are never told apart, whoever agrees.
        assert.equal(await send(page, '/reports/draft', { threshold: '4' }), 422)
        await look(page, 'refused')
        await page.goto('/reports')
        const layout = ['ministry', 'act', 'project'][at % 3]
        const months = await page.$$eval('#period option, select[name=period] option', (os) => os.map((o) => o.value))
        const month = months.filter((m) => /^\d{4}-\d\d$/.test(m))[2 + at]
        assert.equal(await send(page, '/reports/draft', { layout, period: month }), 200)
        await look(page, 'draft-open')
        const draft = page.url()
        // One thing that is missing is followed to where it is mended, and the way back
        // finds it gone (J12).
        const lacking = () => page.$$eval('section[aria-labelledby=missing] li', (ls) => ls.map((l) => l.innerText.replace(/\s+/g, ' ').trim()))
        const before = await lacking()
        const gap = page.locator('section[aria-labelledby=missing] li', { has: page.locator('a[href*="unpaid=outside"]') }).first()
        const named = (await gap.innerText()).replace(/\s+/g, ' ').trim()
        await gap.locator('a[href*="unpaid=outside"]').click()
        await page.waitForURL('**unpaid=outside**')
        await look(page, 'whose')
        await page.locator('main a[href="/funding/rules"]').first().click()
        await page.waitForURL('**/funding/rules')
        await look(page, 'mend')
        const chosen = async (name) => {
          for (const o of await page.$$eval(`select[name=${name}] option`, (os) => os.map((o) => [o.value, o.textContent.trim()]))) {
            if (o[0] && named.includes(o[1])) return o[0]
          }
          throw new Error(`${named} names no ${name}`)
        }
        const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate()
        const days = { since: `01.${month.slice(5)}.${month.slice(0, 4)}`, until: `${last}.${month.slice(5)}.${month.slice(0, 4)}` }
        const rule = { ...days, what: await chosen('what'), payer: await chosen('payer') }
        assert.equal(await send(page, '/funding/rules', { ...rule, share_own: '40' }), 422)
        await look(page, 'mend-refused')
        assert.equal(await send(page, '/funding/rules', { ...rule, share_own: '100' }), 200)
        await page.goto(draft)
        await look(page, 'mended')
        const after = await lacking()
        assert.ok(after.length < before.length && !after.includes(named), `${named} is missing still`)
        // The month is closed where its line leads.
        await page.goto(`/funding/months/${month}`)
        if (await page.locator(`form[action$="/${month}/close"]`).count()) assert.equal(await send(page, `/${month}/close`), 200)
        await page.goto(draft)
        await look(page, 'draft')
        const despite = await page.locator('[name=despite]').count()
        assert.equal(await send(page, '/reports/draft', despite ? { despite: 'later' } : {}), 200)
        await look(page, 'frozen')
        const frozen = new URL(page.url()).pathname
        const words = await page.innerText('main')
        await page.goto(`${frozen}/print`)
        await look(page, 'print')
        for (const [file, kind] of [['file', 'spreadsheetml'], ['csv', 'text/csv']]) {
          const got = await page.request.get(`${frozen}/${file}`)
          assert.ok(got.ok() && got.headers()['content-type'].includes(kind), `${file} is not given out`)
        }
        assert.ok(words.includes(says(language, 'report.sheet')), 'the sheet is not on the page')
        await page.goto(frozen)
        assert.equal(await send(page, '/reopen', { why: '' }), 422)
        await look(page, 'reopen-refused')
        assert.equal(await send(page, '/reopen', { why: 'a day was forgotten' }), 200)
        await look(page, 'reopened')
        await page.context().close()

        const vera = await enter(house, 'accountant', { language, viewport })
        await vera.goto(frozen)
        await look(vera, 'accountant')
        assert.equal(await vera.locator('form[action$="/reopen"]').count(), 0, 'the accountant can reopen')
        await vera.context().close()
        const hans = await enter(house, 'funder', { language, viewport })
        await hans.goto('/reports')
        await look(hans, 'officer')
        const hers = (await addresses(hans, '/reports/')).filter((a) => a.length > 30)
        for (const one of hers.slice(0, 1)) {
          await hans.goto(one)
          await look(hans, 'officer-sheet')
          assert.ok(!/KZ-\d\d-\d+/.test(await hans.innerText('main')), 'a code reaches the funder')
        }
        await hans.context().close()
        const kamila = await enter(house, 'teacher', { language, viewport })
        const refused = await kamila.goto(frozen)
        assert.equal(refused.status(), 403)
        await kamila.context().close()
      })
    }
    assert.deepEqual(troubles, [])
  } finally {
    await house.close()
  }
})
