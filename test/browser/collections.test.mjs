// J14: a collection is begun, money given and spent with a receipt, ropes followed to
// the yard and back to the letter, a slip taken back; a volunteer notes a use and
// reaches no money.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { openHouse, enter, send, sound, says, addresses, sittings } from './house.mjs'

test('from the gift to the skipping rope', { timeout: 600_000 }, async (t) => {
  const house = await openHouse()
  const troubles = []
  try {
    for (const [size, viewport, language] of sittings) {
      await t.test(`${language}, ${size}`, async () => {
        const look = async (page, what) => troubles.push(...await sound(page, `collections-${what}-${language}-${size}`))
        const vera = await enter(house, 'accountant', { language, viewport })
        await look(vera, 'today')
        await vera.goto('/collections')
        await look(vera, 'all')
        assert.equal(await send(vera, '/collections', { title: `Ropes ${language} ${size}`, goal: 'many' }), 422)
        await look(vera, 'new-refused')
        assert.equal(await send(vera, '/collections', { title: `Ropes ${language} ${size}`, goal: '60 000' }), 200)
        const collection = new URL(vera.url()).pathname
        await vera.goto('/supporters')
        await look(vera, 'supporters')
        assert.equal(await send(vera, '/supporters', { name: `Reader ${language} ${size}`, contact: 'by post', language, may_write: 'yes' }), 200)
        await look(vera, 'supporter')
        const supporter = new URL(vera.url()).pathname
        await vera.goto(`${collection}/gift`)
        await look(vera, 'gift')
        assert.equal(await send(vera, '/gift', { amount: '20 000', supporter: supporter.split('/').pop() }), 200)
        const gift = new URL(vera.url()).pathname
        await vera.goto(`${collection}/purchase`)
        assert.equal(await send(vera, '/purchase', { what: 'Six ropes', amount: '20 000,01' }), 409)
        assert.ok((await vera.innerText('main')).includes(says(language, 'collections.short')), 'more is spent than there is, and nobody says what to do')
        await vera.setInputFiles('[name=file]', { name: 'receipt.txt', mimeType: 'text/plain', buffer: Buffer.from('Receipt 17') })
        assert.equal(await send(vera, '/purchase', { what: 'Six ropes', amount: '12 500,50' }), 200)
        const bought = new URL(vera.url()).pathname
        await look(vera, 'purchase')
        const site = await vera.locator('main select[name=site] option').evaluateAll((os) => os.map((o) => o.value).filter(Boolean)[0])
        assert.equal(await send(vera, '/things', { thing: 'Skipping rope', kind: 'sports', quantity: '6', site, where: 'KZ-26-417' }), 422)
        assert.ok((await vera.innerText('main')).includes(says(language, 'collections.code')), 'the code of a file is taken')
        assert.equal(await send(vera, '/things', { where: 'Cupboard' }), 200)
        const thing = (await addresses(vera, '/things/'))[0]

        const lena = await enter(house, 'volunteer', { language, viewport })
        await lena.goto('/things')
        await look(lena, 'things')
        await lena.goto(thing)
        assert.equal(await send(lena, '/use', {}), 422)
        assert.equal(await send(lena, '/use', { activity: 'outdoors', times: '3' }), 200)
        await look(lena, 'thing')
        for (const path of ['/collections', collection, '/book', '/book.csv', '/supporters', supporter]) assert.equal((await lena.request.get(path)).status(), 403, path)
        await lena.context().close()

        await vera.goto(collection)
        await look(vera, 'one')
        assert.match(await vera.innerText('main'), /7499[.,]50/)
        await vera.goto(`${collection}/letters?kind=result&in=${language}`)
        assert.equal(await send(vera, '/letters', { words: 'The ropes are here.' }), 200)
        await look(vera, 'letter')
        assert.equal((await vera.request.get(`${collection}/letter?kind=result&in=${language}`)).status(), 409, 'a letter leaves that nobody has read')
        const saule = await enter(house, 'director', { language, viewport })
        await look(saule, 'director')
        await saule.goto(`${collection}/letters?kind=result&in=${language}`)
        assert.equal(await send(saule, '/letters/read'), 200)
        await saule.goto(`${collection}/letter?kind=result&in=${language}`)
        await look(saule, 'letter-print')
        assert.ok((await saule.innerText('main')).includes('Skipping rope × 6'))
        await saule.goto('/suggestions')
        await look(saule, 'suggestions')
        await saule.context().close()

        await vera.goto(`${gift}/thanks`)
        await look(vera, 'thanks')
        await vera.goto(supporter)
        assert.equal(await send(vera, '/withdraw'), 200)
        assert.equal((await vera.request.get(`${gift}/thanks`)).status(), 409, 'she is written to although she took it back')
        await vera.goto(bought)
        assert.equal(await send(vera, '/reverse', { why: 'Twice' }), 409)
        assert.ok((await vera.innerText('main')).includes(says(language, 'collections.reverse.things')))
        await vera.goto('/book')
        await look(vera, 'book')
        const table = await vera.request.get('/book.csv')
        assert.match(table.headers()['content-disposition'], /filename="document.csv"/)
        assert.ok((await table.text()).includes('12500.50'))
        await vera.context().close()
      })
    }
    assert.deepEqual(troubles, [])
  } finally {
    await house.close()
  }
})
