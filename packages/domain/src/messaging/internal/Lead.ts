/**
 * How long before its instant a message has to be ready, in milliseconds: the longest that it has lately taken, and a
 * quarter.
 */
export class Lead {
  private begin = 0
  private late = 0

  /** Before beginning: until the group commit answers. */
  get beforeBegin(): number {
    return this.begin * 1.25
  }

  /** Before the POST: this process has other things to do at the very instant. */
  get beforePost(): number {
    return this.late * 1.25
  }

  began(millis: number): void {
    this.begin = longest(this.begin, millis)
  }

  wasLate(millis: number): void {
    this.late = longest(this.late, millis)
  }
}

// One slow time is forgotten after some thousand quick ones.
const longest = (known: number, millis: number): number => millis > known ? millis : known * 0.999 + millis * 0.001
