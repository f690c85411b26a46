// When a page may go on by itself: nobody is torn out of a sentence.

const READING_MS = 3000;
const WRITING_MS = 10_000;

// Calls `go` after a time to read, for whoever writes at their next pause, and not while `isHeld()`.
export function atAPause(go, isHeld) {
  const written = document.activeElement.value;
  const look = () => {
    const { value } = document.activeElement;
    if ((value && value !== written) || isHeld()) atAPause(go, isHeld);
    else go();
  };
  setTimeout(look, written ? WRITING_MS : READING_MS);
}
