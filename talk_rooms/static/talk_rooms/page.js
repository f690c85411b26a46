// Small things every script of these pages needs.

export const find = (name, root = document) => root.querySelector(`[data-${name}]`);

export function readData(id) {
  return JSON.parse(document.getElementById(id).textContent);
}
