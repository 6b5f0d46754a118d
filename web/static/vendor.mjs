// Takes from the npm packages what a page needs and leaves the rest: the rules
// of the components we use, without fonts, crown or pictures; htmx; the letters.
// Run by `make vendor`; what it writes into vendor/ is kept in the repository.
import {copyFile, mkdir, readFile, rm, writeFile} from "node:fs/promises"
import {createRequire} from "node:module"
import path from "node:path"
import postcss from "postcss"
import subsetFont from "subset-font"

const here = import.meta.dirname
const root = path.join(here, "../..")
const from = name => path.join(root, "node_modules", name)
const into = name => path.join(here, "vendor", name)

// The components we use. A rule stays when every govuk- or moj- class in its
// selector begins with one of these words.
const kept = [
  "govuk-template", "govuk-skip-link", "govuk-visually-hidden", "govuk-button",
  "govuk-error-summary", "govuk-error-message", "govuk-input", "govuk-textarea", "govuk-select",
  "govuk-table", "moj-timeline",
]
// Of those, what we never draw.
const left = [
  "govuk-template--rebranded", "govuk-button--", "govuk-button__", "govuk-button-group", "govuk-input__", "govuk-input--",
  "govuk-table__caption--", "govuk-error-summary__body", "govuk-template__body--",
]

const stays = selector => !selector.includes("\\!") && (selector.match(/\.(govuk|moj)-[\w-]+/g) ?? []).every(c => {
  const name = c.slice(1)
  return kept.some(k => name === k || name.startsWith(k + "_") || name.startsWith(k + "-")) && !left.some(l => name.startsWith(l))
})

function slim(css) {
  const tree = postcss.parse(css)
  tree.walkAtRules("font-face", rule => rule.remove())
  tree.walkComments(c => c.remove())
  tree.walkDecls(d => { if (/url\(/.test(d.value) || d.prop === "font-family" || d.prop.includes("font-smoothing")) d.remove() })
  tree.walkRules(rule => {
    if (rule.parent.type === "atrule" && /keyframes$/.test(rule.parent.name)) return
    const selectors = rule.selectors.filter(s => stays(s) && (/[.]/.test(s) || /^(:root|html)/.test(s)))
    if (selectors.length === 0 || rule.nodes.length === 0) rule.remove()
    else if (selectors.length < rule.selectors.length) rule.selectors = selectors
  })
  tree.walkAtRules("charset", rule => rule.remove())
  const text = tree.toString()
  tree.walkAtRules("keyframes", rule => { if (text.split(rule.params).length < 3) rule.remove() })
  return hollow(tree).toString()
}

// hollow removes what has nothing in it any more, from the inside out.
function hollow(tree) {
  for (let before = -1, after = 0; before !== after;) {
    before = tree.toString().length
    tree.walk(node => { if (node.nodes && node.nodes.length === 0) node.remove() })
    after = tree.toString().length
  }
  return tree
}

await rm(into(""), {recursive: true, force: true})
await mkdir(into("licences"), {recursive: true})

const govuk = slim(await readFile(from("govuk-frontend/dist/govuk/govuk-frontend.min.css"), "utf8"))
const moj = slim(await readFile(from("@ministryofjustice/frontend/moj/moj-frontend.min.css"), "utf8"))
// moj-frontend carries govuk-frontend inside it; only its own rules are wanted twice over.
const own = postcss.parse(moj)
own.walkRules(rule => { if (!/\.moj-/.test(rule.selector)) rule.remove() })
await writeFile(into("govuk.css"), "/* Slimmed from govuk-frontend and @ministryofjustice/frontend (MIT, see licences/) by vendor.mjs. */\n" + govuk + "\n" + hollow(own).toString() + "\n")

await copyFile(from("htmx.org/dist/htmx.min.js"), into("htmx.min.js"))

const letters = "@fontsource-variable/source-sans-3/files/source-sans-3-"
for (const part of ["latin", "cyrillic", "cyrillic-ext"]) {
  await copyFile(from(`${letters}${part}-wght-normal.woff2`), into(`source-sans-3-${part}.woff2`))
}
// latin-ext is 60 KB and we need of it the tenge sign and the letters of Turkish
// and Latin Kazakh names.
const few = "₸₼₾ ĞğİıŞşÄäÖöÜüÇçŊŋĀāĪīŪūŠšŽžČčĆćĐđŁłŃńŚśŹźŻżĄąĘęŌōŎŏȲȳÑñ"
const cut = await subsetFont(await readFile(from(`${letters}latin-ext-wght-normal.woff2`)), few, {targetFormat: "woff2", variationAxes: {wght: {min: 400, max: 700}}})
await writeFile(into("source-sans-3-latin-few.woff2"), cut)

for (const [name, file] of [
  ["htmx", "htmx.org/LICENSE"],
  ["source-sans-3", "@fontsource-variable/source-sans-3/LICENSE"],
]) await copyFile(from(file), into(`licences/${name}.txt`))

// The two design systems name their licence (MIT) without shipping its text.
const require = createRequire(import.meta.url)
const version = name => require(from(`${name}/package.json`)).version
await writeFile(into("licences/govuk-and-moj.txt"), `govuk-frontend ${version("govuk-frontend")}: Copyright (c) 2017 Crown Copyright (Government Digital Service)
@ministryofjustice/frontend ${version("@ministryofjustice/frontend")}: Copyright (c) Crown Copyright (Ministry of Justice)

The MIT License

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
`)
