// The door: what every open page shows is gone when the house is stopped, and
// where one is signed in.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { openHouse, enter, phone, sound, says, sittings } from './house.mjs'

let house
before(async () => { house = await openHouse() }, { timeout: 120_000 })
after(async () => { await house.close() })

// stop stops the house as a page of it would; the page may be gone before the answer is.
const stop = (page) => page.evaluate(() => { fetch('/lock', { method: 'POST', redirect: 'manual', keepalive: true }) })

// dark waits until a page shows nothing of what it showed, and says how long it took.
async function dark(page, began) {
  await page.waitForFunction(() => !document.querySelector('main') || location.pathname === '/sign-in', null, { timeout: 10_000, polling: 20 })
  return Date.now() - began
}

for (const [size, viewport, language] of sittings) {
  test(`where one is signed in, ${language}, ${size}`, { timeout: 60_000 }, async () => {
    const page = await enter(house, 'director', { language, viewport })
    const other = await enter(house, 'director', { language, viewport: phone })
    const troubles = []
    await page.goto('/settings')
    await page.click('a[href="/settings/sessions"]')
    troubles.push(...await sound(page, `door-sessions-${language}-${size}`))
    const began = Date.now()
    await page.locator('main form button.btn-safety').click()
    await page.waitForURL('**/settings/sessions?done=sessions-ended')
    assert.ok((await page.innerText('main')).includes(says(language, 'done.sessions-ended')))
    assert.ok(await dark(other, began) < 5000)
    await other.waitForURL('**/sign-in')
    // Somebody leaves: both lists stand on the page.
    await page.goto('/staff')
    await page.click(`main a:has-text("${house.who('volunteer').name}")`)
    const leaves = page.locator('main form[action$="/end"] button')
    if (await leaves.count()) await leaves.click()
    await page.waitForSelector('#left-todo')
    troubles.push(...await sound(page, `door-left-${language}-${size}`))
    assert.deepEqual(troubles, [])
    await other.context().close()
    await page.context().close()
  })
}

test('stopping the house blanks every open page, two tabs of one browser and a sheet too', { timeout: 60_000 }, async () => {
  const screens = []
  for (const role of ['director', 'social-worker', 'night-duty', 'nurse']) screens.push(await enter(house, role))
  const tab = await screens[1].context().newPage()
  await tab.goto('/clients')
  await screens[1].goto('/beds')
  screens.push(tab)
  const gone = []
  for (const page of screens) {
    await page.exposeFunction('gone', (at) => gone.push(at))
    await page.evaluate(() => new MutationObserver(() => { if (!document.querySelector('main')) window.gone(Date.now()) }).observe(document.body, { childList: true }))
  }
  const last = await enter(house, 'director')
  await new Promise((r) => setTimeout(r, 1000)) // they listen
  const stopped = Date.now()
  await stop(last)
  for (const page of screens) await dark(page, stopped)
  const after = Math.max(...gone) - stopped
  assert.ok(gone.length === screens.length && after < 5000, `${gone.length} of ${screens.length} went dark, the last after ${after} ms`)
  console.log(`screens dark: ${screens.length}, the last ${after} ms after the house was stopped`)
  for (const page of screens) await page.waitForURL('**/sign-in')
})

test('a new passphrase ends her other sign-ins and not the page she sits at', { timeout: 60_000 }, async () => {
  const { passphrase } = house.who('director')
  const page = await enter(house, 'director')
  const other = await enter(house, 'director')
  const tab = await page.context().newPage()
  await tab.goto('/today') // may be the one that listens for both
  await page.goto('/settings')
  await page.fill('[name=old]', passphrase)
  await page.fill('[name=new]', 'a new one of her own, long')
  await page.locator('form[action="/settings/passphrase"] button[type=submit]').click()
  await page.waitForURL('**/settings?done=saved')
  await other.waitForURL('**/sign-in')
  await page.waitForTimeout(1500)
  await page.goto('/today')
  assert.equal(new URL(page.url()).pathname, '/today')
})
