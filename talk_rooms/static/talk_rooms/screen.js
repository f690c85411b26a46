// The device's screen: kept awake, filled, or left for a small picture over other windows.

let isWanted = false;
let isAsking = false;
let lock = null;

// The browser takes the lock away whenever the page is hidden.
export async function keepAwake(wanted) {
  isWanted = wanted;
  if (wanted && !isAsking && (lock?.released ?? true)) {
    isAsking = true;
    lock = await navigator.wakeLock?.request("screen").catch(() => null);
    isAsking = false;
  }
  // It may have come when nobody wants it any more.
  if (!isWanted) lock?.release();
}

document.addEventListener("visibilitychange", () => {
  if (isWanted && !document.hidden) keepAwake(true);
});

// iPhones fill the screen with a video only.
export const canFill = (root, video) => root.requestFullscreen ?? video.webkitEnterFullscreen;

export function fill(root, video) {
  if (document.fullscreenElement) document.exitFullscreen();
  else if (root.requestFullscreen) root.requestFullscreen().catch(() => {});
  else video.webkitEnterFullscreen();
}

export function float(video) {
  if (document.pictureInPictureElement) document.exitPictureInPicture();
  else video.requestPictureInPicture().catch(() => {});
}

export function leaveAll(video) {
  keepAwake(false);
  if (document.pictureInPictureElement) document.exitPictureInPicture();
  // Where the video alone fills the screen, the words that it is over lie beneath.
  video.webkitExitFullscreen?.();
}
