// Every page that a role can reach by links, in three languages, on a phone and
// a desk: axe finds nothing, nothing runs off the side, nothing is asked of
// anyone outside, no name stands in a title or an address. axe looks at a page
// once at each size, in the languages by turns; with PANA_LONG=1 in each of them.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { openHouse, enter, speak, axe, picture, languages, phone, desk } from './house.mjs'

let house
before(async () => { house = await openHouse() }, { timeout: 120_000 })
after(async () => { await house.close() })

// kind folds addresses of one page for different records into one: one file
// page stands for all of them.
const kind = (path) => path.replace(/[A-Z]{1,4}-\d\d-\d+/g, 'CODE').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')

async function links(page) {
  return page.$$eval('a[href^="/"]', (as) => as.map((a) => a.getAttribute('href').split('#')[0]))
}

async function walk(page, most) {
  const seen = new Map()
  const todo = ['/today']
  while (todo.length && seen.size < most) {
    const path = todo.shift()
    const k = kind(path.split('?')[0])
    if (seen.has(k) || path.startsWith('/static') || path === '/out' || /[/.](image|file|csv|docx)$/.test(path.split('?')[0])) continue
    const answer = await page.goto(path)
    seen.set(k, path)
    assert.ok(answer.status() < 400, `${path} answers ${answer.status()}`)
    todo.push(...await links(page))
  }
  return seen
}

const roles = ['director', 'social-worker', 'psychologist', 'night-duty', 'nurse', 'lawyer', 'teacher', 'youth-worker', 'volunteer', 'accountant', 'funder', 'coordinator', 'administrator']

// A page is looked at closely the first time any role reaches it; Today and the
// file differ by role and are looked at for each. Everything else is opened once
// by everyone who can reach it.
const known = new Set()
const differs = (k) => k === '/today' || k === '/clients/CODE'

for (const role of roles) {
  test(`${role}: every page`, { timeout: 900_000 }, async () => {
    const page = await enter(house, role, { language: 'en' })
    const paths = await walk(page, 60)
    const troubles = []
    for (const language of languages) {
      await speak(page, language)
      for (const [at, [k, path]] of [...paths].entries()) {
        if (known.has(k) && !differs(k)) continue
        await page.setViewportSize(phone)
        await page.goto(path)
        for (const [turn, [size, viewport]] of [['phone', phone], ['desk', desk]].entries()) {
          await page.setViewportSize(viewport)
          const name = `${role}${k.replaceAll('/', '_')}-${language}-${size}`
          await picture(page, name)
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
          if (overflow > 0) troubles.push(`${name}: ${overflow} px run off the side`)
          const text = await page.evaluate(() => document.body.innerText)
          if (/\[[a-z]+(\.[a-z0-9-]+)+\]/.test(text)) troubles.push(`${name}: a text is missing: ${text.match(/\[[a-z]+(\.[a-z0-9-]+)+\]/)[0]}`)
          if (process.env.PANA_LONG || language === languages[(at + turn) % languages.length]) troubles.push(...(await axe(page)).map((v) => `${name}: ${v}`))
        }
      }
    }
    for (const k of paths.keys()) known.add(k)
    assert.deepEqual(page.foreign, [], 'requests that leave the house')
    assert.deepEqual(page.faults, [], 'faults in the console')
    assert.deepEqual(troubles, [])
    await page.context().close()
  })
}
