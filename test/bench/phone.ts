/** Phone numbers as a shop's file has them: our parser against the library it builds on, used alone. */
import * as PhoneParserLive from "@ektola/adapters/files/PhoneParser"
import { PhoneParser } from "@ektola/domain/ports/PhoneParser"
import * as Effect from "effect/Effect"
import { parsePhoneNumber } from "libphonenumber-js/max"
import { compare } from "./interleaved.js"

const count = 20_000
const shapes = [
  (digits: string) => digits,
  (digits: string) => `+91 ${digits.slice(0, 5)} ${digits.slice(5)}`,
  (digits: string) => `0${digits}`,
  (digits: string) => `91${digits}`
]
const texts = Array.from({ length: count }, (_, index) => {
  const shape = shapes[index % shapes.length] ?? String
  return shape(`98000${String(index).padStart(5, "0")}`)
})

export const run = async (): Promise<void> => {
  const { parse } = await Effect.runPromise(Effect.provide(PhoneParser, PhoneParserLive.layer))
  const { ours, peer, ratio } = compare(
    { name: "ours", run: () => texts.forEach((text) => parse(text)) },
    { name: "libphonenumber-js", run: () => texts.forEach((text) => parsePhoneNumber(text, "IN").isValid()) }
  )
  const perSecond = (milliseconds: number) => Math.round((count / milliseconds) * 1000)
  console.log(`ours               ${perSecond(ours).toLocaleString("en-IN").padStart(12)} numbers/s`)
  console.log(`libphonenumber-js  ${perSecond(peer).toLocaleString("en-IN").padStart(12)} numbers/s`)
  console.log(
    JSON.stringify({ bench: "phone", ours: perSecond(ours), peer: perSecond(peer), ratio: Number(ratio.toFixed(2)) })
  )
}
