// A night shift on a phone: what was handed over is read, a line is written for the
// morning, somebody goes out and comes back, everybody is called, the shift is given.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { openHouse, enter, phone, send, sound, says, clientOf, sittings } from './house.mjs'

test('a night shift', { timeout: 420_000 }, async (t) => {
  const house = await openHouse()
  const troubles = []
  try {
    for (const [at, [size, viewport, language]] of sittings.entries()) {
      await t.test(`${language}, ${size}`, async () => {
        const page = await enter(house, 'night-duty', { language, viewport })
        const look = async (what) => troubles.push(...await sound(page, `night-${what}-${language}-${size}`))
        const told = async (key) => assert.ok((await page.innerText('main')).includes(says(language, key)), `the page does not say ${key}`)
        const codes = (selector) => page.$$eval(`${selector} a`, (as) => as.map((a) => a.getAttribute('href')))
        await look('today')
        if (at === 0) await told('night.waits')
        await page.goto('/night')
        await look('shift')
        await page.goto('/night/handover')
        await look('handover')
        if (at === 0) {
          assert.ok(await page.locator('[aria-labelledby=given] a').count() > 1, 'nothing was handed over')
          assert.equal(await send(page, (await page.getAttribute('[aria-labelledby=given] form', 'action'))), 200)
          await page.goto('/today')
          assert.ok(!(await page.innerText('main')).includes(says(language, 'night.waits')), 'it still waits')
          await page.goto('/night/handover')
        }
        const [line] = (await codes('[aria-labelledby=said]')).slice(at)
        await page.goto(line)
        await look('line')
        assert.equal(await send(page, '/line', { urgency: 'watch', text: 'Сон спокойный.' }), 200)
        await told('night.urgency.watch')
        assert.equal(await send(page, '/night/handover', { house: 'Ключ на месте.' }), 200)
        await look('handover-written')

        const file = line.replace(/\/line$/, '')
        await page.goto(`${file}/out`)
        if (await page.locator('main form[action$="/out/back"]').count()) await send(page, '/out/back')
        await look('goes-out')
        assert.equal(await send(page, '/out', { expected: '21:40' }), 200)
        await look('is-out')
        await page.goto('/night')
        assert.ok((await codes('[aria-labelledby=out]')).includes(`${file}/out`), 'nobody sees that she is out')
        await page.goto(`${file}/out`)
        assert.equal(await send(page, '/out/back'), 200)

        await page.goto('/night/roll')
        await look('roll')
        assert.equal(await send(page, '/night/roll', {}, 'button[class*=safety]'), 200)
        const places = await page.locator('button[name=found]').count()
        assert.ok(places > 3, 'there is nobody to look for')
        const tall = await page.locator('button[name=found]').first().evaluate((b) => b.getBoundingClientRect().height)
        assert.ok(tall >= 44, `a thumb needs more than ${tall} px`)
        await Promise.all([page.waitForNavigation(), page.locator('button[name=found]').first().click()])
        assert.equal(await page.locator('button[name=found]').count(), places - 1)
        await look('roll-ticked')
        await page.locator('main form:has(input[value=end]) button').first().click()
        await page.waitForURL(/roll/)
        await page.goto('/night/roll/print')
        await look('roll-sheet')

        await page.goto('/night/calls')
        await look('calls')
        assert.equal(await send(page, '/night/calls', {}), 422)
        await look('calls-refused')
        assert.equal(await send(page, '/night/calls', { kind: 'asks', said: 'Спрашивали о сестре.' }), 200)

        // What he has a line for is given with one press, in whatever file it stands.
        const asked = await clientOf(page, '/doses', 'button[value=given]')
        await look('doses')
        assert.equal(await send(page, '/doses', {}, 'button[value=given]'), 200)
        await told('health.dose.given')
        assert.equal(await send(page, '/doses/box', { counted: '12' }), 200)
        await look('doses-given')
        assert.ok(asked)

        await page.goto('/night/handover')
        assert.equal(await send(page, '/night/handover/give'), 200)
        await told('done.handed-over')
        await page.goto('/handovers')
        await look('handovers')
        await page.context().close()
      })
    }
    const page = await enter(house, 'director', { language: 'en', viewport: phone })
    await page.goto('/night/pages')
    troubles.push(...await sound(page, 'night-pages-en-phone'))
  } finally {
    await house.close()
  }
  assert.deepEqual(troubles, [])
})

// Who is planned for which night: a hint where the roster is other than the site asks,
// on its page and on the first screen of who leads, and nothing refused for it.
test('the roster, and how full the house was', { timeout: 420_000 }, async (t) => {
  const house = await openHouse()
  const troubles = []
  try {
    for (const [at, [size, viewport, language]] of sittings.entries()) {
      await t.test(`${language}, ${size}`, async () => {
        const page = await enter(house, 'director', { language, viewport })
        const look = async (what) => troubles.push(...await sound(page, `roster-${what}-${language}-${size}`))
        const told = async (key) => assert.ok((await page.innerText('main')).includes(says(language, key)), `the page does not say ${key}`)
        await look('today')
        await page.goto('/night')
        await page.locator('main a[href^="/night/roster"]').first().click()
        await page.waitForURL('**/night/roster**')
        await told('roster.duties')
        await look('page')
        const staff = await page.locator('select[name=staff] option', { hasText: house.who('night-duty').name }).getAttribute('value')
        const on = new Date(Date.now() + (30 + 20 * at) * 86_400_000).toLocaleDateString('de-DE', { timeZone: 'Asia/Almaty', day: '2-digit', month: '2-digit', year: 'numeric' })
        assert.equal(await send(page, '/night/roster', { staff, on, starts: '18:00' }), 422)
        await told('roster.clock')
        await look('refused')
        assert.equal(await send(page, '/night/roster', { staff, on, starts: '18:00', until: '09:00' }), 200)
        const iso = on.split('.').reverse().join('-')
        await page.goto(`/night/roster?from=${iso}`)
        await told('roster.hints')
        assert.ok((await page.innerText('main')).includes('18:00–09:00'), 'what was planned does not stand there')
        await look('hints')
        assert.equal(await send(page, '/night/roster/rules', { awake: '2', begins: '', ends: '' }), 422)
        await told('roster.night')
        await page.goto('/night/roster')
        assert.equal(await send(page, '/night/roster/rules', { awake: String(2 + at), begins: '22:00', ends: '06:00' }), 200)
        await page.goto('/today')
        await told('roster.short')
        await look('short')
        await page.goto('/beds/rooms')
        await told('residence.full')
        await look('full')
        await page.locator('main a[href^="/beds/rooms/"]').first().click()
        await page.waitForURL('**/beds/rooms/*')
        const days = page.locator('main form:has(input[name=do][value=days])')
        const [answer] = await Promise.all([page.waitForNavigation(), days.locator('button[type=submit]').click()])
        assert.equal(answer.status(), 422)
        await told('residence.days.which')
        await look('bed-days')
        await page.context().close()
        const night = await enter(house, 'night-duty', { language, viewport })
        assert.ok((await night.innerText('main')).includes(says(language, 'roster.own')), 'who is planned does not find it on the first screen')
        await night.goto('/night/roster')
        assert.equal(await night.locator('select[name=staff]').count(), 0, 'the night is offered the form of who plans it')
        troubles.push(...await sound(night, `roster-night-${language}-${size}`))
        // He offers a turn to a colleague, who takes it; whoever plans the roster undoes it.
        assert.equal(await send(night, '/offer'), 422)
        const to = await night.locator('form[action$="/offer"] select').first().evaluate((s, name) => [s.name, [...s.options].find((o) => o.text === name).value], house.who('social-worker').name)
        assert.equal(await send(night, '/offer', { [to[0]]: to[1] }), 200)
        troubles.push(...await sound(night, `roster-offers-${language}-${size}`))
        await night.context().close()
        const asked = await enter(house, 'social-worker', { language, viewport })
        assert.ok((await asked.innerText('main')).includes(says(language, 'swap.offered.tag')), 'who is offered a turn does not find it on the first screen')
        await asked.goto('/night/roster')
        troubles.push(...await sound(asked, `roster-asked-${language}-${size}`))
        assert.equal(await send(asked, '/answer'), 200)
        await asked.context().close()
        const plans = await enter(house, 'director', { language, viewport })
        assert.ok((await plans.innerText('main')).includes(says(language, 'notice.roster.swapped')), 'who plans the roster is not told')
        await plans.goto('/night/roster')
        assert.equal(await send(plans, '/undo'), 200)
        await plans.context().close()
      })
    }
  } finally {
    await house.close()
  }
  assert.deepEqual(troubles, [])
})
