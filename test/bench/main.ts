/** `npm run bench -- <name>`: a measurement against a peer in the same run; its last line is JSON. */
const benches: Readonly<Record<string, () => Promise<{ readonly run: () => Promise<void> }>>> = {
  audience: () => import("./audience/bench.js"),
  dispatch: () => import("./dispatch/bench.js"),
  phone: () => import("./phone.js"),
  recurrence: () => import("./recurrence.js"),
  webhooks: () => import("./webhooks/bench.js")
}

const name = process.argv[2] ?? ""
const load = Object.hasOwn(benches, name) ? benches[name] : undefined
if (load === undefined) {
  console.error(`There is no bench "${name}". Use: npm run bench -- ${Object.keys(benches).join(" | ")}`)
  process.exit(1)
}
await (await load()).run()
