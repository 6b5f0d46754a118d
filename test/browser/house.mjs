// Starts an invented house with the real program and opens browsers in it.
import { spawn } from 'node:child_process'
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from 'playwright-core'
import AxeBuilder from '@axe-core/playwright'

export const phone = { width: 360, height: 780 }
export const desk = { width: 1280, height: 900 }
export const languages = ['kk', 'ru', 'en']

// sittings are the ways in which a journey is walked: every language and both
// sizes; with PANA_LONG=1 every language at each size.
export const sittings = process.env.PANA_LONG
  ? languages.flatMap((l) => [['phone', phone, l], ['desk', desk, l]])
  : [['phone', phone, 'kk'], ['desk', desk, 'ru'], ['phone', phone, 'en']]
const messages = new URL('../../internal/locale/messages/', import.meta.url).pathname
export const pictures = new URL('./pictures/', import.meta.url).pathname

// openHouse serves a fresh demo and returns its address and people; empty, a
// house that is yet to be founded.
export async function openHouse({ empty = false } = {}) {
  mkdirSync(pictures, { recursive: true })
  const dir = mkdtempSync(join(tmpdir(), 'pana-browser-'))
  const server = spawn(process.env.PANA, [...(empty ? ['serve'] : ['demo', '--json']), '--listen', '127.0.0.1:0', '--data', dir], { stdio: ['ignore', 'pipe', 'pipe'] })
  let complaint = ''
  server.stderr.on('data', (b) => { complaint += b })
  const first = await new Promise((resolve, reject) => {
    createInterface({ input: server.stdout }).once('line', resolve)
    server.once('exit', (code) => reject(new Error(`the demo ended with ${code}: ${complaint}`)))
  })
  const { url, people } = empty ? { url: first.match(/https?:\/\/[^\s/]+/)[0], people: [] } : JSON.parse(first)
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  return {
    url, people, browser, dir,
    complaints: () => complaint,
    who: (role) => people.find((p) => p.role === role),
    async close() {
      await browser.close()
      const gone = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGTERM')
      await gone
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

// enter opens a browser of its own for someone of role and signs in.
export async function enter(house, role, { language = 'en', viewport = desk, javaScript = true } = {}) {
  const context = await house.browser.newContext({ viewport, locale: language, javaScriptEnabled: javaScript, baseURL: house.url })
  const page = await context.newPage()
  // Whatever the page asks of anyone but the house is a fault.
  page.foreign = []
  page.on('request', (r) => { if (!r.url().startsWith(house.url)) page.foreign.push(r.url()) })
  page.faults = []
  page.on('console', (m) => { if (m.type() === 'error' && !/status of 4\d\d/.test(m.text())) page.faults.push(m.text()) })
  page.on('pageerror', (e) => page.faults.push(String(e)))
  if (role) {
    const { name, passphrase } = house.who(role)
    await page.goto(`/sign-in?language=${language}`)
    await page.fill('[name=name]', name)
    await page.fill('[name=passphrase]', passphrase)
    await page.click('main button[type=submit]')
    await page.waitForURL('**/today')
    await speak(page, language)
  }
  return page
}

// speak sets the reader's own language, as she would in her settings.
export async function speak(page, language) {
  await page.goto('/settings')
  await page.check(`[name=language][value=${language}]`, { force: true })
  await page.click('main form[action="/settings"] button[type=submit]')
  await page.goto('/today')
}

// axe returns what the page does wrong by WCAG 2.2 AA, one line each. No page has
// frames: it is looked at in itself, without a second page to put frames together
// in, and only what is wrong is written down in full. That takes a third of the time.
export async function axe(page) {
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).setLegacyMode().analyze()
  return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')}: ${v.help}`))
}

// picture keeps what the page looks like, if somebody wants to look.
export async function picture(page, name) {
  if (!process.env.PANA_PICTURES) return
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
}

// says returns a text of the catalogue as the reader of a language is shown it.
const texts = new Map()
export function says(language, key) {
  if (!texts.has(language)) {
    const all = {}
    for (const f of readdirSync(messages)) if (f.endsWith(`.${language}.json`)) Object.assign(all, JSON.parse(readFileSync(messages + f, 'utf8')))
    texts.set(language, all)
  }
  const text = texts.get(language)[key]
  if (typeof text !== 'string') throw new Error(`no text ${key} in ${language}`)
  return text.split('{{')[0].trim()
}

// send fills in the form that goes to an address ending in action, as a hand
// would, presses its button and returns how the house answers.
export async function send(page, action, values = {}, button = 'button[type=submit]') {
  const form = page.locator(`main form[action$="${action}"]`).first()
  await form.evaluate((f) => {
    for (let at = f; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true
    for (const d of f.querySelectorAll('details')) d.open = true
  })
  for (const [name, value] of Object.entries(values)) {
    const field = form.locator(`[name="${name}"]`)
    const kind = await field.first().evaluate((e) => e.tagName === 'SELECT' ? 'select' : e.type)
    if (kind === 'radio' || kind === 'checkbox') for (const v of [value].flat()) await tick(form, form.locator(`[name="${name}"][value="${v}"]`))
    else if (kind === 'select') await field.selectOption(value)
    else await field.fill(value)
  }
  const [answer] = await Promise.all([page.waitForNavigation(), form.locator(button).first().click()])
  return answer.status()
}

// tick presses the words of a choice in the middle of the screen, as a finger does.
async function tick(form, box) {
  if (await box.isChecked()) return
  const words = form.locator(`label[for="${await box.getAttribute('id')}"]`)
  await words.evaluate((e) => e.scrollIntoView({ block: 'center' }))
  await words.click({ force: true })
  if (!await box.isChecked()) throw new Error(`${await words.innerText()} cannot be chosen`)
}

// addresses are where the links of the page lead.
export async function addresses(page, ending) {
  return page.$$eval(`main a[href*="${ending}"]`, (as) => as.map((a) => a.getAttribute('href')))
}

// clientOf finds somebody in the house whose page at part shows what is sought.
export async function clientOf(page, part, selector) {
  await page.goto('/clients')
  const files = [...new Set((await addresses(page, '/clients/')).map((a) => a.match(/^\/clients\/[A-Z]+-\d\d-\d+/)?.[0]).filter(Boolean))]
  for (const file of files) {
    const answer = await page.goto(file + part)
    if (answer.ok() && await page.locator(selector).count()) return file
  }
  throw new Error(`nobody has ${selector} at ${part}`)
}

// sound says what is wrong with a page as it stands: something runs off the
// side, a text is missing, a name stands where none may, axe finds something.
export async function sound(page, name) {
  await picture(page, name)
  const troubles = []
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  if (overflow > 0) troubles.push(`${name}: ${overflow} px run off the side`)
  const missing = (await page.evaluate(() => document.body.innerText)).match(/\[[a-z]+(\.[a-z0-9-]+)+\]/)
  if (missing) troubles.push(`${name}: a text is missing: ${missing[0]}`)
  // The button that stays under the thumb may rest over a field at any moment; one scrolls.
  await page.evaluate(() => document.querySelectorAll('.thumb').forEach((t) => { t.style.position = 'static' }))
  troubles.push(...(await axe(page)).map((v) => `${name}: ${v}`), ...page.foreign.map((u) => `${name}: asks ${u}`), ...page.faults.map((f) => `${name}: ${f}`))
  return troubles
}
