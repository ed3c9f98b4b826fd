/** What a request can hold that nobody meant to send. Everything comes from a generator of numbers, so that a seed says all. */
export type Random = () => number

export const random = (seed: number): Random => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const pick = <A>(next: Random, items: ReadonlyArray<A>): A => items[Math.floor(next() * items.length)]!

const deep = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth)

/** Values in JSON, as text: some of them no program would write. */
export const values: ReadonlyArray<string> = [
  "null",
  "true",
  "0",
  "-1",
  "1.5",
  "1e400",
  "-1e400",
  "9007199254740993",
  "1e21",
  "[]",
  "{}",
  "[null]",
  "[[]]",
  "\"\"",
  "\" \"",
  "\"\\u0000\"",
  "\"a\\u0000b\"",
  "\"\\ud800\"",
  "\"\\udfff\\ud800\"",
  "\"\\u202e\"",
  "\"\\ufeff\"",
  "\"%00\"",
  "\"' or 1=1 --\"",
  "\"\\\\\"",
  "\"${7*7}\"",
  "\"{{constructor}}\"",
  "\"../../etc/passwd\"",
  "\"<script>alert(1)</script>\"",
  "\"\\r\\nSet-Cookie: a=b\"",
  `"${"x".repeat(70_000)}"`,
  `"${"é".repeat(3_000)}"`,
  `"${"👩‍👩‍👧‍👦".repeat(300)}"`,
  "\"00000000-0000-0000-0000-000000000000\"",
  "\"9999-99-99\"",
  "\"+275760-09-13T00:00:00.000Z\"",
  "\"-271821-04-20\"",
  "\"0000-01-01T00:00\"",
  "\"NaN\"",
  "\"Infinity\"",
  "{\"__proto__\":{\"role\":\"ADMIN\"}}",
  "{\"constructor\":{\"prototype\":{\"x\":1}}}",
  "{\"toString\":1,\"hasOwnProperty\":2,\"length\":-1}",
  "{\"then\":1}",
  deep(18, "[", "]"),
  deep(500, "[", "]"),
  deep(50_000, "[", "]"),
  `${"{\"a\":".repeat(300)}1${"}".repeat(300)}`,
  `[${"1,".repeat(3_000)}1]`,
  `{${Array.from({ length: 1_000 }, (_, n) => `"k${n}":1`).join()}}`
]

/** The same for a query, a path or a header's value. */
export const texts: ReadonlyArray<string> = [
  "",
  "0",
  "-1",
  "1.5",
  "1e9",
  "abc",
  "%00",
  "a%00b",
  "%ff%fe",
  "%",
  "%2e%2e%2f",
  "..",
  "null",
  "undefined",
  "true",
  "[]",
  "__proto__",
  "constructor",
  "9".repeat(400),
  "x".repeat(6_000),
  "%F0%9F%92%8D",
  "'",
  "%27%20or%201=1",
  "%5C",
  "*",
  "00000000-0000-0000-0000-000000000000",
  "GOLD_LOAN",
  "2026-02-30",
  "+275760-09-13",
  "1&limit=2"
]

export const contentTypes: ReadonlyArray<string> = [
  "application/json",
  "application/json; charset=utf-16",
  "application/json;charset=\"",
  "text/plain",
  "text/html",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "multipart/form-data; boundary=x",
  "application/xml",
  "*/*",
  "",
  "application/JSON ; x=y",
  "application/octet-stream"
]
