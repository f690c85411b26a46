// Narrows the questions while one types, and opens the one that the address names.
// Without it the form asks the server, which hides the same questions.
import { fold, foldWords, spansOf } from "./folding.js";

const PAUSE_MS = 150;
const form = document.querySelector("[data-faq-search]");
const field = form.elements.q;
const status = document.querySelector("[data-faq-status]");
const none = document.querySelector("[data-faq-none]");
const elsewhere = none.querySelector("[data-faq-elsewhere]");

const groups = [...document.querySelectorAll("[data-faq-group]")].map((element) => ({
  element,
  link: document.querySelector(`[data-faq-groups] [href="#${element.dataset.faqGroup}"]`),
  questions: [...element.querySelectorAll("details")].map((details) => ({
    details,
    texts: [...details.querySelectorAll("[data-faq-text]")],
    folded: fold(
      [...details.querySelectorAll("[data-faq-text]")].map((one) => one.textContent).join("\n"),
    ),
  })),
}));
const questions = groups.flatMap((group) => group.questions);

function narrow() {
  const words = foldWords(field.value);
  for (const { details, folded } of questions) {
    details.hidden = !words.every((word) => folded.includes(word));
  }
  for (const { element, link, questions: own } of groups) {
    element.hidden = own.every(({ details }) => details.hidden);
    link.parentElement.hidden = element.hidden;
  }
  const found = questions.filter(({ details }) => !details.hidden);
  none.hidden = found.length > 0;
  elsewhere.search = new URLSearchParams({ q: field.value.trim() });
  tell(words, found.length);
  highlight(words, found);
}

function tell(words, count) {
  const { all, some, nothing } = status.dataset;
  const form = words.length === 0 ? all : count ? some : nothing;
  status.textContent = form.replace("{words}", field.value.trim()).replace("{count}", count);
}

// Paints the words without touching the page's elements.
function highlight(words, found) {
  if (!globalThis.Highlight) return;
  const ranges = found.flatMap(({ texts }) => texts.flatMap((text) => rangesIn(text, words)));
  CSS.highlights.set("found-words", new Highlight(...ranges));
}

function rangesIn(element, words) {
  const ranges = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    for (const [start, end] of spansOf(words, walker.currentNode.data)) {
      const range = new Range();
      range.setStart(walker.currentNode, start);
      range.setEnd(walker.currentNode, end);
      ranges.push(range);
    }
  }
  return ranges;
}

// The address can be shared, and the way back leads here again.
function keepAddress() {
  const words = field.value.trim();
  const query = words ? `?q=${encodeURIComponent(words)}` : "";
  history.replaceState(history.state, "", location.pathname + query);
}

function apply() {
  clearTimeout(timer);
  narrow();
  keepAddress();
}

function clear() {
  field.value = "";
  apply();
}

function openNamed() {
  const summary = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const details = summary?.closest("details.question");
  if (!details) return;
  if (details.hidden) {
    field.value = "";
    narrow();
  }
  details.open = true;
  summary.scrollIntoView();
  summary.focus({ preventScroll: true });
}

async function copyLink(button) {
  await navigator.clipboard.writeText(new URL(button.dataset.copyLink, location.href).href);
  const before = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => (button.textContent = before), 2000);
}

let timer;
field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(apply, PAUSE_MS);
});
field.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !field.value) return;
  event.preventDefault();
  clear();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  apply();
});
none.querySelector("[data-faq-all]").addEventListener("click", (event) => {
  event.preventDefault();
  clear();
  field.focus();
});
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy-link]")) {
    button.hidden = false;
    button.addEventListener("click", () => copyLink(button));
  }
}
addEventListener("hashchange", openNamed);
if (field.value) narrow();
openNamed();
