import assert from "node:assert/strict";
import { test } from "node:test";
import { inWords, secondsLeft } from "../../cast_portal/static/cast_portal/countdown.js";

test("time left is written in the two units that matter", () => {
  assert.equal(inWords(0), "0秒");
  assert.equal(inWords(59), "59秒");
  assert.equal(inWords(60), "1分00秒");
  assert.equal(inWords(605), "10分05秒");
  assert.equal(inWords(3600 + 61), "1時間1分");
  assert.equal(inWords(25 * 3600), "1日1時間");
});

const NOW = "2026-11-24T19:00:00+09:00";
const UNTIL = "2026-11-24T19:10:00+09:00";

test("a device whose clock is wrong counts by the server's", () => {
  for (const wrong of [-3_600_000, 0, 3_600_000]) {
    const rendered = Date.parse(NOW) + wrong;
    const left = (at) => secondsLeft({ until: UNTIL, now: NOW, rendered, at: rendered + at });
    assert.equal(left(0), 600);
    assert.equal(left(1), 600);
    assert.equal(left(1000), 599);
    assert.equal(left(599_999), 1);
    assert.equal(left(700_000), 0);
  }
});
