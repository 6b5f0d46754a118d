// Works out expressions with Enketo's evaluator (openrosa-xpath-evaluator) in a
// real browser, whose own XPath 1.0 it leans on, and writes what they come to
// into internal/form/testdata/xpath.json. The Go tests read that file; the
// browser tests work it out again, so that it cannot drift.
//
//   node test/vectors/xpath.mjs          writes the file
//
// Pana means to differ in a few places. Those are kept in the file with what
// Pana says instead and why.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { differences, documents, expressions } from './cases.mjs'

export const file = fileURLToPath(new URL('../../internal/form/testdata/xpath.json', import.meta.url))
const moment = '2026-11-23T15:30:00.000Z'

// sources reads the evaluator's files, to be run in the page as they are. What
// it uses for digests is left out: Pana has no digest().
function sources() {
  const main = createRequire(import.meta.url).resolve('openrosa-xpath-evaluator')
  const files = {}
  const read = (path) => {
    if (files[path]) return
    files[path] = readFileSync(path, 'utf8')
    for (const [, next] of files[path].matchAll(/require\('(\.[^']*)'\)/g)) read(join(dirname(path), next) + (next.endsWith('.js') ? '' : '.js'))
  }
  read(main)
  return { main, files }
}

// compute works out every expression in a browser whose clock stands still.
export async function compute() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const context = await browser.newContext({ timezoneId: 'UTC', locale: 'en-US' })
    const page = await context.newPage()
    await page.clock.setFixedTime(new Date(moment))
    const cases = await page.evaluate(({ main, files, documents, expressions }) => {
      const loaded = {}
      const load = (path) => {
        if (loaded[path]) return loaded[path].exports
        const module = loaded[path] = { exports: {} }
        const dir = path.slice(0, path.lastIndexOf('/'))
        const require = (name) => {
          if (!name.startsWith('.')) return {} // node-forge
          const parts = (dir + '/' + name).split('/')
          const whole = []
          for (const p of parts) p === '..' ? whole.pop() : p !== '.' && whole.push(p)
          const at = whole.join('/')
          return load(files[at] ? at : at + '.js')
        }
        new Function('module', 'exports', 'require', files[path])(module, module.exports, require)
        return module.exports
      }
      const evaluator = load(main)()
      const trees = Object.fromEntries(Object.entries(documents).map(([name, xml]) => [name, new DOMParser().parseFromString(xml, 'application/xml')]))
      const plain = (n) => Number.isNaN(n) ? 'NaN' : n === Infinity ? 'Infinity' : n === -Infinity ? '-Infinity' : Object.is(n, -0) ? 0 : n
      return expressions.map(([doc, at, expr]) => {
        const tree = trees[doc]
        const node = at ? tree.evaluate(at, tree, null, XPathResult.FIRST_ORDERED_NODE_TYPE, null).singleNodeValue : tree.documentElement
        const result = { document: doc, context: at, expr }
        try {
          const as = (type) => evaluator.evaluate(expr, node, null, type)
          result.string = as(XPathResult.STRING_TYPE).stringValue
          result.number = plain(as(XPathResult.NUMBER_TYPE).numberValue)
          result.boolean = as(XPathResult.BOOLEAN_TYPE).booleanValue
        } catch (e) {
          result.refused = true
          delete result.string
          delete result.number
        }
        return result
      })
    }, { ...sources(), documents, expressions })
    const used = new Set()
    for (const c of cases) {
      const d = differences[c.expr]
      if (d) {
        c.pana = d.pana
        c.why = d.why
        used.add(c.expr)
      }
    }
    const stale = Object.keys(differences).filter((e) => !used.has(e))
    if (stale.length) throw new Error(`differences without an expression: ${stale.join(' ; ')}`)
    return { about: 'Written by test/vectors/xpath.mjs with openrosa-xpath-evaluator; do not edit.', now: moment, documents, cases }
  } finally {
    await browser.close()
  }
}

export const write = (vectors) => JSON.stringify(vectors, null, 1) + '\n'

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const vectors = await compute()
  writeFileSync(file, write(vectors))
  console.log(`${vectors.cases.length} expressions, ${vectors.cases.filter((c) => c.why).length} differ by design, ${vectors.cases.filter((c) => c.refused).length} refused by both or by Enketo`)
}
