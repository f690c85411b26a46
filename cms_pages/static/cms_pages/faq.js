// Narrows the questions while one types. Without it the form asks the server.
const form = document.querySelector("[data-faq-search]");
const status = document.querySelector("[data-faq-status]");
const groups = [...document.querySelectorAll("[data-faq-group]")];

const plain = (text) => text.normalize("NFKC").toLowerCase();
const questions = groups.flatMap((group) =>
  [...group.querySelectorAll("details")].map((element) => ({
    element,
    group,
    text: plain(element.textContent),
  })),
);

function narrow(typed) {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { element, text } of questions) {
    element.hidden = !words.every((word) => text.includes(word));
    shown += element.hidden ? 0 : 1;
  }
  for (const group of groups) {
    group.hidden = questions.every((one) => one.group !== group || one.element.hidden);
  }
  status.textContent = words.length ? status.dataset.faqStatus.replace("%", shown) : "";
}

// A page that the server has narrowed already lacks the rest.
if (form && questions.length && !form.elements.q.defaultValue) {
  form.elements.q.addEventListener("input", (event) => narrow(event.target.value));
}
