import type { Side, SideName } from "./children.js"
import type { Options } from "./options.js"
import type { Measured } from "./round.js"
import { senders } from "./seed.js"

const titles: Readonly<Record<SideName, string>> = {
  ours: "ours",
  bullmq: "BullMQ, records nothing",
  bare: "bare loop, pg and undici"
}

const median = (numbers: ReadonlyArray<number>): number => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] ?? NaN : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}

const whole = (value: number): string => Math.round(value).toLocaleString("en-IN")
const rounded = (value: number, digits: number): number => Number(value.toFixed(digits))

export const ground = ({ messages, rounds }: Options, unsafe: ReadonlyArray<string>): void => {
  console.log(`${whole(messages)} messages of ${senders} senders, ${rounds} rounds, answers after 20 ms`)
  if (unsafe.length > 0) console.log(`NOT the default durability: ${unsafe.join(", ")}`)
}

export const calibrated = ({ inFlight, name }: Side, rate: number): void =>
  console.log(`  ${titles[name].padEnd(25)} ${String(inFlight).padStart(3)} in flight ${whole(rate).padStart(7)}/s`)

export const round = (index: number, measured: ReadonlyMap<SideName, Measured>): void => {
  const rates = [...measured].map(([name, { rate }]) => `${name} ${whole(rate)}/s`)
  console.log(`  round ${index + 1}: ${rates.toSorted().join(", ")}`)
}

type Cpu = Measured["cpu"]

const medianCpu = (all: ReadonlyArray<Measured>): Cpu => {
  const of = (part: keyof Cpu) => rounded(median(all.map(({ cpu }) => cpu[part] ?? NaN)), 4)
  const postgres = of("postgres")
  return { own: of("own"), postgres: Number.isNaN(postgres) ? null : postgres, redis: of("redis"), mock: of("mock") }
}

const column = (value: number | null): string => (value === null ? "?" : value.toFixed(3)).padStart(9)

/** The table for people, and the line for machines. */
export const result = (sides: ReadonlyArray<Side>, rounds: ReadonlyArray<ReadonlyMap<SideName, Measured>>): void => {
  const of = (name: SideName) => rounds.flatMap((each) => each.get(name) ?? [])
  const ratio = (other: SideName) => {
    const pairs = rounds.flatMap((each) => {
      const [ours, theirs] = [each.get("ours"), each.get(other)]
      return ours === undefined || theirs === undefined ? [] : [ours.rate / theirs.rate]
    })
    return pairs.length === 0 ? null : rounded(median(pairs), 2)
  }
  const rate = (name: SideName) => of(name).length === 0 ? null : Math.round(median(of(name).map(({ rate }) => rate)))
  console.log(`\n${"".padEnd(25)} in flight  messages/s   CPU s per 1,000:  own Postgres    Redis     mock`)
  for (const { inFlight, name } of sides) {
    const cpu = medianCpu(of(name))
    console.log(
      `${titles[name].padEnd(25)} ${String(inFlight).padStart(9)} ${whole(rate(name) ?? NaN).padStart(11)}          ` +
        [cpu.own, cpu.postgres, cpu.redis, cpu.mock].map(column).join("")
    )
  }
  console.log(JSON.stringify({
    bench: "dispatch",
    ours: rate("ours"),
    peer: rate("bullmq"),
    bare: rate("bare"),
    ratio: ratio("bullmq"),
    ratioBare: ratio("bare"),
    inFlight: Object.fromEntries(sides.map(({ inFlight, name }) => [name, inFlight])),
    cpu: Object.fromEntries(sides.map(({ name }) => [name, medianCpu(of(name))]))
  }))
}
