// The expressions that the Go tests rely on are worked out again: the file they
// read must be what Enketo's evaluator says today.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { compute, file, write } from '../vectors/xpath.mjs'

test('the committed expressions are what Enketo says', async () => {
  assert.equal(readFileSync(file, 'utf8'), write(await compute()), 'run: node test/vectors/xpath.mjs')
})
