/** `npm run test:limits -- --seconds 30` shows that limits are kept and used, and that no tenant keeps others waiting. */
import { parseArgs } from "node:util"
import { isWithin } from "../crash/Limits.js"
import { Missing } from "../crash/ServerProcess.js"
import * as Hogs from "./Hogs.js"
import * as Saturation from "./Saturation.js"

const { values } = parseArgs({ options: { seconds: { type: "string", default: "30" } } })
const began = performance.now()
const say = (line: string) => console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`)

try {
  const saturation = await Saturation.run({ seconds: Number(values.seconds), say })
  console.log(`\n${Saturation.report(saturation)}\n`)
  const fared = await Hogs.run({ times: 5, say })
  console.log(`\n${Hogs.report(fared)}`)
  const isFine = saturation.uses.every((use) => isWithin(use) && use.utilisation >= Saturation.wanted(use)) &&
    fared.every(({ took }) => took.every((millis) => millis <= Hogs.within))
  process.exitCode = isFine ? 0 : 1
} catch (error) {
  if (!(error instanceof Missing)) throw error
  console.error(error.message)
  process.exitCode = 1
}
