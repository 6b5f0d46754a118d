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

// The page of a session and that of a day in court with an interpreter booked for them:
// from each the form is reached with day and time filled in, and the first screens of
// both, of whoever booked and of whoever interprets, say when.
for (const [size, viewport, language] of sittings) {
  test(`an interpreter for a session and a day in court, ${language}, ${size}`, { timeout: 300_000 }, async () => {
    const house = await openHouse()
    const troubles = []
    const look = async (page, what) => troubles.push(...await sound(page, `interpreter-${what}-${language}-${size}`))
    const main = (page) => page.innerText('main')
    try {
      const page = await enter(house, 'director', { language, viewport })
      await page.goto('/helpers')
      const name = house.who('teacher').name
      const helper = (await page.locator('main a', { hasText: name }).getAttribute('href')).split('/').pop()
      const file = await hasDayInCourt(page)
      const [code, here] = [file.split('/').pop(), `${file}/helpers`]
      await page.goto(here)
      if (await page.locator(`select[name=asked] option[value="${helper}"]`).count()) {
        assert.equal(await send(page, '/ask', { asked: helper, answer: 'yes', language: 'uz', alone: 'yes' }), 200)
      }
      // book leads from a page to the form, fills in the rest, and comes back.
      const book = async (from, kind, more) => {
        await page.goto(from)
        await look(page, `${kind}-before`)
        await page.locator(`main a[href*="/helpers?"][href*="kind=${kind}"]`).click()
        await page.waitForURL('**/helpers?**')
        assert.equal(await page.locator('form[action$="/book"] [name=kind]:checked, form[action$="/book"] select[name=kind]').first().inputValue(), kind)
        assert.equal(await send(page, '/book', { helper, minutes: '150', from_lang: 'uz', to_lang: 'ru', ...more }), 200)
        await page.goto(from)
        await look(page, kind)
        assert.ok((await main(page)).includes(name), `the page of the ${kind} does not say who interprets`)
      }
      await page.goto(`${file}/court`)
      const hearing = await openHearing(page)
      await book(hearing, 'hearing', {})

      const days = (n) => new Date(Date.now() + n * 86_400_000).toLocaleDateString('de-DE', { timeZone: 'Asia/Almaty', day: '2-digit', month: '2-digit', year: 'numeric' })
      await page.goto(`${file}/sessions`)
      assert.equal(await send(page, '/sessions', { kind: await page.locator('[name=kind]').first().getAttribute('value'), on: days(2), at: '16:20', state: 'planned' }), 200)
      const session = await plannedSession(page, `${file}/sessions`)
      await book(session, 'session', {})

      await page.goto('/today')
      await look(page, 'today-booked')
      assert.ok((await main(page)).includes(says(language, 'helper.today.made')) && (await main(page)).includes(code), 'whoever booked does not find it on her first screen')
      const own = await enter(house, 'teacher', { language, viewport })
      await own.goto('/today')
      await look(own, 'today-own')
      const hers = await main(own)
      assert.ok(hers.includes(says(language, 'helper.today')) && hers.includes('16:20'), 'whoever interprets does not find her bookings')
      assert.ok(!/KZ-\d\d-\d+/.test(hers), 'a booking names the client to whoever interprets')
      assert.deepEqual(troubles, [])
    } finally {
      await house.close()
    }
  })
}

// hasDayInCourt finds somebody with a day in court before her, about whom the teacher
// can be asked or has been.
async function hasDayInCourt(page) {
  await page.goto('/calendar')
  const files = [...new Set(await page.$$eval('main a[href*="/court"]', (as) => as.map((a) => a.getAttribute('href').replace(/\/court.*/, ''))))]
  for (const file of files) {
    await page.goto(`${file}/court`)
    if (await openHearing(page)) return file
  }
  throw new Error('nobody has a day in court before her')
}

// openHearing is the address of a day in court on the page for which somebody can be booked.
async function openHearing(page) {
  const all = [...new Set(await page.$$eval('main a[href*="/court/hearings/"]', (as) => as.map((a) => a.getAttribute('href').replace(/\/plan$/, ''))))]
  for (const one of all) {
    await page.goto(one)
    if (await page.locator('main a[href*="/helpers?"]').count()) return one
  }
  return ''
}

// plannedSession is the address of the session that was planned just now.
async function plannedSession(page, list) {
  await page.goto(list)
  const all = [...new Set(await page.$$eval('main a[href*="/sessions/"]', (as) => as.map((a) => a.getAttribute('href'))))].filter((a) => !a.endsWith('/new'))
  for (const one of all) {
    await page.goto(one)
    if (await page.locator('main a[href*="/helpers?"][href*="16%3A20"]').count()) return one
  }
  throw new Error('the session that was planned is not found')
}
