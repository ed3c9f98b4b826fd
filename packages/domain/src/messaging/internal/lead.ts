/** Begun this much before its instant, a message is on time: the longest that beginning has lately taken, and a quarter. */
export const lead = () => {
  let longest = 0
  return {
    millis: () => longest * 1.25,
    took: (millis: number) => {
      // One slow begin is forgotten after some thousand quick ones.
      longest = millis > longest ? millis : longest * 0.999 + millis * 0.001
    }
  }
}
