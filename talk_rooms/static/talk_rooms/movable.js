// The own picture gets out of the way, dragged or by the arrow keys, into one of the four corners.

const KEYS = {
  ArrowLeft: { x: "left" },
  ArrowRight: { x: "right" },
  ArrowUp: { y: "top" },
  ArrowDown: { y: "bottom" },
};

export function makeMovable(picture, stage) {
  let from = null;

  picture.addEventListener("keydown", (event) => {
    if (!(event.key in KEYS)) return;
    event.preventDefault();
    Object.assign(picture.dataset, KEYS[event.key]);
  });
  picture.addEventListener("pointerdown", (event) => {
    picture.setPointerCapture(event.pointerId);
    from = event;
  });
  picture.addEventListener("pointermove", ({ x, y }) => {
    if (from) picture.style.translate = `${x - from.x}px ${y - from.y}px`;
  });
  picture.addEventListener("lostpointercapture", () => {
    const boxes = [picture, stage].map((one) => one.getBoundingClientRect());
    Object.assign(picture.dataset, nearestCorner(...boxes));
    picture.style.translate = "";
    from = null;
  });
}

export function nearestCorner(box, stage) {
  return {
    x: box.left + box.right < stage.left + stage.right ? "left" : "right",
    y: box.top + box.bottom < stage.top + stage.bottom ? "top" : "bottom",
  };
}
