// A step that is left by its progress bar is saved first, as by every button of its form.

const form = document.querySelector("form.entry");

for (const link of form ? document.querySelectorAll("[data-leave]") : []) {
  link.addEventListener("click", (event) => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const leave = document.createElement("button");
    leave.name = "go";
    leave.value = link.pathname.split("/").at(-2);
    leave.formNoValidate = true;
    leave.hidden = true;
    form.append(leave);
    form.requestSubmit(leave);
  });
}

document.getElementById("errors")?.focus();
