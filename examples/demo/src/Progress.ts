/** Lines that are drawn again in place on a terminal, and every few seconds elsewhere. */
const interval = 3_000

export class Progress {
  private lines = 0
  private last = ""
  private drawnAt = 0

  draw(lines: ReadonlyArray<string>): void {
    const text = lines.join("\n")
    if (process.stdout.isTTY) {
      if (this.lines > 0) process.stdout.write(`\u001b[${this.lines}A\u001b[J`)
      process.stdout.write(`${text}\n`)
      this.lines = lines.length
    } else if (performance.now() - this.drawnAt > interval) {
      console.log(text)
      this.drawnAt = performance.now()
      this.last = ""
      return
    }
    this.last = text
  }

  /** Shows the last state where it has not been shown yet. */
  end(): void {
    if (!process.stdout.isTTY && this.last !== "") console.log(this.last)
    this.lines = 0
    this.last = ""
  }
}

export const bar = (share: number, width = 28): string => {
  const filled = Math.round(Math.min(Math.max(share, 0), 1) * width)
  return `${"█".repeat(filled)}${"░".repeat(width - filled)}`
}
