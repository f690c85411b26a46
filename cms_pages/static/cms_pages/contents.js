// Marks in the contents which step is being read. Without it the links work all the same.

const links = new Map(
  [...document.querySelectorAll("[data-contents] a")].map((link) => [link.hash.slice(1), link]),
);

function mark(id) {
  for (const [name, link] of links) {
    if (name === id) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
  const link = links.get(id);
  link.closest("ol").scrollTo({ left: link.offsetLeft - 24 });
}

// A step is being read while it crosses a line in the upper half of the window.
const observer = new IntersectionObserver(
  (entries) => entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => mark(target.id)),
  { rootMargin: "-40% 0px -60% 0px" },
);
for (const id of links.keys()) observer.observe(document.getElementById(id));
