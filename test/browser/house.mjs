// Starts an invented house with the real program and opens browsers in it.
import { spawn } from 'node:child_process'
import { mkdtempSync, mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from 'playwright-core'
import AxeBuilder from '@axe-core/playwright'

export const phone = { width: 360, height: 780 }
export const desk = { width: 1280, height: 900 }
export const languages = ['kk', 'ru', 'en']
export const pictures = new URL('./pictures/', import.meta.url).pathname

// openHouse serves a fresh demo and returns its address and people.
export async function openHouse() {
  mkdirSync(pictures, { recursive: true })
  const dir = mkdtempSync(join(tmpdir(), 'pana-browser-'))
  const server = spawn(process.env.PANA, ['demo', '--json', '--listen', '127.0.0.1:0', '--data', dir], { stdio: ['ignore', 'pipe', 'pipe'] })
  let complaint = ''
  server.stderr.on('data', (b) => { complaint += b })
  const first = await new Promise((resolve, reject) => {
    createInterface({ input: server.stdout }).once('line', resolve)
    server.once('exit', (code) => reject(new Error(`the demo ended with ${code}: ${complaint}`)))
  })
  const { url, people } = JSON.parse(first)
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

// axe returns what the page does wrong by WCAG 2.2 AA, one line each.
export async function axe(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()
  return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')}: ${v.help}`))
}

// picture keeps what the page looks like.
export async function picture(page, name) {
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
}
