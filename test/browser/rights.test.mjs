// What a client can ask about her own file, as the people who answer her go about
// it: her copy on paper and as a sealed file, what she says is wrong, the file left
// alone, what was told to others, and what a court ordered. Each is counted in
// pages and in presses: it must not cost a worker an afternoon.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { openHouse, enter, phone, desk, languages, send, sound, says, clientOf } from './house.mjs'

const sizes = { phone, desk }

for (const [at, language] of languages.entries()) {
  const size = at % 2 ? 'desk' : 'phone'
  test(`her rights, ${language}, ${size}`, { timeout: 300_000 }, async () => {
    const house = await openHouse()
    const troubles = []
    const director = house.who('director'), deputy = house.who('deputy')
    try {
      const page = await enter(house, 'director', { language, viewport: sizes[size] })
      let pages = 0
      page.on('request', (r) => { if (r.isNavigationRequest() && !r.redirectedFrom()) pages++ })
      const within = (most, what) => { assert.ok(pages <= most, `${what} takes ${pages} pages`); pages = 0 }
      const look = async (what) => troubles.push(...await sound(page, `rights-${what}-${language}-${size}`))
      const told = async (key) => assert.ok((await page.innerText('main')).includes(says(language, key)), `the page does not say ${key}`)
      const prove = async () => { // what leaves the house asks who is there
        if (await page.locator('main form [name=prove_passphrase]').count()) {
          await look('proof')
          await page.fill('main form [name=prove_passphrase]', director.passphrase)
          await Promise.all([page.waitForNavigation(), page.locator('main form button[type=submit]').first().click()])
        }
      }
      const file = await clientOf(page, '/rights', `a[href$="/rights/copy"]`)
      await look('what-she-can-ask')

      pages = 0
      await page.goto(`${file}/rights/copy`)
      await look('copy')
      await send(page, '/rights/copy')
      await prove()
      await look('copy-paper')
      assert.ok((await page.title()).length > 0 && !(await page.title()).includes(director.name))
      within(4, 'a copy on paper')
      await page.goto(`${file}/rights/copy`)
      assert.equal(await send(page, '/rights/copy', { way: 'copy-file' }), 200)
      await look('copy-words')
      const words = (await page.innerText('.words-aloud')).trim().split(/\s+/)
      assert.equal(words.length, 7)
      const [copy] = await Promise.all([page.waitForEvent('download'), page.locator('main form button[type=submit]').first().click()])
      assert.equal(copy.suggestedFilename(), 'copy.age')
      const sealed = readFileSync(await copy.path())
      assert.ok(sealed.subarray(0, 21).equals(Buffer.from('age-encryption.org/v1')) && !sealed.includes(words[0]))
      within(3, 'a copy as a file')

      await page.goto(`${file}/corrections/new`)
      await look('wrong')
      assert.equal(await send(page, '/corrections', {}), 422)
      await look('wrong-refused')
      assert.equal(await send(page, '/corrections', { wrong: 'It was in spring.' }), 200)
      await told('done.said-wrong')
      await look('wrong-written')
      within(3, 'what is wrong')
      const answer = await page.locator('main form[action*="/corrections/"]').first().getAttribute('action')
      assert.equal(await send(page, answer, { state: 'beside' }), 422)
      await look('answer-refused')
      assert.equal(await send(page, answer, { state: 'beside', statement: 'It was in spring, I know.' }), 200)
      await look('answered')
      within(2, 'an answer')

      await page.goto(`${file}/restriction`)
      await look('leave-alone')
      assert.equal(await send(page, '/restriction', { ground: 'contested' }), 200)
      await page.goto(file)
      await look('left-alone')
      assert.equal((await page.goto(`${file}/notes/new`)).status(), 403)
      await page.goto(`${file}/restriction`)
      assert.equal(await send(page, '/restriction/lift', { why: 'It is settled.' }), 200)
      await look('lifted')

      pages = 0
      await page.goto(`${file}/disclosures/new`)
      await look('told')
      assert.equal(await send(page, '/disclosures', { way: 'spoken' }), 422)
      await look('told-refused')
      assert.equal(await send(page, '/disclosures', { way: 'spoken', recipient: 'police', basis: 'consent', told: 'not-yet', what: 'When she came' }), 200)
      await look('register')
      within(3, 'a line of the register')
      await page.goto('/house/disclosures')
      await look('register-of-all')

      await page.goto(`${file}/orders/new`)
      await look('order')
      assert.equal(await send(page, '/orders', { recipient: 'court', court: 'Invented court, 17' }), 422)
      await look('order-refused')
      assert.equal(await send(page, '/orders', { recipient: 'court', court: 'Invented court, 17', fields: ['person.sex', 'note.told'] }), 200)
      await look('orders')
      await page.goto(await page.locator('main a[href$="/export"]').first().getAttribute('href'))
      await look('order-hand-out')
      const two = { own: director.passphrase, name: deputy.name }
      assert.equal(await send(page, '/export', { ...two, second: 'not hers, but long enough' }), 422)
      await look('order-hand-out-refused')
      assert.equal(await send(page, '/export', { ...two, second: deputy.passphrase }), 200)
      await look('order-paper')
      await page.goto(`${file}/orders`)
      await look('order-handed-out')
      assert.deepEqual(troubles, [])
    } finally {
      await house.close()
    }
  })
}
