// Papers and court (J7, J8): the lawyer follows a paper to the consulate and a
// client to court, and prints a plan for her hand.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { openHouse, enter, axe, phone, picture, sittings } from './house.mjs'

let house
before(async () => { house = await openHouse() }, { timeout: 120_000 })
after(async () => { await house.close() })

// sound looks closely at the page as it stands: nothing runs off the side, axe
// finds nothing, no text is missing.
async function sound(page, name) {
  await picture(page, name)
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  assert.ok(overflow <= 0, `${name}: ${overflow} px run off the side`)
  const text = await page.evaluate(() => document.body.innerText)
  assert.doesNotMatch(text, /\[[a-z]+(\.[a-z0-9-]+)+\]/, `${name}: a text is missing`)
  assert.deepEqual(await axe(page), [], name)
  assert.deepEqual(page.foreign, [])
}

for (const [size, viewport, language] of sittings) {
  test(`J7 and J8 as the lawyer, ${language}, ${size}`, { timeout: 240_000 }, async () => {
    const page = await enter(house, 'lawyer', { language, viewport })
    const name = (what) => `legal-${what}-${language}-${size}`
    await sound(page, name('today'))
    await page.click('main a[href$="/court"]')
    await sound(page, name('court'))

    // Whoever has a day in court before her has a plan for her hand.
    await page.goto('/calendar')
    await page.locator('main a[href$="/court"]').first().click()
    await page.locator('main a[href*="/court/hearings/"]').first().click()
    await sound(page, name('hearing'))
    await page.click('main a[href$="/plan"]')
    await sound(page, name('plan'))
    const sheet = await page.evaluate(() => document.body.innerText)
    for (const { name } of house.people) assert.ok(!sheet.includes(name), `${name} stands on the plan`)

    // A paper waits for the consulate; what needs consent says so beforehand.
    await page.goto(page.url().replace(/\/court\/.*/, '/papers'))
    await sound(page, name('papers'))
    for (const link of await page.$$eval('main a[href*="/papers/"]', (as) => as.map((a) => a.getAttribute('href')))) {
      await page.goto(link)
      if (await page.locator('main a[href*="/paper-steps/"]').count()) break
    }
    await sound(page, name('paper'))
    await page.locator('main a[href*="/paper-steps/"]').nth(5).click()
    await sound(page, name('step'))
    await page.context().close()
  })
}

test('an embassy is not asked without consent, and the page keeps what was typed', { timeout: 60_000 }, async () => {
  const page = await enter(house, 'social-worker', { viewport: phone })
  const mine = await page.$$eval('#mine ~ * a, [aria-labelledby=mine] a', (as) => as.map((a) => a.getAttribute('href')))
  await page.goto(mine[0] + '/papers')
  await page.selectOption('[name=kind]', 'return-certificate')
  await page.click('main form button[type=submit]')
  await page.check('[name=template][value=uz-return-certificate]', { force: true })
  await page.click('form[action$="/restore"] button[type=submit]')
  await page.locator('main a[href*="/paper-steps/"]').nth(5).click()
  const day = await page.evaluate(() => new Date().toISOString().slice(0, 10).split('-').reverse().join('.'))
  await page.fill('[name=done]', '')
  await page.fill('[name=asked]', day)
  await page.fill('[name=note]', 'the queue was short')
  await page.click('.thumb button[type=submit]')
  await page.waitForSelector('.govuk-error-summary')
  assert.equal(await page.inputValue('[name=note]'), 'the queue was short')
  assert.deepEqual(await axe(page), [])
  await picture(page, 'legal-no-consent-phone')
  await page.context().close()
})
