// J17: a story is written, looked through, asked about and read; two agree, it
// leaves as text alone; taken back at night, it stays, and the page says whom to ask.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { openHouse, enter, send, sound, says, clientOf, addresses, sittings } from './house.mjs'

const points = ['name', 'place', 'dates', 'work', 'family', 'voice', 'detail', 'known', 'others']

test('a story of hers leaves late and comes back at once', { timeout: 600_000 }, async (t) => {
  const house = await openHouse()
  const troubles = []
  try {
    for (const [size, viewport, language] of sittings) {
      await t.test(`${language}, ${size}`, async () => {
        const look = async (page, what) => troubles.push(...await sound(page, `stories-${what}-${language}-${size}`))
        const dina = await enter(house, 'social-worker', { language, viewport })
        const file = await clientOf(dina, '/stories', 'main a[href*="/stories/"]:not([href$="/new"])') // here long enough to be asked
        await look(dina, 'list')
        await dina.goto(`${file}/stories/new`)
        assert.equal(await send(dina, '/stories/new', { text: '' }), 422)
        assert.equal(await send(dina, '/stories/new', { text: 'She taught herself to draw.' }), 200)
        const story = (await addresses(dina, '/stories/')).filter((a) => /[0-9a-f-]{36}$/.test(a))[0]
        await dina.goto(story)
        await look(dina, 'begun')
        await dina.goto(`${story}/check`)
        await look(dina, 'check')
        assert.equal(await send(dina, '/check', Object.fromEntries(points.map((p) => [`point-${p}`, 'out']))), 200)
        await dina.goto(`${story}/answer`)
        await look(dina, 'answer')
        assert.equal(await send(dina, '/answer', { yes: 'yes', uses: ['web', 'print'], language: 'uz' }), 422)
        assert.ok((await dina.innerText('main')).includes(says(language, 'stories.until.missing')), 'a yes without an end is taken')
        await look(dina, 'answer-refused')
        assert.equal(await send(dina, '/answer', { until: '31.12.2030' }), 200)
        await dina.goto(`${story}/reading`)
        await look(dina, 'reading')
        assert.equal(await send(dina, '/reading', { answer: 'as-it-is', way: 'aloud' }), 200)
        assert.equal(await send(dina, '/sign'), 200)
        assert.equal(await dina.locator('form[action$="/out"]').count(), 0, 'who wrote it lets it out')

        const saule = await enter(house, 'director', { language, viewport })
        await saule.goto(story)
        assert.equal(await send(saule, '/sign'), 200)
        await look(saule, 'ready')
        const out = await saule.request.post(`${story}/out`, { form: { use: 'web' }, headers: { Origin: house.url } })
        assert.equal(out.status(), 200)
        assert.equal(await out.text(), 'She taught herself to draw.\n')
        await saule.goto(`${story}/place`)
        await look(saule, 'place')
        assert.equal(await send(saule, '/place', { use: 'web', where: 'The page of a fund' }), 422)
        assert.equal(await send(saule, '/place', { ask: 'The editor' }), 200)
        await look(saule, 'shown')

        await dina.goto(story)
        assert.equal(await send(dina, '/withdraw'), 200)
        await look(dina, 'taken-back')
        assert.equal((await saule.request.post(`${story}/out`, { form: { use: 'web' }, headers: { Origin: house.url } })).status(), 409, 'it leaves after she took it back')
        await saule.goto('/today')
        assert.ok((await saule.innerText('main')).includes(says(language, 'stories.state.down')))
        await dina.goto(story)
        assert.equal(await send(dina, '/asked'), 200)
        await dina.goto(story)
        assert.equal(await send(dina, '/down'), 200)
        await dina.goto(story)
        assert.equal(await dina.locator('form[action$="/down"]').count(), 0)
        await dina.goto(`${story}/text`)
        await look(dina, 'text')
        await saule.goto('/house/stories')
        await look(saule, 'settings')
        await saule.context().close()
        await dina.context().close()
      })
    }
    assert.deepEqual(troubles, [])
  } finally {
    await house.close()
  }
})
