/**
 * Loaded before a side with `--statements`: how long each statement takes as its caller sees it, which includes waiting
 * for the event loop.
 */
import pg from "pg"

interface Tally {
  calls: number
  rows: number
  milliseconds: number
}

const tallies = new Map<string, Tally>()

const tally = (text: string, milliseconds: number, rows: number): void => {
  const name = text.replace(/\s+/g, " ").trim().slice(0, 90)
  const known = tallies.get(name) ?? { calls: 0, rows: 0, milliseconds: 0 }
  known.calls++
  known.rows += rows
  known.milliseconds += milliseconds
  tallies.set(name, known)
}

type Callback = (error: unknown, result?: { readonly rowCount?: number | null }) => void

// The one function that every statement of a pool's client goes through.
const prototype = pg.Client.prototype as unknown as { query: (...args: Array<unknown>) => unknown }
const { query } = prototype
prototype.query = function(this: unknown, ...args: Array<unknown>) {
  const [statement] = args
  const text = typeof statement === "string" ? statement : (statement as { readonly text?: string }).text ?? "a cursor"
  const start = performance.now()
  const callback = args.at(-1)
  if (typeof callback !== "function") return query.apply(this, args)
  const timed: Callback = (error, result) => {
    tally(text, performance.now() - start, result?.rowCount ?? 0)
    ;(callback as Callback)(error, result)
  }
  return query.apply(this, [...args.slice(0, -1), timed])
}

process.on("exit", () => {
  const rows = [...tallies].toSorted(([, a], [, b]) => b.milliseconds - a.milliseconds).slice(0, 20)
  console.error(`${"calls".padStart(8)} ${"ms each".padStart(9)} ${"rows each".padStart(10)}  statement`)
  for (const [name, { calls, milliseconds, rows: count }] of rows) {
    const each = (value: number) => (value / calls).toFixed(2)
    console.error(`${String(calls).padStart(8)} ${each(milliseconds).padStart(9)} ${each(count).padStart(10)}  ${name}`)
  }
})
