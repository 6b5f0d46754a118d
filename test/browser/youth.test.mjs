// A youth worker marks a group on one page, without a script too; a certificate and a
// report tell what they may; a teacher has the list, a student who helps none; the
// director sees the centre and the shelter apart.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openHouse, enter, send, sound, says, addresses, sittings } from './house.mjs'

test('a day at the youth centre', { timeout: 600_000 }, async (t) => {
  const house = await openHouse()
  const all = JSON.parse(readFileSync(join(house.dir, 'demo-people.json'), 'utf8')).people
  for (const [role, name] of [['centre-head', 'Zhanna'], ['centre-teacher', 'Aizhan'], ['centre-student', 'Olzhas']]) {
    house.people.push({ ...all.find((p) => p.name.startsWith(name)), role })
  }
  const troubles = []
  try {
    for (const [at, [size, viewport, language]] of sittings.entries()) {
      await t.test(`${language}, ${size}`, async () => {
        const look = async (page, what) => troubles.push(...await sound(page, `youth-${what}-${language}-${size}`))
        const page = await enter(house, 'youth-worker', { language, viewport })
        await look(page, 'today')
        await page.goto('/youth')
        await look(page, 'day')
        const centre = new URL(page.url()).pathname

        await page.goto(`${centre}/timetable`)
        await look(page, 'timetable')
        assert.equal(await send(page, '/groups', { name: '', activity: 'art' }), 422)
        assert.ok((await page.innerText('main')).includes(says(language, 'youth.group.name')), 'a group without a name is not refused in words')
        assert.equal(await send(page, '/groups', { name: `Art ${language} ${size}`, activity: 'art' }), 200)
        assert.equal(await send(page, '/slots', { weekday: '0', starts: '00:05', minutes: '45' }), 200)
        await look(page, 'group')
        const group = new URL(page.url()).pathname

        await page.goto(`${centre}/people`)
        await look(page, 'people')
        assert.equal(await send(page, '/people', { call: `Samal ${language} ${size}`, sex: 'female' }), 200)
        const file = new URL(page.url()).pathname
        assert.equal(await send(page, '/groups', { group: group.split('/').pop() }), 200)
        assert.equal(await send(page, '/order', { basis: 'court', sessions: '2', report: ['sessions', 'period'], who: 'Court 417' }), 200)
        await look(page, 'file')
        assert.equal(await send(page, '/guardians', { relation: 'father', unsafe: 'yes' }), 200)
        assert.ok((await page.innerText('main')).includes(says(language, 'youth.guardian.unsafe.notice')), 'the file does not warn')
        assert.equal(await send(page, '/worries', { worry: 'Somebody waits at the gate.' }), 200)

        // Who was there: one press for the whole group, without a script.
        const plain = await enter(house, 'youth-worker', { language, viewport, javaScript: false })
        await plain.goto(group)
        const lesson = (await addresses(plain, '/youth/lessons/'))[0]
        await plain.goto(lesson)
        await Promise.all([plain.waitForNavigation(), plain.click('main button[name=all]')])
        assert.ok(plain.url().includes('done=saved'), 'a group is not marked without a script')
        await plain.context().close()
        await page.goto(lesson)
        await look(page, 'lesson')
        assert.equal(await send(page, lesson, { topic: 'Shapes', engagement: '4', worked: 'Colours first', used_0: 'Brush 3', used_n_0: '5' }, 'button.btn-plain'), 200)
        // What stands at the centre is ticked, and the thing's own page says so.
        const rope = (await page.getAttribute('label[for^=things-]', 'for')).slice('things-'.length)
        const uses = async () => {
          await page.goto(`/things/${rope}`)
          return Number((await page.innerText('section:has(#uses)')).match(/\d+/)[0])
        }
        const before = await uses()
        await page.goto(lesson)
        await page.click('label[for^=things-]')
        await Promise.all([page.waitForNavigation(), page.click('form:has(input[name=topic]) button.btn-plain >> nth=-1')])
        assert.ok(await page.isChecked('input[name=things] >> nth=0'), 'what was used is not ticked')
        assert.equal(await uses(), before + 1, 'the use is not counted once')
        await page.goto(file)
        assert.ok((await page.innerText('main')).includes(says(language, 'youth.count.attended')), 'the file counts nothing')
        await look(page, 'counted')

        await page.goto(`${file}/certificate`)
        await look(page, 'certificate-form')
        assert.equal(await send(page, '/certificate'), 422)
        assert.equal(await send(page, '/certificate', { named: 'code' }), 200)
        await look(page, 'certificate')
        await page.goto(`${file}/report`)
        await look(page, 'report-form')
        assert.equal(await send(page, '/report', { named: 'code', recipient: 'guardian', basis: 'order' }), 422)
        assert.ok((await page.innerText('main')).includes(says(language, 'youth.report.unsafe')), 'a report goes to somebody who is not safe')
        assert.equal(await send(page, '/report', { named: 'code', recipient: 'court', basis: 'order' }), 200)
        await look(page, 'report')
        await page.goto(`${centre}/ideas`)
        assert.equal(await send(page, '/ideas', { idea: 'Chess outside', credit: 'Samal' }), 200)
        await look(page, 'ideas')
        await page.context().close()

        const head = await enter(house, 'centre-head', { language, viewport })
        await head.goto(`${centre}/worries`)
        await look(head, 'worries')
        assert.ok((await head.innerText('main')).includes('Somebody waits at the gate.'), 'the worry does not reach who leads the centre')
        await head.goto(`${centre}/referred`)
        await look(head, 'referred')
        await head.goto(`${file}/shelter`)
        await look(head, 'to-shelter')
        assert.equal(await send(head, '/shelter', { told: 'She would like to talk to somebody.' }), 422)
        await head.context().close()

        const teacher = await enter(house, 'centre-teacher', { language, viewport })
        assert.equal((await teacher.goto(lesson)).status(), 200)
        await look(teacher, 'teacher')
        assert.equal((await teacher.goto(file)).status(), 403)
        assert.equal((await teacher.goto('/clients')).status(), 403)
        await teacher.context().close()

        // Who leads the centre books the student for a lesson that lies ahead; of whom it
        // cannot be, the page says why.
        const books = await enter(house, 'centre-head', { language, viewport })
        await books.goto(`${centre}/students`)
        await books.click('main a[href^="/youth/students/"]')
        await look(books, 'volunteer')
        const who = `volunteer.${new URL(books.url()).pathname.split('/').pop()}`
        await books.goto(group)
        assert.equal(await send(books, '/slots', { weekday: String(1 + (new Date().getDay() + 1) % 7), starts: `${String(8 + at).padStart(2, '0')}:15`, minutes: '45' }), 200)
        const ahead = (await addresses(books, '/youth/lessons/')).filter((a) => a !== lesson)[0]
        await books.goto(ahead)
        assert.equal(await send(books, '/helpers'), 422)
        assert.ok((await books.innerText('main')).includes(says(language, 'youth.helping.who')), 'nobody chosen is not refused in words')
        assert.equal(await send(books, '/helpers', { helper: who }), 200)
        assert.ok((await books.innerText('main')).includes(says(language, 'youth.helping.state.booked')), 'who is booked does not stand there')
        await look(books, 'booked')
        await books.context().close()

        const student = await enter(house, 'centre-student', { language, viewport })
        assert.ok((await student.innerText('main')).includes(says(language, 'youth.yours.tag')), 'the first screen of the student has no booking')
        await look(student, 'student-today')
        await student.goto(centre)
        assert.ok((await student.innerText('main')).includes(says(language, 'youth.yours')), 'the centre does not say what the student is asked for')
        await look(student, 'student')
        // He cannot come, and says so by pressing; whoever leads the centre is told.
        assert.equal(await send(student, '/cannot'), 200)
        assert.ok((await student.innerText('main')).includes(says(language, 'youth.cannot.said')), 'the page does not say that he cannot come')
        await look(student, 'student-cannot')
        assert.equal((await student.goto(lesson)).status(), 403)
        assert.ok(!(await student.goto(centre).then(() => student.innerText('main'))).includes('Samal'), 'a student reads a name')
        // A student meets no file, and says all the same what he heard; whoever leads
        // the centre puts it where it belongs.
        await student.goto(`${centre}/tell`)
        assert.equal(await send(student, '/tell', { told: ' ' }), 422)
        await look(student, 'tell')
        assert.equal(await send(student, '/tell', { told: `A man buys her shoes, ${language} ${size}.`, urgent: 'yes' }), 200)
        assert.equal((await student.goto(`${centre}/worries`)).status(), 403)
        await student.context().close()
        const leads = await enter(house, 'centre-head', { language, viewport })
        assert.ok((await leads.innerText('main')).includes(says(language, 'notice.worry')), 'who leads the centre is not told at once')
        assert.ok((await leads.innerText('main')).includes(says(language, 'notice.helping.cannot')), 'who leads the centre is not told who cannot come')
        await leads.goto(`${centre}/worries`)
        assert.equal(await send(leads, '/told', { code: 'KZ-26-0000' }), 422)
        assert.ok((await leads.innerText('main')).includes(says(language, 'youth.told.whose')))
        await look(leads, 'told')
        assert.equal(await send(leads, '/told', { code: file.split('/').pop() }), 200)
        await leads.goto(file)
        assert.ok((await leads.goto(`${centre}/worries`).then(() => leads.innerText('main'))).includes(`buys her shoes, ${language} ${size}`), 'the words are not in the file')
        await leads.context().close()

        const director = await enter(house, 'director', { language, viewport })
        const code = file.split('/').pop()
        assert.equal((await director.goto(file)).status(), 200)
        assert.equal((await director.goto(`/clients/${code}`)).status(), 404)
        await director.goto('/clients?in=all')
        assert.ok(!(await director.innerText('main')).includes(code), 'the list of the shelter has a young person')
        await director.goto(centre)
        await director.click('a[href*="/months/"]')
        await look(director, 'month')
        const month = await director.innerText('main')
        assert.ok(month.includes(says(language, 'youth.month.list')), 'the month lists no lessons')
        assert.ok(!month.includes('Samal') && !month.match(/KZ-\d/), 'the month names somebody')
        const months = new URL(director.url()).pathname
        await director.goto(`/funding/months/${months.split('/').pop()}`)
        assert.equal((await addresses(director, months)).length, 1, 'the month of the house does not lead to the lessons')
        await director.context().close()
        const worker = await enter(house, 'social-worker', { language, viewport })
        for (const path of ['/youth', centre, file, lesson, months]) assert.ok([403, 404].includes((await worker.goto(path)).status()), `the shelter reaches ${path}`)
        await worker.context().close()
      })
    }
    assert.deepEqual(troubles, [])
  } finally {
    await house.close()
  }
})
