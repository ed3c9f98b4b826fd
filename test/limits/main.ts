/** `npm run test:limits -- --seconds 30` shows that limits are kept and used, and that no tenant keeps others waiting. */
import { parseArgs } from "node:util"
import * as Hogs from "./Hogs.js"
import * as Saturation from "./Saturation.js"

const { values } = parseArgs({ options: { seconds: { type: "string", default: "30" } } })
const began = performance.now()
const say = (line: string) => console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`)

if (process.env["X"] !== "h") {
  const saturation = await Saturation.run({ seconds: Number(values.seconds), say })
  console.log(Saturation.report(saturation))
}
if (process.env["X"] !== "s") {
  const fared = await Hogs.run({ times: 4, say })
  console.log(Hogs.report(fared))
}
