// Menus in the header open and close without this; with it they behave as menus do elsewhere.
const menus = [...document.querySelectorAll("details.site-menu")];

function closeOthers(target) {
  for (const menu of menus) if (!menu.contains(target)) menu.open = false;
}

for (const menu of menus) {
  menu.addEventListener("toggle", () => {
    if (menu.open && "focusField" in menu.dataset) menu.querySelector("input").focus();
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
document.addEventListener("pointerdown", (event) => closeOthers(event.target));
document.addEventListener("focusin", (event) => closeOthers(event.target));
