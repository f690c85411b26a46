// What the server put into the page: its parts, by their data attributes, and its data.

export const find = (name, root = document) => root.querySelector(`[data-${name}]`);

export const readData = (id) => JSON.parse(document.getElementById(id).textContent);
