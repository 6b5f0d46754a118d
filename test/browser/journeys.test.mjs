// People at work: the night arrival, a bed given twice, leaving quickly,
// signing out, stopping the house.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { openHouse, enter, axe, phone, picture } from './house.mjs'

let house
before(async () => { house = await openHouse() }, { timeout: 120_000 })
after(async () => { await house.close() })

for (const language of ['kk', 'ru', 'en']) {
  test(`night arrival on a phone, ${language}: two taps are enough`, { timeout: 60_000 }, async () => {
    const page = await enter(house, 'night-duty', { language, viewport: phone })
    await page.click('a[href="/arrivals/new"]')
    const questions = await page.locator('main .num').count()
    assert.ok(questions > 0 && questions <= 8, `${questions} questions`)
    assert.equal(await page.locator('[name=bed]:checked').count(), 1, 'a bed is proposed')
    assert.deepEqual(await axe(page), [])
    await picture(page, `arrival-${language}-phone`)
    await page.click('.thumb button[type=submit]')
    await page.waitForURL(/\/clients\/[A-Z]+-\d\d-\d+/)
    await picture(page, `arrived-${language}-phone`)
    await page.context().close()
  })
}

test('the same arrival without scripts', { timeout: 60_000 }, async () => {
  const page = await enter(house, 'night-duty', { viewport: phone, javaScript: false })
  await page.goto('/arrivals/new')
  await page.fill('[name=name]', 'Guest of the night')
  await page.click('.thumb button[type=submit]')
  await page.waitForURL(/\/clients\/[A-Z]+-\d\d-\d+/)
  assert.ok(!(await page.title()).includes('Guest'), 'a name stands in the title')
  await page.context().close()
})

test('two workers give the same bed: one succeeds, the other sees who is where', { timeout: 60_000 }, async () => {
  const a = await enter(house, 'night-duty', { viewport: phone })
  const b = await enter(house, 'social-worker', { viewport: phone })
  await a.goto('/arrivals/new')
  await b.goto('/arrivals/new')
  const bed = await a.locator('[name=bed]:checked').getAttribute('value')
  await b.check(`[name=bed][value="${bed}"]`, { force: true })
  await a.click('.thumb button[type=submit]')
  await a.waitForURL(/\/clients\//)
  await b.click('.thumb button[type=submit]')
  await b.waitForSelector('.govuk-error-summary')
  assert.equal(await b.locator(`[name=bed][value="${bed}"]`).count(), 0, 'the taken bed is still offered')
  await picture(b, 'bed-taken-phone')
  await a.context().close()
  await b.context().close()
})

test('leaving quickly: the page is gone and the way back is closed', { timeout: 60_000 }, async () => {
  const page = await enter(house, 'social-worker')
  await page.goto('/clients')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.waitForURL('**/out')
  await page.goto('/clients')
  assert.match(page.url(), /sign-in/, 'the session lives on')
  await page.context().close()
})

test('signing out leaves nothing in the browser', { timeout: 60_000 }, async () => {
  const page = await enter(house, 'social-worker')
  await page.goto('/clients')
  await page.click('.who form[action="/sign-out"] button')
  await page.waitForURL('**/sign-in')
  const kept = await page.evaluate(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, document.cookie].join())
  assert.equal(kept, '0,0,0,')
  assert.deepEqual((await page.context().cookies()).filter((c) => c.value !== ''), [])
  await page.goBack().catch(() => {})
  assert.match(page.url(), /sign-in/)
  await page.context().close()
})

test('one press stops the house for everyone', { timeout: 60_000 }, async () => {
  const a = await enter(house, 'night-duty')
  const b = await enter(house, 'director')
  await a.evaluate(() => { const f = document.createElement('form'); f.method = 'post'; f.action = '/lock'; document.body.append(f); f.submit() })
  await a.waitForURL('**/sign-in')
  await b.waitForURL('**/sign-in') // without a step of hers
  const again = await enter(house, 'night-duty', { viewport: phone })
  assert.match(again.url(), /today/, 'the night worker starts the house alone')
  for (const p of [a, b, again]) await p.context().close()
})
