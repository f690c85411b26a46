// Which ticked slots belong together, and what they amount to. Knows no page.

const adjoins = (one, following) => one.to === following.from;

// `slots` in order of time, `touched` the index just ticked or unticked.
// The run that contains it; when it was unticked, the longer part of what it has split.
export function runAround(slots, touched) {
  const runs = [];
  slots.forEach((slot, index) => {
    if (!slot.checked) return;
    const last = runs.at(-1);
    if (last && last.at(-1) === index - 1 && adjoins(slots[index - 1], slot)) last.push(index);
    else runs.push([index]);
  });
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), []);
  return new Set(runs.find((run) => run.includes(touched)) ?? longest);
}

// null when nothing is ticked. `price` in points per slot, `margins` in seconds per talk.
export function summary(slots, { price, margins }, texts) {
  const picked = slots.filter((slot) => slot.checked);
  if (!picked.length) return null;
  const seconds = picked.at(-1).to - picked[0].from - margins;
  return fill(seconds > 0 ? texts.text : texts.tooShort, {
    from: picked[0].fromText,
    to: picked.at(-1).toText,
    count: picked.length,
    length: lengthText(seconds, texts),
    points: (price * picked.length).toLocaleString("ja-JP"),
  });
}

function lengthText(seconds, texts) {
  const parts = [
    [Math.floor(seconds / 3600), texts.hours],
    [Math.floor(seconds / 60) % 60, texts.minutes],
    [seconds % 60, texts.seconds],
  ];
  return parts.map(([n, text]) => (n ? fill(text, { n }) : "")).join("");
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
