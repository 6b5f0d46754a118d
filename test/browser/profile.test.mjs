// What a browser keeps on its disk of somebody who has signed out: no word of a
// client, no name, no passphrase.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { openHouse, send } from './house.mjs'

const mark = 'Zhqvyxwu'

// hits are the files below dir that hold one of the words, in one or two bytes a letter.
function hits(dir, words) {
  const needles = words.flatMap((w) => [w, w.toLowerCase(), w.toUpperCase()].flatMap((s) => [Buffer.from(s), Buffer.from(s, 'utf16le'), Buffer.from(encodeURIComponent(s))]))
  const found = []
  let bytes = 0
  for (const e of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!e.isFile()) continue
    const path = join(e.parentPath, e.name)
    const content = readFileSync(path)
    bytes += content.length
    if (needles.some((n) => content.includes(n)) || needles.some((n) => path.includes(n.toString()))) found.push(path.slice(dir.length))
  }
  return { found, bytes }
}

test('a profile after signing out holds nothing of anybody', { timeout: 180_000 }, async () => {
  const house = await openHouse()
  const profile = mkdtempSync(join(tmpdir(), 'pana-profile-'))
  const begin = () => chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium', baseURL: house.url, locale: 'en',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  try {
    const { name, passphrase } = house.who('social-worker')
    let typed = 0
    const word = () => `${mark}${++typed}`
    const words = (n) => Array.from({ length: n }, word).join(' ')
    let context = await begin()
    let page = await context.newPage()
    await page.goto('/sign-in?language=en')
    await page.fill('[name=name]', name)
    await page.fill('[name=passphrase]', passphrase)
    await page.click('main button[type=submit]')
    await page.waitForURL('**/today')
    await page.goto('/clients')
    const files = [...new Set(await page.$$eval('main a[href*="/clients/"]', (as) => as.map((a) => a.getAttribute('href').match(/^\/clients\/[A-Z]+-\d\d-\d+/)?.[0]).filter(Boolean)))]
    let kept = 0, opened = 0
    for (const file of files) {
      await page.goto(`${file}/notes/new`)
      if (!await page.locator('main [name=text]').count()) continue
      const status = await send(page, '/notes/new', { text: `${words(120)} came to the door` })
      await page.goto(file)
      const shows = (await page.innerText('main')).includes(mark)
      if (shows) kept++
      // Begun and left standing, and gone back to.
      await page.goto(`${file}/notes/new`)
      await page.fill('main [name=text]', `${words(80)} was begun`)
      await page.goto(file)
      await page.goBack()
      await page.goForward()
      // Whatever else leads on from the file, sheets for printing among it.
      const further = await page.$$eval('main a[href^="/clients/"]', (as) => as.map((a) => a.getAttribute('href')))
      for (const path of new Set(further.filter((p) => p.startsWith(file) && !/\/(image|file)$/.test(p)).slice(0, 12))) {
        const answer = await page.goto(path).catch(() => null) // one that is kept as a file is no page
        if (answer?.status() === 200) opened++
      }
      await page.goto('/clients')
      await page.fill('[name=find]', word())
      await page.press('[name=find]', 'Enter')
      await page.waitForLoadState()
      if (kept === 5) break
    }
    assert.ok(kept > 0, 'no page showed a marked word: this proves nothing')
    assert.ok(typed >= 1000, `only ${typed} marked words`)
    assert.ok(opened >= 20, `only ${opened} further pages`)
    // The browser is ended in the middle, then begun again: what it restores counts too.
    await context.close()
    const middle = hits(profile, [mark, passphrase])
    context = await begin()
    page = await context.newPage()
    await page.goto('/today')
    if (page.url().includes('/sign-in')) {
      await page.fill('[name=name]', name)
      await page.fill('[name=passphrase]', passphrase)
      await page.click('main button[type=submit]')
      await page.waitForURL('**/today')
    }
    await page.goto(files[0])
    await page.evaluate(() => document.querySelector('form[action="/sign-out"]').requestSubmit())
    await page.waitForURL((u) => !u.pathname.startsWith('/clients'))
    await page.waitForTimeout(1500)
    await context.close()
    const after = hits(profile, [mark, passphrase])
    assert.ok(after.bytes > 100_000, `only ${after.bytes} bytes in the profile`)
    assert.deepEqual({ middle: middle.found, after: after.found }, { middle: [], after: [] })
    console.log(`proof: a browser's profile after signing out | N=${typed} | seed=0 | on ${opened} further pages; none of ${typed} marked words and no passphrase in ${after.bytes} bytes, nor in ${middle.bytes} before she signed out`)
  } finally {
    await house.close()
    rmSync(profile, { recursive: true, force: true })
  }
})
