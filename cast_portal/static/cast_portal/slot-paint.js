// Which squares a stroke covers, and where an arrow key leads. Knows no page.

// Both ends belong to it, in the order of the list, whichever came first.
export function between(list, one, other) {
  const [from, to] = [list.indexOf(one), list.indexOf(other)].sort((a, b) => a - b);
  return from < 0 ? [] : list.slice(from, to + 1);
}

// `places` are the squares' centres {x, y} in order of time; the index to go to from `at`.
export function step(places, at, key) {
  if (key === "ArrowRight") return Math.min(at + 1, places.length - 1);
  if (key === "ArrowLeft") return Math.max(at - 1, 0);
  if (key === "Home") return 0;
  if (key === "End") return places.length - 1;
  const down = key === "ArrowDown";
  const beyond = places
    .map((place, index) => ({ ...place, index }))
    .filter(({ y }) => (down ? y > places[at].y + 1 : y < places[at].y - 1));
  if (!beyond.length) return at;
  const row = (down ? Math.min : Math.max)(...beyond.map(({ y }) => y));
  const inRow = beyond.filter(({ y }) => Math.abs(y - row) <= 1);
  const far = ({ x }) => Math.abs(x - places[at].x);
  return inRow.reduce((best, one) => (far(one) < far(best) ? one : best)).index;
}
