// A paper is taken in by day and goes back by night, at once and without a reason;
// the receipt speaks her language; the safe is counted without a word read.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { openHouse, enter, send, sound, says, clientOf, addresses, sittings } from './house.mjs'

test('what is kept goes back on her word', { timeout: 420_000 }, async (t) => {
  const house = await openHouse()
  const troubles = []
  try {
    for (const [at, [size, viewport, language]] of sittings.entries()) {
      await t.test(`${language}, ${size}`, async () => {
        const night = await enter(house, 'night-duty', { language, viewport })
        const file = await clientOf(night, '/belongings', 'a[href$="/belongings/keep"]')
        await night.context().close()

        const page = await enter(house, 'director', { language, viewport })
        const look = async (page, what) => troubles.push(...await sound(page, `belongings-${what}-${language}-${size}`))
        await page.goto(`${file}/belongings/keep`)
        await look(page, 'keep')
        assert.equal(await send(page, '/belongings/keep', { kind: 'paper', amount: '7' }), 422)
        assert.ok((await page.innerText('main')).includes(says(language, 'belongings.sum.unmeant')), 'a paper with a sum is not refused in words')
        await look(page, 'keep-refused')
        assert.equal(await send(page, '/belongings/keep', { kind: 'paper', amount: '', what: 'Паспорт', place: 'safe' }), 200)
        await look(page, 'list')
        const thing = (await addresses(page, '/belongings/kept/'))[0]
        await page.goto(`${thing}/receipt`)
        await look(page, 'receipt')
        await page.goto(`${file}/belongings/give`)
        await look(page, 'give')
        assert.equal(await send(page, '/belongings/give', { kind: 'sim' }), 200)
        await page.goto('/safe')
        await look(page, 'safe')
        assert.ok(!(await page.innerText('main')).includes('Паспорт'), 'the list of the safe tells what is in an envelope')
        await page.context().close()

        const timur = await enter(house, 'night-duty', { language, viewport })
        await timur.goto(thing)
        await look(timur, 'at-night')
        assert.ok(!(await timur.innerText('main')).includes('Паспорт'), 'the night reads what is in an envelope')
        assert.equal(await send(timur, '/back'), 200)
        await timur.goto(thing)
        assert.equal(await timur.locator('form[action$="/back"]').count(), 0, 'it can be given back twice')
        await look(timur, 'back')
        await timur.context().close()
      })
    }
    assert.deepEqual(troubles, [])
  } finally {
    await house.close()
  }
})
