// When the line is too thin for a picture: the voice alone, and the picture again once it is good.

const POOR_IN_A_ROW = 4;
const GOOD_IN_A_ROW = 8;
const LONGEST_WAIT = 64;

export class Thrift {
  // turn(isThin) takes the picture away or gives it back.
  constructor(turn) {
    Object.assign(this, { turn, isThin: false, inARow: 0, wait: GOOD_IN_A_ROW });
  }

  // One word a second; every return of the picture that did not last makes the next wait longer.
  note(quality) {
    this.inARow = quality === (this.isThin ? "good" : "poor") ? this.inARow + 1 : 0;
    if (this.inARow < (this.isThin ? this.wait : POOR_IN_A_ROW)) return;
    if (this.isThin) this.wait = Math.min(LONGEST_WAIT, this.wait * 2);
    this.isThin = !this.isThin;
    this.inARow = 0;
    this.turn(this.isThin);
  }
}
