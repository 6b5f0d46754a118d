import { openHouse, enter, phone, desk } from './house.mjs'
const h = await openHouse()
const shots = JSON.parse(process.env.SHOTS)
for (const [role, size, lang, path, name] of shots) {
  const p = await enter(h, role, { language: lang, viewport: size === 'phone' ? phone : desk })
  await p.goto(h.url + path)
  await p.screenshot({ path: '/dev/shm/shots/' + name + '.png', fullPage: !process.env.FOLD })
}
await h.close()
