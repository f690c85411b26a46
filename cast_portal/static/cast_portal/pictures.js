// Shows a chosen picture at once, turns it, takes it back, and says what cannot be sent.

import { isShown, problemOf, turnedOnce } from "./picture_file.js";

const MESSAGES = { "too-large": "tooLarge", "wrong-type": "wrongType" };

function watch(field) {
  const inputs = [...field.querySelectorAll("input[type=file]")];
  const choice = field.querySelector(".picture-input__choice");
  const frame = choice.querySelector("[data-turned]");
  const picture = frame.querySelector("img");
  const turn = choice.querySelector("input[type=hidden]");
  const status = field.querySelector("[role=status]");
  field.dataset.scripted = "";

  function setTurn(degrees) {
    turn.value = frame.dataset.turned = degrees;
  }

  function show(file) {
    const seen = Boolean(file) && isShown(file);
    URL.revokeObjectURL(picture.src);
    picture.removeAttribute("src");
    if (seen) picture.src = URL.createObjectURL(file);
    frame.hidden = !seen;
    choice.hidden = !file;
    choice.querySelector("[data-turn]").hidden = !seen;
    choice.querySelector("[data-unseen]").hidden = seen;
    choice.querySelector("[data-name]").textContent = file ? file.name : "";
    setTurn(0);
  }

  function choose(input) {
    const [file] = input.files;
    const limits = { maxBytes: Number(field.dataset.maxBytes), accept: input.accept };
    const problem = file ? problemOf(file, limits) : "";
    // One picture: what was chosen the other way counts no more.
    for (const other of inputs) if (other !== input) other.value = "";
    if (problem) input.value = "";
    show(problem ? undefined : file);
    const chosen = file ? `${file.name} ${field.dataset.chosen}` : field.dataset.dropped;
    status.textContent = problem ? field.dataset[MESSAGES[problem]] : chosen;
    status.classList.toggle("visually-hidden", !problem);
    status.classList.toggle("picture-input__problem", Boolean(problem));
  }

  for (const input of inputs) input.addEventListener("change", () => choose(input));
  // A picture that the browser cannot decode after all: its name is shown instead.
  picture.addEventListener("error", () => (frame.hidden = true));
  choice.querySelector("[data-turn]").addEventListener("click", () => {
    setTurn(turnedOnce(Number(turn.value)));
    status.textContent = field.dataset.turned;
  });
  choice.querySelector("[data-drop]").addEventListener("click", () => {
    for (const input of inputs) input.value = "";
    show(undefined);
    status.textContent = field.dataset.dropped;
    inputs.at(-1).focus();
  });
}

const start = (root) => root.querySelectorAll("[data-picture]").forEach(watch);
start(document);
document.addEventListener("sashitalk:renewed", ({ target }) => start(target));
