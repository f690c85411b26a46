// What a chosen file is, judged before it is sent. The server looks into it later.

const SHOWN = /\.(jpe?g|png|webp)$/i;

/** "too-large", "wrong-type" or "" for a `File`; `accept` as in the input's attribute. */
export function problemOf(file, { maxBytes, accept }) {
  if (file.size > maxBytes) return "too-large";
  return isAccepted(file, accept) ? "" : "wrong-type";
}

function isAccepted({ name, type }, accept) {
  return accept.split(",").some((kind) => {
    if (kind.startsWith(".")) return name.toLowerCase().endsWith(kind);
    if (kind.endsWith("/*")) return type.startsWith(kind.slice(0, -1));
    return type === kind;
  });
}

/** Whether a browser can show it; HEIC and PDF are seen only after they were sent. */
export function isShown({ name, type }) {
  return type ? /^image\/(jpeg|png|webp)$/.test(type) : SHOWN.test(name);
}

/** Degrees clockwise after one more turn. */
export function turnedOnce(degrees) {
  return (degrees + 90) % 360;
}
