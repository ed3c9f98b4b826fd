/** `npm run test:mutations`: plants each fault and demands that a suite turns red. Needs DATABASE_URL. */
import { relative } from "node:path"
import { fileURLToPath } from "node:url"
import { startVitest } from "vitest/node"
import { type Mutation, mutations, plant } from "./mutations.js"

if ((process.env["DATABASE_URL"] ?? "") === "") {
  process.stderr.write("Set DATABASE_URL: these faults show on a real server only.\n")
  process.exit(2)
}

const root = fileURLToPath(new URL("../..", import.meta.url))

/** The first test that failed, or null when the suites are green. */
const firstFailure = async (mutation: Mutation): Promise<string | null> => {
  const vitest = await startVitest("test", [...mutation.suites], { root, watch: false, reporters: [{}] }, {
    plugins: [{
      name: "mutation",
      enforce: "pre",
      transform: (text, id) => plant(mutation, relative(root, id.split("?")[0] ?? ""), text)
    }]
  })
  const modules = vitest.state.getTestModules()
  await vitest.close()
  const tests = modules.flatMap((module) => [...module.children.allTests()])
  // A suite that does not even load has caught nothing.
  if (tests.length === 0) throw new Error(`"${mutation.name}" could not be run`)
  return tests.find((test) => test.result().state === "failed")?.fullName ?? null
}

let caught = 0
for (const mutation of mutations) {
  const failure = await firstFailure(mutation)
  if (failure !== null) caught++
  console.log(failure === null ? `MISSED  ${mutation.name}` : `caught  ${mutation.name}, by "${failure}"`)
}
console.log(`${mutations.length} mutations, ${caught} caught`)
process.exit(caught === mutations.length ? 0 : 1)
