// What this window tells the server of its call: on every change, now and then, and at the end.

const EVERY_SECONDS = 15;

export class Facts {
  constructor(send) {
    this.send = send;
  }

  // {path, quality, restarts, connected}: the last counts the seconds in which the other side's
  // media came in.
  note(fresh) {
    const { told } = this;
    this.fresh = fresh;
    const isNew = ["path", "quality", "restarts"].some((name) => told?.[name] !== fresh[name]);
    if (isNew || fresh.connected - told.connected >= EVERY_SECONDS) this.tell();
  }

  // A new seat knows nothing yet.
  startAnew() {
    this.told = undefined;
  }

  tell() {
    if (this.fresh === this.told) return;
    this.told = this.fresh;
    this.send({ type: "facts", ...this.told });
  }
}
