// The house around the client: an interpreter is booked after the client was asked
// alone, a visit day (J18), an incident of the night, and a complaint about the
// director that the director never finds.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { openHouse, enter, send, sound, says, clientOf, sittings } from './house.mjs'

const today = () => new Date().toLocaleDateString('de-DE', { timeZone: 'Asia/Almaty', day: '2-digit', month: '2-digit', year: 'numeric' })

for (const [size, viewport, language] of sittings) {
  test(`around the client, ${language}, ${size}`, { timeout: 600_000 }, async () => {
    const house = await openHouse()
    const troubles = []
    const look = async (page, what) => troubles.push(...await sound(page, `around-${what}-${language}-${size}`))
    const main = (page) => page.innerText('main')
    try {
      // An interpreter: nobody is booked who was not asked about; the teacher reads her own day and no code.
      const page = await enter(house, 'social-worker', { language, viewport })
      await page.goto('/helpers')
      await look(page, 'helpers')
      const teacher = page.locator('main a', { hasText: house.who('teacher').name })
      const helper = (await teacher.getAttribute('href')).split('/').pop()
      await page.goto(await teacher.getAttribute('href'))
      await look(page, 'helper')
      await page.goto('/helpers/new')
      await look(page, 'helper-new')
      const file = await clientOf(page, '/helpers', `select[name=asked] option[value="${helper}"]`)
      const [code, here] = [file.split('/').pop(), `${file}/helpers`]
      await look(page, 'helped')
      assert.equal(await send(page, '/ask', { asked: helper, answer: 'yes', language: 'uz' }), 422)
      await look(page, 'ask-refused')
      assert.equal(await send(page, '/ask', { asked: helper, answer: 'yes', language: 'uz', alone: 'yes' }), 200)
      assert.equal(await send(page, '/book', { helper, kind: 'hearing', on: today(), at: '23:40', minutes: '150', from_lang: 'uz', to_lang: 'ru' }), 200)
      await look(page, 'booked')
      assert.ok((await main(page)).includes(says(language, 'helper.over')))
      assert.equal(await send(page, '/book', { helper, kind: 'talk', on: today(), at: '23:40', from_lang: 'uz', to_lang: 'ru' }), 409)
      const own = await enter(house, 'teacher', { language, viewport })
      await own.goto('/people/own')
      await look(own, 'own')
      assert.ok((await main(own)).includes(says(language, 'helper.ahead')) && !(await main(own)).includes(code))
      assert.equal((await own.goto(here)).status(), 403)
      await page.goto(here)
      assert.equal(await send(page, '/ask', { again: helper, answer: 'no', alone: 'yes' }), 200)
      assert.equal(await page.locator(`select[name=helper] option[value="${helper}"]`).count(), 0, 'whom the client refused is offered again')

      // A visit day: elsewhere, confirmed, asked beforehand, the rules told.
      await page.goto('/visits')
      await look(page, 'visits')
      const site = await page.locator('select[name=site] option:nth-child(2)').getAttribute('value')
      assert.equal(await send(page, '/visits', { site, place: 'here', on: today(), purpose: 'To see the workshop' }), 422)
      assert.equal(await send(page, '/visits', { site, place: 'elsewhere', on: today(), purpose: 'To see the workshop' }), 200)
      assert.equal(await send(page, '/guests', { name: 'Elena Park', sex: 'female' }), 200)
      assert.equal(await send(page, '/end', { state: 'held', rules: 'yes' }), 422)
      await look(page, 'visit-awaits')
      assert.equal(await send(page, '/confirm'), 200)
      assert.equal(await send(page, '/meetings', { client: code, answer: 'yes' }), 200)
      assert.equal(await send(page, '/end', { state: 'held' }), 422)
      assert.equal(await send(page, '/end', { state: 'held', rules: 'yes' }), 200)
      await look(page, 'visit-held')

      // An incident at night: one tap, then somebody's own part; a code in the words is refused.
      const night = await enter(house, 'night-duty', { language, viewport })
      await night.goto('/night')
      await look(night, 'night')
      await night.goto('/night/incidents/new')
      await look(night, 'incident-new')
      const sleeper = (await (await night.request.get('/beds')).text()).match(/KZ-\d\d-\d+/)[0]
      assert.equal(await send(night, '/incidents', { kind: 'conflict', text: `With ${sleeper}` }), 422)
      await look(night, 'incident-refused')
      assert.equal(await send(night, '/incidents', { kind: 'conflict', text: 'About the kettle', codes: sleeper, urgency: 'urgent', told: ['on-call'] }), 200)
      await look(night, 'incidents')
      await night.goto(await night.locator('main a[href^="/incidents/"]').first().getAttribute('href'))
      assert.equal(await send(night, '/part', { codes: sleeper, part: 'in', words: 'Wept, then slept' }), 200)
      await look(night, 'incident')
      await night.goto(`/clients/${sleeper}/incidents`)
      await look(night, 'incident-hers')
      assert.ok((await main(night)).includes('Wept, then slept'))
      await night.goto(`/clients/${sleeper}/together`)
      await look(night, 'together')
      assert.equal(await send(night, '/together', { answer: 'later', way: 'aloud' }), 200)
      for (const path of ['/night/agreement', '/night/agreement/print?language=uz', '/night/chores', '/beds']) {
        await night.goto(path)
        await look(night, path.replace(/\W+/g, '-'))
      }

      // A complaint about the director goes past the director.
      await night.goto('/complaints')
      await look(night, 'complaints')
      const slip = await night.locator('[name=slip]').inputValue()
      const about = await night.locator('main label', { hasText: house.who('director').name }).getAttribute('for')
      const director = await night.locator(`[id="${about}"]`).getAttribute('value')
      const boss = await enter(house, 'director', { language, viewport })
      await boss.goto('/complaints')
      const links = () => boss.locator('main a[href^="/complaints/"]').count()
      const before = await links()
      const place = await night.locator('select[name=site] option:nth-child(2)').getAttribute('value')
      assert.equal(await send(night, '/complaints', { site: place, what: 'She shouted', about: director }), 200)
      await look(night, 'complaint-filed')
      await boss.goto('/complaints')
      await look(boss, 'complaints-boss')
      assert.equal(await links(), before, 'the director finds a complaint about the director')
      assert.equal(await send(boss, '/complaints/answer', { read_slip: slip }), 422)
      const deputy = await enter(house, 'deputy', { language, viewport })
      assert.ok((await main(deputy)).includes(says(language, 'notice.complaint')))
      await deputy.goto('/complaints')
      await deputy.goto(await deputy.locator('main a[href^="/complaints/"]', { hasText: slip }).or(deputy.locator('main li', { hasText: slip }).locator('a')).first().getAttribute('href'))
      await look(deputy, 'complaint')
      assert.equal(await send(deputy, deputy.url().split('/').pop(), { outcome: 'mended', answer: 'It was wrong. We have talked.' }), 200)
      await night.goto('/complaints')
      assert.equal(await send(night, '/complaints/answer', { read_slip: slip.toLowerCase() }), 200)
      assert.ok((await main(night)).includes('It was wrong. We have talked.'))
      await look(night, 'answer')
      await night.goto('/complaints/slips?language=uk')
      await look(night, 'slips')
      assert.deepEqual(troubles, [])
    } finally {
      await house.close()
    }
  })
}
