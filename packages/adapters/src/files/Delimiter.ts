/**
 * Which character separates the cells of a table.
 *
 * @since 0.1.0
 */
import Papa from "papaparse"

/**
 * @since 0.1.0
 * @category model
 */
export type Delimiter = string

const candidates = [",", ";", "\t", "|"]
const sampleRows = 100

/**
 * The delimiter by which most rows have the same number of cells, at least two; of equals the one with more cells.
 * Counting characters would let the commas in addresses win over the tabs between cells. A sample that was cut off must
 * say so by `complete`, for its last row does not count.
 *
 * @since 0.1.0
 * @category rules
 */
export const detect = (sample: string, complete: boolean): Delimiter => {
  let best: Delimiter = ","
  let bestScore = 0
  for (const candidate of candidates) {
    const score = rate(sample, candidate, complete)
    if (score > bestScore) [best, bestScore] = [candidate, score]
  }
  return best
}

/**
 * The delimiter that Excel's hint line names, and what follows the line. Excel shows no row for it.
 *
 * @since 0.1.0
 * @category parsing
 */
export const fromHint = (text: string): { readonly delimiter: Delimiter; readonly rest: string } | null => {
  const hint = /^"?sep=([^\n])"?(?:\n|$)/i.exec(text)
  return hint === null ? null : { delimiter: hint[1] ?? ",", rest: text.slice(hint[0].length) }
}

const rate = (sample: string, delimiter: Delimiter, complete: boolean): number => {
  // The sample may be one row only, and that row cut off.
  const cutOff = !complete && sample.includes("\n")
  const parser = new Papa.Parser({ delimiter, newline: "\n", preview: sampleRows })
  const { data, errors } = parser.parse(sample, 0, cutOff) as Papa.ParseResult<ReadonlyArray<string>>
  const faulty = new Set(errors.map((error) => error.row))
  const widths = new Map<number, number>()
  data.forEach((cells, index) => {
    if (cells.length < 2 || faulty.has(index) || cells.every((cell) => cell.trim() === "")) return
    widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1)
  })
  // The width decides between equals only.
  return Math.max(0, ...Array.from(widths, ([width, count]) => count + Math.min(width, 1000) / 2000))
}
