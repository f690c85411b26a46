// Looking closely at a document: larger, smaller, turned. The stylesheet knows the steps.

const LARGEST = 4;

function watchDocument(figure) {
  const sheet = figure.querySelector("[data-turned]");
  const said = figure.querySelector("[data-said]");
  figure.querySelector("[hidden]").hidden = false;
  figure.addEventListener("click", ({ target }) => {
    if (target.dataset.zoom) zoom(sheet, target.dataset.zoom === "in" ? 1 : -1);
    else if ("turn" in target.dataset) turn(sheet);
    else return;
    said.textContent =
      `${said.dataset.scale} ${sheet.dataset.scale} / ${LARGEST}, ` +
      `${said.dataset.angle} ${sheet.dataset.turned}°`;
  });
}

function zoom(sheet, step) {
  const scale = Number(sheet.dataset.scale) + step;
  sheet.dataset.scale = Math.min(LARGEST, Math.max(1, scale));
}

function turn(sheet) {
  sheet.dataset.turned = (Number(sheet.dataset.turned) + 90) % 360;
}

document.querySelectorAll("[data-document]").forEach(watchDocument);
