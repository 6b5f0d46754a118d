// Somebody leaves the house (J20): until when is set, each client is given to a
// colleague by name, access ends at once, and nobody stays behind unseen.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openHouse, enter, send, sound, says, sittings } from './house.mjs'

for (const [size, viewport, language] of sittings) {
  test(`somebody leaves, ${language}, ${size}`, { timeout: 240_000 }, async () => {
    const house = await openHouse()
    const troubles = []
    const main = (page) => page.innerText('main')
    const look = async (page, what) => troubles.push(...await sound(page, `people-${what}-${language}-${size}`))
    try {
      const page = await enter(house, 'director', { language, viewport })
      assert.ok((await page.innerText('main')).includes(says(language, 'depart.today')))
      const work = await page.locator('section', { has: page.locator('#workload') }).innerText()
      assert.ok(work.includes(house.who('psychologist').name), work)
      await look(page, 'today')
      await page.goto('/people')
      await look(page, 'list')
      assert.ok((await page.innerText('main')).includes(house.who('psychologist').name))
      const leaver = await page.locator('main a', { hasText: 'Madina Sarieva' }).getAttribute('href')
      await page.goto(leaver)
      await look(page, 'person')
      await page.goto(`${leaver}/leaving`)
      await look(page, 'leaving')
      // words fills in the first of the forms: who follows, if it is not said, is the social worker.
      const words = async (to) => {
        const form = page.locator('form[action$="/hand-over"]').first()
        const [whom, summary] = [form.locator('select'), form.locator('textarea')]
        const next = await whom.locator('option', { hasText: house.who('social-worker').name }).getAttribute('value')
        return { [await whom.getAttribute('name')]: to ?? next, [await summary.getAttribute('name')]: 'She likes to talk while walking.' }
      }
      const clients = await page.locator(`form[action$="/hand-over"]`).count()
      assert.ok(clients > 0, 'nobody is with her: the demo shows nothing')

      // With a client with nobody, leaving is not done without a reason.
      assert.equal(await send(page, '/leaving/finish'), 422)
      await look(page, 'alone')
      await page.goto(`${leaver}/leaving`)
      assert.equal(await send(page, '/hand-over', await words('')), 422)
      await look(page, 'hand-over-refused')
      assert.ok((await page.content()).includes('She likes to talk while walking.'), 'what was typed is gone')
      for (let left = clients; left > 0; left--) {
        await page.goto(`${leaver}/leaving`)
        assert.equal(await send(page, '/hand-over', await words()), 200)
      }
      await page.goto(`${leaver}/leaving`)
      await look(page, 'nobody-left')
      assert.equal(await page.locator('form[action$="/hand-over"]').count(), 0)
      // She is signed in when it ends: her next page is the door, and the door answers
      // her as it answers anybody.
      const all = JSON.parse(readFileSync(join(house.dir, 'demo-people.json'), 'utf8')).people
      const madina = all.find((p) => p.name === 'Madina Sarieva')
      house.people.push({ ...madina, role: 'leaver' })
      const hers = await enter(house, 'leaver', { language, viewport })
      await page.goto(`${leaver}/leaving`)
      assert.equal(await send(page, '/leaving/finish'), 200)
      await look(page, 'done')
      await hers.goto('/clients')
      assert.equal(new URL(hers.url()).pathname, '/sign-in', 'a sign-in of before she left still opens a page')
      await hers.context().close()
      const outside = await enter(house, '', { language, viewport })
      await outside.goto(`/sign-in?language=${language}`)
      assert.equal(await send(outside, '/sign-in', { name: madina.name, passphrase: madina.passphrase }), 401)
      const refused = (await main(outside)).replace(madina.name, '')
      await look(outside, 'refused-after')
      assert.ok(refused.includes(says(language, 'signin.wrong')), refused)
      await outside.goto(`/sign-in?language=${language}`)
      assert.equal(await send(outside, '/sign-in', { name: 'Nobody at All', passphrase: madina.passphrase }), 401)
      assert.equal((await main(outside)).replace('Nobody at All', ''), refused, 'whoever left is answered otherwise than nobody')
      await outside.context().close()
      await page.goto('/today')
      assert.ok(!(await page.innerText('main')).includes(says(language, 'depart.today')))

      // Who follows is told, and reads the handover in the file.
      const next = await enter(house, 'social-worker', { language, viewport })
      const told = await next.innerText('main')
      assert.ok(told.includes(says(language, 'notice.handed-over')), told)
      await look(next, 'told')
      await next.goto('/people/own')
      await look(next, 'own')
      assert.equal((await next.goto('/people')).status(), 403)
      assert.equal((await next.goto(`${leaver}/leaving`)).status(), 403)
      assert.deepEqual(troubles, [])
    } finally {
      await house.close()
    }
  })
}
