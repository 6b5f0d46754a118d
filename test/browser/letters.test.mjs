// A letter to an office: written by code, seen filled in, handed out, printed and
// saved; then the journal of services for an inspector, and the shelf of templates.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { openHouse, enter, send, sound, says, clientOf, sittings } from './house.mjs'

let house
before(async () => { house = await openHouse() }, { timeout: 120_000 })
after(async () => { await house.close() })

for (const [size, viewport, language] of sittings) {
  test(`a letter leaves, ${language}, ${size}`, { timeout: 240_000 }, async () => {
    const page = await enter(house, 'social-worker', { language, viewport })
    const troubles = []
    const look = async (what) => troubles.push(...await sound(page, `letters-${what}-${language}-${size}`))
    const file = await clientOf(page, '/letters', 'main a[href*="/letters/"][href$="new?kind=police"]')
    await page.goto(file + '/letters')
    await look('list')
    await page.click('main a[href$="new?kind=police"]')
    await look('new')
    // Nothing is chosen beforehand; what was typed stays.
    assert.equal(await page.locator('[name=named]:checked').count(), 0)
    assert.equal(await send(page, '/letters/new', { subject: 'Passport', text: 'Please give the passport back.' }), 422)
    await look('refused')
    assert.equal(await page.inputValue('[name=text]'), 'Please give the passport back.')
    const office = await page.locator('[name=organisation] option').nth(1).getAttribute('value')
    assert.equal(await send(page, '/letters/new', { organisation: office, named: 'code', basis: 'law', ground: 'article 1', facts: ['citizenship'] }), 200)
    await page.locator('main a[href*="/letters/"]', { hasText: 'Passport' }).first().click()
    await look('sheet')
    const code = file.split('/').pop()
    assert.ok((await page.locator('.official').innerText()).includes(code))
    assert.equal(await send(page, '/out'), 422)
    await look('unchecked')
    assert.ok((await page.innerText('main')).includes(says(language, 'letters.checked.missing')))
    assert.equal(await send(page, '/out', { checked: 'yes', told: 'yes' }), 200)
    await look('left')
    const at = page.url().split('?')[0]
    const [saved] = await Promise.all([page.waitForEvent('download'), page.click('main a[href$="/file"]')])
    assert.equal(saved.suggestedFilename(), 'document.docx')
    assert.equal(readFileSync(await saved.path()).subarray(0, 2).toString(), 'PK')
    await page.goto(at + '/print')
    await look('paper')
    assert.ok((await page.innerText('main')).includes('Please give the passport back.'))
    await page.goto(file + '/disclosures')
    const given = JSON.parse(readFileSync(new URL('../../internal/codes/lists/disclosure-way.json', import.meta.url))).items.find((i) => i.code === 'letter').labels[language]
    assert.ok((await page.innerText('main')).includes(given))

    const head = await enter(house, 'director', { language, viewport })
    const too = async (what) => troubles.push(...await sound(head, `letters-${what}-${language}-${size}`))
    const journal = '/journal"][method="post' // the other form of the page asks for a month
    await head.goto('/letter-templates')
    await too('templates')
    await head.goto('/funding')
    await head.click('main a[href="/journal"]')
    await too('journal')
    assert.equal(await send(head, journal, {}), 422)
    await too('journal-refused')
    const to = await head.locator('[name=organisation] option').nth(1).getAttribute('value')
    const byName = { organisation: to, named: 'name', basis: 'law', ground: 'order 263', way: 'print' }
    assert.equal(await send(head, journal, byName), 422, 'one alone takes out a list of names')
    await too('journal-alone')
    const [own, other] = [house.who('director'), house.who('deputy')]
    assert.equal(await send(head, journal, { ...byName, own: own.passphrase, name: other.name, second: other.passphrase }), 200)
    await too('journal-paper')
    assert.deepEqual(troubles, [])
    await page.context().close()
    await head.context().close()
  })
}

test('a volunteer and a night reach no letter', { timeout: 60_000 }, async () => {
  const worker = await enter(house, 'social-worker')
  const file = await clientOf(worker, '/letters', 'main a[href*="/letters/"][href$="new?kind=police"]')
  for (const role of ['volunteer', 'night-duty', 'teacher']) {
    const page = await enter(house, role)
    for (const path of [file + '/letters', '/journal', '/letter-templates']) assert.ok([403, 404].includes((await page.goto(path)).status()), `${role} reaches ${path}`)
    await page.context().close()
  }
  await worker.context().close()
})
