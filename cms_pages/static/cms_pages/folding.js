// Texts and words made alike for the search: the browser's side of cms_pages/folding.py.

// A half-width kana and its sound mark are one letter.
const LETTER = /[^][ﾞﾟ\u3099\u309a]*/gu;
const KATAKANA = /[\u30a1-\u30f6]/g;

const letters = (text) => text.match(LETTER) ?? [];
const hiragana = (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60);
const foldLetter = (letter) =>
  letter.normalize("NFKC").toLowerCase().replace(KATAKANA, hiragana);

export const fold = (text) => letters(text).map(foldLetter).join("");

export const foldWords = (text) => fold(text).split(/\s+/).filter(Boolean);

// Where folded `words` stand in `text` as it was written, as [start, end).
export function spansOf(words, text) {
  const written = letters(text);
  const origin = [];
  let at = 0;
  for (const letter of written) {
    const place = [at, at + letter.length];
    for (let unit = foldLetter(letter).length; unit > 0; unit--) origin.push(place);
    at += letter.length;
  }
  const folded = written.map(foldLetter).join("");
  return joined(words.flatMap((word) => places(word, folded, origin)));
}

function places(word, folded, origin) {
  const spans = [];
  let from = folded.indexOf(word);
  while (from >= 0) {
    spans.push([origin[from][0], origin[from + word.length - 1][1]]);
    from = folded.indexOf(word, from + word.length);
  }
  return spans;
}

function joined(spans) {
  const whole = [];
  for (const [start, end] of spans.sort((one, other) => one[0] - other[0])) {
    const last = whole.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(end, last[1]);
    else whole.push([start, end]);
  }
  return whole;
}
