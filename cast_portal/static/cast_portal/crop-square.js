// The square that is cut out of a picture: {left, top, side} in the picture's own pixels.

const clamped = (value, least, most) => Math.max(least, Math.min(value, most));

/** The nearest square that lies inside; `size` is {width, height, least}. */
export function inside({ left, top, side }, { width, height, least }) {
  const fit = clamped(side, least, Math.min(width, height));
  return {
    left: clamped(left, 0, width - fit),
    top: clamped(top, 0, height - fit),
    side: fit,
  };
}

export function moved({ left, top, side }, right, down, size) {
  return inside({ left: left + right, top: top + down, side }, size);
}

/** `factor` above one shows less of the picture, larger; what is in the middle stays there. */
export function zoomed({ left, top, side }, factor, size) {
  const { width, height, least } = size;
  const fit = clamped(side / factor, least, Math.min(width, height));
  const shift = (side - fit) / 2;
  return inside({ left: left + shift, top: top + shift, side: fit }, size);
}
