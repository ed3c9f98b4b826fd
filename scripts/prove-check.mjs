// npm run check:prove: a check that finds nothing may be a check that looks at nothing. Plants violations as new files,
// runs the step that has to find them, and demands that it fails and names each one. The plants always go again.
import { existsSync } from "node:fs"
import { mkdir, rm, rmdir, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { node, root, stopAll } from "./lib/run.mjs"

// step: the check; file: the plant; finding: what the output must say about this file, null for a mere helper.
const plants = [
  {
    step: "types",
    file: "packages/domain/src/PlantedEffect.ts",
    finding: "floatingEffect",
    text: `import * as Effect from "effect/Effect"

export const planted = Effect.gen(function*() {
  Effect.log("never runs")
  return yield* Effect.succeed(1)
})
`
  },
  {
    step: "types",
    file: "packages/domain/src/PlantedDate.ts",
    finding: "globalDate",
    text: "export const planted = () => new Date()\n"
  },
  {
    step: "types",
    file: "packages/worker/src/PlantedEffect.ts",
    finding: "floatingEffect",
    text: `import * as Effect from "effect/Effect"

export const planted = () => {
  Effect.log("never runs")
}
`
  },
  {
    step: "types",
    file: "packages/worker/src/PlantedType.ts",
    finding: "TS2322",
    text: "export const planted: number = \"1\"\n"
  },
  ...["domain", "adapters", "http", "worker", "sdk"].map((name) => ({
    step: "lint",
    file: `packages/${name}/src/PlantedPromise.ts`,
    finding: "no-floating-promises",
    text: `const work = async () => 1

export const planted = () => {
  work()
}
`
  })),
  {
    step: "format",
    file: "packages/domain/src/PlantedFormat.ts",
    finding: "",
    text: "export const planted = 'one';\n"
  },
  {
    step: "direction",
    file: "packages/domain/src/PlantedSql.ts",
    finding: "domain-depends-on-effect-alone",
    text: "import { SqlClient } from \"@effect/sql\"\n\nexport const planted = SqlClient\n"
  },
  {
    step: "direction",
    file: "packages/domain/src/PlantedFile.ts",
    finding: "domain-depends-on-effect-alone",
    text: "import type { Stats } from \"node:fs\"\n\nexport type Planted = Stats\n"
  },
  {
    step: "direction",
    file: "packages/domain/src/PlantedAdapter.ts",
    finding: "domain-depends-on-effect-alone",
    text: "export { planted } from \"@ektola/adapters/planted-one/PlantedOne\"\n"
  },
  {
    step: "direction",
    file: "packages/adapters/src/planted-one/PlantedOne.ts",
    finding: "adapter-folders-do-not-know-each-other",
    text: "export { planted } from \"../planted-two/PlantedTwo.js\"\n"
  },
  {
    step: "direction",
    file: "packages/adapters/src/planted-two/PlantedTwo.ts",
    finding: "adapters-serve-and-do-not-compose",
    text: "import { other } from \"@ektola/http/PlantedHttp\"\n\nexport const planted = other\n"
  },
  {
    step: "direction",
    file: "packages/http/src/PlantedHttp.ts",
    finding: "http-and-worker-are-separate-processes",
    text: "import { planted } from \"@ektola/worker/PlantedWorker\"\n\nexport const other = planted\n"
  },
  {
    step: "direction",
    file: "packages/worker/src/PlantedWorker.ts",
    finding: "worker-and-http-are-separate-processes",
    text: "import type { other } from \"@ektola/http/PlantedHttp\"\n\nexport const planted: typeof other = 1\n"
  },
  {
    step: "direction",
    file: "packages/http/src/contract/PlantedContract.ts",
    finding: "contract-stands-alone",
    text: "import { other } from \"../PlantedHttp.js\"\n\nexport const planted = other\n"
  },
  {
    step: "direction",
    file: "packages/sdk/src/PlantedSdk.ts",
    finding: "sdk-depends-on-openapi-fetch-alone",
    text: "import * as Effect from \"effect/Effect\"\n\nexport const planted = Effect.void\n"
  },
  {
    step: "direction",
    file: "packages/worker/src/PlantedCycleA.ts",
    finding: "no-cycles",
    text: "import { b } from \"./PlantedCycleB.js\"\n\nexport const a = (): number => b()\n"
  },
  {
    // The other half of the cycle, which is reported once.
    step: "direction",
    file: "packages/worker/src/PlantedCycleB.ts",
    finding: null,
    text: "import { a } from \"./PlantedCycleA.js\"\n\nexport const b = (): number => a()\n"
  },
  {
    step: "direction",
    file: "packages/worker/src/PlantedUnlisted.ts",
    finding: "published-code-lists-what-it-imports",
    text: "import ts from \"typescript\"\n\nexport const planted = ts.version\n"
  },
  ...["domain", "adapters", "http", "worker"].flatMap((name) => [
    {
      step: "dead-code",
      file: `packages/${name}/src/planted/PlantedExport.ts`,
      finding: `unusedOf${name}`,
      text: `import { used } from "./internal/PlantedInternal.js"\n\nexport const unusedOf${name} = used\n`
    },
    {
      step: "dead-code",
      file: `packages/${name}/src/planted/internal/PlantedInternal.ts`,
      finding: `hiddenOf${name}`,
      text: `export const used = 1\nexport const hiddenOf${name} = 2\n`
    }
  ]),
  {
    step: "docs",
    file: "packages/domain/src/PlantedSilence.ts",
    finding: "const planted lacks a sentence",
    text: "/**\n * Says nothing.\n *\n * @since 0.1.0\n */\n\n" +
      "/**\n * @since 0.1.0\n * @category rules\n */\nexport const planted = 1\n"
  },
  {
    step: "docs",
    file: "docs/planted.md",
    finding: "TS2322",
    text: "```ts\nexport const planted: number = \"1\"\n```\n"
  },
  {
    step: "embed",
    file: "packages/domain/src/PlantedNode.ts",
    finding: "TS2307",
    text: "import type { Stats } from \"node:fs\"\n\nexport type Planted = Stats\n"
  },
  {
    step: "names",
    file: "PlantedPath.md",
    finding: "a path of this machine",
    text: `Run it in ${root}/packages.\n`
  }
]

/** The finding on the line that names the file, or on the line before it; depcruise puts the file it blames first. */
const names = (output, { file, finding, step }) => {
  const lines = output.split("\n")
  const wanted = step === "direction" ? `${finding}: ${file} ` : finding
  return lines.some((line, index) => line.includes(wanted) && `${line}\n${lines[index + 1] ?? ""}`.includes(file))
}

const remove = async (planted) => {
  for (const { file } of planted) {
    await rm(join(root, file), { force: true })
    // Folders that were made for a plant go too; one that holds something else refuses.
    for (let folder = dirname(file); folder.includes("planted"); folder = dirname(folder)) {
      await rmdir(join(root, folder)).catch(() => undefined)
    }
  }
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    stopAll()
    void remove(plants).finally(() => process.exit(130))
  })
}

let missed = 0
for (const step of new Set(plants.map((plant) => plant.step))) {
  const planted = plants.filter((plant) => plant.step === step)
  // A package without src gets none from a plant; what was meant for it then counts as missed.
  const possible = planted.filter(({ file }) =>
    !file.includes("/src/") || existsSync(join(root, file.split("/src/")[0], "src"))
  )
  await remove(planted)
  try {
    for (const { file, text } of possible) {
      await mkdir(dirname(join(root, file)), { recursive: true })
      await writeFile(join(root, file), text)
    }
    const { code, output } = await node([join(root, "scripts", "check.mjs"), step])
    for (const plant of planted.filter(({ finding }) => finding !== null)) {
      const found = code === 1 && names(output, plant)
      console.log(`${found ? "caught" : "MISSED"}  ${step.padEnd(10)}  ${plant.file} ${plant.finding}`.trimEnd())
      if (!found) missed++
    }
  } finally {
    await remove(planted)
  }
}

if (missed > 0) {
  console.error(`\n${missed} planted violations were not caught`)
  process.exit(1)
}
console.log("every planted violation was caught")
