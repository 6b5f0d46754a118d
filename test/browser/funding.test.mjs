// An agreement is made, a rule splits to the whole or is refused in words, the month
// shows who pays, the night ticks the house, and an accountant reads no file.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { openHouse, enter, send, sound, says, addresses, sittings } from './house.mjs'

test('who pays', { timeout: 420_000 }, async (t) => {
  const house = await openHouse()
  const troubles = []
  const month = new Date().toLocaleDateString('ru-RU', { month: '2-digit', year: 'numeric' }) // earlier ones may be closed
  try {
    for (const [at, [size, viewport, language]] of sittings.entries()) {
      await t.test(`${language}, ${size}`, async () => {
        const page = await enter(house, 'director', { language, viewport })
        const look = async (page, what) => troubles.push(...await sound(page, `funding-${what}-${language}-${size}`))
        await page.goto('/funding')
        await look(page, 'all')
        await page.goto('/funding/agreements/new')
        await look(page, 'new')
        assert.equal(await send(page, '/funding/agreements', { called: `Өзен ${language} ${size}`, payer: 'company', since: `01.${month}` }), 422)
        await look(page, 'new-refused')
        const funder = await page.$eval('[name=funder_1] option:nth-of-type(2)', (o) => o.value)
        const sites = await page.$$eval('[name=sites]', (boxes) => boxes.map((b) => b.value))
        assert.equal(await send(page, '/funding/agreements', { sites, services: ['social-labour'], funder_1: funder, part_1: '100' }), 200)
        await look(page, 'agreement')
        assert.equal(await send(page, '/tariffs', { unit: 'service', amount: '1 250,50', since: `03.${month}` }), 422)
        assert.equal(await send(page, '/tariffs', { unit: 'service', amount: '1 250,50', since: '' }), 200)
        assert.ok((await page.innerText('#tariffs ~ *, main')).includes('1250'), 'the tariff is not on the page')

        await page.goto('/funding/rules')
        await look(page, 'rules')
        assert.equal(await send(page, '/funding/rules', { payer: 'company', what: 'social-labour', since: `0${at + 1}.${month}`, share_own: '33,33' }), 422)
        assert.ok((await page.innerText('main')).includes('66.67'), 'what is missing to the whole is not said')
        await look(page, 'rules-refused')
        assert.equal(await send(page, '/funding/rules', { share_nobody: '66,67', until: `0${at + 1}.${month}` }), 200)

        await page.goto('/funding')
        const months = await addresses(page, '/funding/months/')
        await page.goto(months[0])
        await look(page, 'month')
        assert.ok((await page.innerText('main')).includes(says(language, 'funding.nobody')), 'what nobody pays is left out')
        await page.goto(`${months[0]}/lines?what=day`)
        await look(page, 'lines')
        const day = (await addresses(page, '/days/pay'))[0]
        await page.goto(day)
        await look(page, 'pay')
        for (const path of ['/funding/claims', '/funding/licence', '/funding/mandates', '/house/funding']) {
          await page.goto(path)
          await look(page, path.split('/').at(-1) + path.split('/')[1])
        }
        await page.goto('/funding/claims')
        const claim = (await addresses(page, '/funding/claims/'))[0]
        for (const [what, path] of [['claim', claim], ['claim-more', `${claim}/more`]]) {
          await page.goto(path)
          await look(page, what)
        }
        await page.goto(claim)
        assert.equal(await send(page, `${claim}/withdraw`, { why: '' }), 422)
        await look(page, 'claim-refused')
        for (const [what, list] of [['licence', '/funding/licence'], ['mandate', '/funding/mandates'], ['answer', claim]]) {
          await page.goto(list)
          const one = (await addresses(page, `${list}/`)).find((a) => what !== 'answer' || a.includes('/answers/'))
          if (one) {
            await page.goto(one)
            await look(page, `${what}-mend`)
          }
        }
        await page.goto(day.split('/days')[0] + '/days')
        await look(page, 'days')
        await page.goto((await addresses(page, `${day.split('/days')[0]}/services/`))[0])
        await look(page, 'services')
        await page.context().close()

        const timur = await enter(house, 'night-duty', { language, viewport })
        await timur.goto('/tick?kind=bath')
        await look(timur, 'tick')
        assert.equal(await send(timur, '/tick'), 200)
        assert.ok((await timur.innerText('main')).includes(says(language, 'tick.saved')), 'it is not said that it was saved')
        await timur.context().close()

        const vera = await enter(house, 'accountant', { language, viewport })
        await vera.goto('/today')
        await look(vera, 'today')
        await vera.goto(`${months[0]}/lines`)
        assert.equal((await addresses(vera, '/clients/')).length, 0, 'an accountant is led to a file')
        await vera.context().close()

        const hans = await enter(house, 'funder', { language, viewport })
        await hans.goto('/funding/own')
        await look(hans, 'own')
        assert.equal((await hans.goto(months[0])).status(), 403)
        await hans.context().close()
      })
    }
    assert.deepEqual(troubles, [])
  } finally {
    await house.close()
  }
})
