// The way of one woman from her first assessment to the last call (J3 to J10),
// with the people of the house at her side. Each journey is acted in one language
// on a phone; the pages it touches are then looked at in the two others, on a
// phone and a desk. Beside her the hard cases of the house are opened.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { openHouse, enter, speak, send, sound, says, addresses, clientOf, languages, phone, desk } from './house.mjs'

let house, file, code
const at = {} // a page for each role, signed in once
const day = (days) => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10).split('-').reverse().join('.')

async function as(role, language, viewport = phone) {
  const page = at[role] ??= await enter(house, role, { language, viewport })
  await page.setViewportSize(viewport)
  if (page.speaks !== language) await speak(page, language)
  page.speaks = language
  return page
}

// seen looks closely at pages as the reader of a role is shown them: in the
// language of the journey on a phone, and in the others on a desk and a phone.
async function seen(journey, role, language, paths) {
  const troubles = []
  for (const [i, other] of [language, ...languages.filter((l) => l !== language)].entries()) {
    const page = await as(role, other, i === 1 ? desk : phone)
    for (const path of paths) {
      const answer = await page.goto(path)
      assert.equal(answer.status(), 200, path)
      troubles.push(...await sound(page, `${journey}-${path.replace(/^\/clients\/[^/]+/, 'file').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id').replace(/\W+/g, '-')}-${other}-${i === 1 ? 'desk' : 'phone'}`))
    }
  }
  assert.deepEqual(troubles, [])
}

async function shows(page, ...all) {
  const text = await page.locator('main').innerText()
  for (const one of all) assert.ok(text.includes(one), `${page.url()} does not show ${one}, but ${text}`)
}

async function hides(page, ...all) {
  const text = await page.content()
  for (const one of all) assert.ok(!text.includes(one), `${page.url()} shows ${one}`)
}

// She comes at night; in the morning the director says who works with her.
before(async () => {
  house = await openHouse()
  const night = await as('night-duty', 'kk')
  await night.goto('/arrivals/new')
  assert.equal(await send(night, '/arrivals', { name: 'Oqgul', consent: 'yes' }), 200)
  code = night.url().match(/[A-Z]+-\d\d-\d+/)[0]
  file = `/clients/${code}`
  const director = await as('director', 'en', desk)
  for (const role of ['social-worker', 'psychologist', 'lawyer']) {
    await director.goto(`${file}/workers`)
    const worker = (await director.locator('form[action$="/assign"] [name=staff] option').allInnerTexts()).find((t) => t.includes(house.who(role).name))
    assert.equal(await send(director, '/assign', { staff: { label: worker }, role }), 200)
  }
  const dina = await as('social-worker', 'en', desk)
  await dina.goto(`${file}/edit`)
  assert.equal(await send(dina, '/edit', { language: 'uz', sex: 'female', age_band: '24-26' }), 200)
}, { timeout: 180_000 })
after(async () => { await house?.close() })

test('J3: the first assessment pauses, goes on, and hands over', { timeout: 240_000 }, async () => {
  const dina = await as('social-worker', 'kk')
  await dina.goto(`${file}/assessment`)
  assert.equal(await send(dina, '/assessment/strengths', { told: 'Нан пісіремін.' }), 200)
  await dina.goto(`${file}/assessment/areas/health`)
  assert.equal(await send(dina, '/areas/health', { level: '2', urgency: 'now', text: 'Тісі ауырады.' }), 200)
  // She is tired: nothing is lost, and nobody is told that it is done.
  await dina.goto('/today')
  const gulnar = await as('psychologist', 'kk')
  await gulnar.goto('/today')
  const handed = () => gulnar.$$eval('[aria-labelledby=handed-over]', (all) => all.map((e) => e.innerText).join())
  assert.ok(!(await handed()).includes(code), 'she is handed over before it is done')
  await gulnar.goto(`${file}/assessment`)
  await shows(gulnar, 'Нан пісіремін.')
  await hides(gulnar, 'Тісі ауырады.')
  // Another day.
  await dina.goto(`${file}/assessment`)
  await dina.$$eval('main details', (all) => all.forEach((d) => { d.open = true }))
  await shows(dina, 'Нан пісіремін.', 'Тісі ауырады.')
  await dina.goto(`${file}/assessment/areas/family`)
  assert.equal(await send(dina, '/areas/family', { level: '1', told: 'Шешем сатқан.' }), 200)
  await dina.goto(`${file}/assessment`)
  assert.equal(await send(dina, '/assessment/finish'), 200)
  await gulnar.goto('/today')
  assert.ok((await handed()).includes(code), 'she is not handed over')
  await seen('J3', 'social-worker', 'kk', [`${file}/assessment`, `${file}/assessment/areas/family`, `${file}/before`])
  await seen('J3', 'psychologist', 'kk', ['/assessments', '/today'])
})

test('J4: trust is said by both and never counted', { timeout: 240_000 }, async () => {
  const dina = await as('social-worker', 'ru')
  await dina.goto(`${file}/trust`)
  assert.equal(await send(dina, '/trust/contacts', { signs: ['ate-together'], text: 'Осталась на чай.' }), 200)
  assert.equal(await send(dina, '/trust/propose'), 200)
  const gulnar = await as('psychologist', 'ru')
  await gulnar.goto('/today')
  await gulnar.goto(`${file}/trust`)
  await shows(gulnar, 'Осталась на чай.')
  assert.equal(await send(gulnar, '/trust/propose'), 200)
  await dina.goto(`${file}/trust`)
  await hides(dina, '%')
  assert.equal(await dina.locator('main meter, main progress').count(), 0, 'trust is measured')
  assert.equal(await send(dina, '/trust/answer', { answer: 'yes', told: 'Ha, ishonaman.' }), 200)
  await shows(dina, 'Ha, ishonaman.')
  await seen('J4', 'social-worker', 'ru', [`${file}/trust`])
  await seen('J4', 'director', 'ru', ['/trust/spread', await clientOf(await as('director', 'ru'), '/trust', '.half-line, [class*=half]') + '/trust'])
})

test('J5: two who write one line of the plan both see what stands', { timeout: 240_000 }, async () => {
  const dina = await as('social-worker', 'en')
  await dina.goto(`${file}/plan`)
  assert.equal(await send(dina, '/plan/lines', { area: 'orientation', goal: 'To draw again.' }), 200)
  await dina.goto(`${file}/plan`)
  const line = (await addresses(dina, '/plan/lines/'))[0]
  await dina.goto(line)
  assert.equal(await send(dina, '/steps', { what: 'An album and pencils', doer: 'staff', payer: 'donation' }), 200)
  await dina.goto(line)
  await shows(dina, 'An album and pencils')
  const saule = await as('director', 'en')
  await saule.goto(line)
  assert.equal(await send(dina, line, { goal: 'To draw every day.' }), 200)
  assert.equal(await send(saule, line, { goal: 'To draw on Sundays.' }), 409)
  const both = await saule.content()
  for (const one of ['To draw on Sundays.', 'To draw every day.']) assert.ok(both.includes(one), `the second does not see ${one}`)
  assert.deepEqual(await sound(saule, 'J5-both-en-phone'), [])
  await seen('J5', 'social-worker', 'en', [`${file}/plan`, line, `${file}/plan/review`, `${file}/plan/print`])
})

test('J6: skills for several at once, and hers in pictures', { timeout: 240_000 }, async () => {
  const dina = await as('social-worker', 'kk')
  await dina.goto('/skills')
  const there = await dina.$$eval('[name=clients]', (all) => all.map((e) => e.value))
  assert.ok(there.includes(code) && there.length > 1, `only ${there} are there`)
  assert.equal(await send(dina, '/skills', { skill: 'cook' }), 422)
  const two = [code, there.find((c) => c !== code)]
  await dina.goto('/skills')
  assert.equal(await send(dina, '/skills', { clients: two, skill: 'cook', level: 'with-reminder' }), 200)
  for (const one of two) {
    await dina.goto(`/clients/${one}/skills`)
    await shows(dina, says('kk', 'skill.level.with-reminder'))
  }
  await dina.goto(`${file}/skills/together`)
  assert.ok(await dina.locator('[lang=uz]').count(), 'the pictures do not speak her language')
  assert.ok(await dina.locator('main svg').count() > 3, 'no pictures')
  await hides(dina, 'Oqgul')
  assert.equal(await send(dina, '/skills/together', { 'level_wash-hair': 'alone' }), 200)
  await seen('J6', 'social-worker', 'kk', ['/skills', `${file}/skills`, `${file}/skills/together`, `${file}/outcomes/together`])
})

test('J7: an embassy is asked with her yes only', { timeout: 240_000 }, async () => {
  const dina = await as('social-worker', 'ru')
  await dina.goto(`${file}/papers`)
  assert.equal(await send(dina, '/papers', { kind: 'return-certificate', state: 'lost' }), 200)
  const paper = new URL(dina.url()).pathname
  assert.equal(await send(dina, '/restore', { template: 'uz-return-certificate' }), 200)
  const step = (await addresses(dina, '/paper-steps/'))[4]
  await dina.goto(step)
  assert.equal(await send(dina, step, { asked: day(0), note: 'Очередь короткая.' }), 422)
  await shows(dina, says('ru', 'paper.consent.embassy'))
  assert.deepEqual(await sound(dina, 'J7-refused-ru-phone'), [])
  await dina.goto(`${file}/consents`)
  assert.equal(await send(dina, '/consents', { purpose: 'embassy', answer: 'yes', giver: 'herself', recipient: 'embassy', fields: ['name'], until: day(30) }), 200)
  await dina.goto(step)
  assert.equal(await send(dina, step, { asked: day(0), note: 'Очередь короткая.' }), 200)
  await dina.goto(`${file}/consents`)
  await send(dina, '/withdraw')
  await dina.goto(step)
  assert.equal(await send(dina, step, { done: day(0) }), 422)
  await seen('J7', 'social-worker', 'ru', [`${file}/papers`, paper, step, `${file}/consents`])
  const nobody = await clientOf(await as('lawyer', 'ru'), '/papers', 'main a[href*="/papers/"]')
  await seen('J7-case', 'lawyer', 'ru', [`${nobody}/papers`])
})

test('J8: a day in court, and a plan for her hand', { timeout: 240_000 }, async () => {
  const bolat = await as('lawyer', 'en')
  await bolat.goto(`${file}/court`)
  assert.equal(await send(bolat, '/court/wish', { wish: 'yes', told: 'O‘zim aytaman.' }), 200)
  await bolat.goto(`${file}/court`)
  assert.equal(await send(bolat, '/court', { kind: 'criminal', role: 'victim' }), 200)
  const trial = new URL(bolat.url()).pathname
  await bolat.goto(trial)
  const escort = await bolat.locator('form[action$="/hearings"] [name=escorts]').first().getAttribute('value')
  assert.equal(await send(bolat, '/hearings', { on: day(7), clock: '10:00', room: '214', escorts: escort, entrance: 'granted', language: 'uz' }), 200)
  const hearing = new URL(bolat.url()).pathname
  await shows(bolat, says('en', 'hearing.entrance'))
  await bolat.goto(`${hearing}/plan`)
  await hides(bolat, 'Oqgul', ...house.people.map((p) => p.name))
  assert.ok(await bolat.locator('[lang=uz]').count(), 'the plan does not speak her language')
  await seen('J8', 'lawyer', 'en', [`${file}/court`, trial, hearing, `${hearing}/plan`])
  const dina = await as('social-worker', 'en')
  await dina.goto(`/calendar?from=${day(7)}`)
  await shows(dina, code)
})

test('J9: nobody goes to a family before it is known who sold her', { timeout: 300_000 }, async () => {
  const dina = await as('social-worker', 'kk')
  const home = `${file}/return`
  await dina.goto(home)
  assert.equal(await send(dina, '/return', { kind: 'family', preparing: 'preparing', country: 'UZ', wish: 'Xolamni sog‘indim.' }), 200)
  const leave = async () => {
    await dina.goto(`${file}/bed`)
    const answer = await send(dina, '/bed/end', { ended: 'family' })
    if (answer === 409) await shows(dina, says('kk', 'return.gate.closed'))
    return answer
  }
  assert.equal(await leave(), 409)
  await dina.goto(`${file}/people`)
  assert.equal(await send(dina, '/people', { role: 'other-kin', name: 'Saida' }), 200)
  await dina.goto(`${file}/people`)
  await dina.goto((await addresses(dina, '/people/')).at(-1))
  assert.equal(await send(dina, '/confirm'), 200)
  for (const part of ['receives', 'contact']) {
    await dina.goto(home)
    const aunt = await dina.locator('form[action$="/return/people"] [name=person_id] option:not([value=""])').last().getAttribute('value')
    assert.equal(await send(dina, '/return/people', { part, person_id: aunt }), 200)
  }
  await dina.goto(home)
  const aunt = await dina.locator('[name=call_contact] option:not([value=""])').last().getAttribute('value')
  assert.equal(await send(dina, '/return/contact', { call_contact: aunt, call_reached: 'yes' }), 200)
  await dina.goto(`${home}/check`)
  assert.equal(await send(dina, '/return/check', { person_id: aunt, source_of: 'home-visit', recruited: 'no', profited: 'no', knew: 'no' }), 200)
  await dina.goto(`${home}/risks`)
  const risks = await dina.$$eval('select[name^=likelihood_]', (all) => all.map((e) => e.name.slice('likelihood_'.length)))
  assert.equal(risks.length, 8)
  assert.equal(await send(dina, '/return/risks', Object.fromEntries(risks.flatMap((q) => [[`likelihood_${q}`, '2'], [`harm_${q}`, '3']]))), 200)
  await dina.goto(`${file}/safety-plan`)
  assert.equal(await send(dina, '/safety-plan', { agreed: 'yes', steps: 'Har yakshanba telefon.' }), 200)
  await dina.goto(`${home}/sign`)
  assert.equal(await send(dina, '/return/sign'), 200)
  assert.equal(await leave(), 409)
  const saule = await as('director', 'kk')
  await saule.goto('/inbox')
  await shows(saule, code)
  await saule.goto(`${home}/sign`)
  assert.equal(await send(saule, '/return/sign'), 200)
  assert.equal(await leave(), 409) // her own yes is missing
  await dina.goto(home)
  assert.equal(await send(dina, '/return/answer', { her_answer: 'yes' }), 200)
  await seen('J9', 'social-worker', 'kk', [home, `${home}/check`, `${home}/risks`, `${home}/sign`, `${home}/print`])
  assert.equal(await leave(), 200)
  const timur = await as('night-duty', 'kk')
  const night = await timur.goto(home)
  assert.ok(night.status() === 403 || night.status() === 404, `the night is told of the return: ${night.status()}`)
})

test('J10: she leaves, calls by a word, and danger lifts the limit', { timeout: 300_000 }, async () => {
  const dina = await as('social-worker', 'ru')
  await dina.goto(`${file}/leaving`)
  assert.equal(await send(dina, '/leaving', { kind: 'own-housing', 'point_safe-place': 'yes', told_ready: 'Tayyorman.' }), 200)
  await dina.goto(`${file}/agreement`)
  assert.equal(await send(dina, '/agreement', { parts: ['evening'], minutes: '10', calls: '1', months: '12', number: '+998 00 000 00 01', safe: 'Бинафша', danger: 'Тўлқин', say: 'Звонят с курсов шитья.', consent: 'yes' }), 200)
  await dina.goto(`${file}/leaving`)
  assert.equal(await send(dina, '/leaving/propose'), 200)
  const saule = await as('director', 'ru')
  await saule.goto(`${file}/leaving`)
  assert.equal(await send(saule, '/leaving/decide', { decision: 'yes' }), 200)
  await seen('J10', 'social-worker', 'ru', [`${file}/leaving`, `${file}/leaving/print`, `${file}/agreement`])

  // A word, and two taps.
  const timur = await as('night-duty', 'ru')
  const call = async () => {
    await timur.goto('/calls')
    await timur.fill('main form[action="/calls/find"] [name=find]', 'binafsha')
    await Promise.all([timur.waitForNavigation(), timur.click('main form[action="/calls/find"] button')])
    await shows(timur, code)
    await hides(timur, '+998', 'Oqgul')
    await Promise.all([timur.waitForNavigation(), timur.click(`[aria-labelledby=found] button[aria-label$="${code}"]`)])
    await shows(timur, code)
    return new URL(timur.url()).pathname
  }
  const first = await call()
  assert.equal(await send(timur, `${first}/end`, { result: 'reached' }), 200)
  const second = await call()
  await shows(timur, says('ru', 'call.limit.over'))
  assert.equal(await send(timur, `${second}/danger`), 200)
  await timur.goto(second)
  await shows(timur, says('ru', 'call.danger.on'))
  await hides(timur, says('ru', 'call.limit.over'))
  await seen('J10', 'night-duty', 'ru', ['/calls', second])
  await timur.goto(second)
  assert.equal(await send(timur, `${second}/end`, { result: 'reached', is_safe: 'no' }), 200)
  await seen('J10', 'social-worker', 'ru', [`${file}/calls`, `${file}/calls/letter`])
})
