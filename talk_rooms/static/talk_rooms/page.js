// Small things every script of these pages needs.

export const find = (name, root = document) => root.querySelector(`[data-${name}]`);

export function readData(id) {
  return JSON.parse(document.getElementById(id)?.textContent ?? "null");
}

export const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);

export function browserName(agent = navigator.userAgent) {
  if (/iPhone|iPad/.test(agent)) return "safari_ios";
  if (/Android/.test(agent)) return "android";
  if (/Firefox\//.test(agent)) return "firefox";
  if (/Edg\//.test(agent)) return "edge";
  return /Chrome\//.test(agent) ? "chrome" : "safari_mac";
}

// What is wrong with a camera or microphone, and what to do about it here.
export function problemText(words, kind, problem) {
  const text = fill(words[problem], { device: words.devices[kind] });
  return problem === "denied" ? `${text} ${words.help[browserName()]}` : text;
}
