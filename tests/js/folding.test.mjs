import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { fold, foldWords, spansOf } from "../../cms_pages/static/cms_pages/folding.js";

// The same cases as tests/cms_pages/test_folding.py.
const cases = JSON.parse(
  readFileSync(new URL("../cms_pages/folding_cases.json", import.meta.url), "utf8"),
);

for (const [written, folded] of cases.folds) {
  test(`「${written}」 is sought as 「${folded}」`, () => {
    assert.equal(fold(written), folded);
  });
}

for (const [words, text, expected] of cases.spans) {
  test(`${words} in 「${text}」`, () => {
    const found = spansOf(words, text).map(([start, end]) => text.slice(start, end));
    assert.deepEqual(found, expected);
  });
}

test("words are parted by spaces of any width", () => {
  assert.deepEqual(foldWords("　振込 手数料\t"), ["振込", "手数料"]);
});
