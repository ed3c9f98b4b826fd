import { build } from "esbuild"
import { spawn } from "node:child_process"
import { mkdirSync } from "node:fs"
import { createServer, type Server } from "node:net"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, assert, beforeAll, describe, it } from "vitest"

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
// Inside the repository, so that what is not bundled is found.
const folder = here("../../node_modules/.cache/ektola-start")

const required = {
  http: [
    "DATABASE_URL",
    "EKTOLA_JWT_SECRET",
    "EKTOLA_TOKEN_KEYS",
    "EKTOLA_PERSON_KEY",
    "WHATSAPP_APP_SECRET",
    "WHATSAPP_VERIFY_TOKEN"
  ],
  worker: ["EKTOLA_ENVIRONMENT", "EKTOLA_PERSON_KEY", "DATABASE_URL", "EKTOLA_TOKEN_KEYS"]
}

const bundle = (process: keyof typeof required) =>
  build({
    entryPoints: [here(`../../packages/${process}/src/main.ts`)],
    outfile: join(folder, `${process}.mjs`),
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["@ektola/source"],
    external: ["pg-native", "@node-rs/*"],
    banner: { js: `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);` },
    logLevel: "error"
  })

interface Ended {
  readonly code: number | null
  readonly said: string
  readonly seconds: number
}

const start = (name: keyof typeof required, env: Readonly<Record<string, string>>): Promise<Ended> =>
  new Promise((resolve) => {
    const from = performance.now()
    const child = spawn(process.execPath, [join(folder, `${name}.mjs`)], { env, stdio: "pipe" })
    let said = ""
    const hear = (chunk: Buffer) => void (said += String(chunk))
    child.stdout.on("data", hear)
    child.stderr.on("data", hear)
    child.on("close", (code) => resolve({ code, said, seconds: (performance.now() - from) / 1000 }))
  })

describe("a start in production without what it needs", () => {
  // Whoever opened the port before looking at the settings would fail with this.
  let taken: Server
  let port = 0
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true })
    taken = createServer().listen(0, "127.0.0.1")
    await new Promise((resolve) => taken.once("listening", resolve))
    port = (taken.address() as { port: number }).port
    await Promise.all([bundle("http"), bundle("worker")])
  }, 60_000)
  afterAll(() => void taken.close())

  for (const name of ["http", "worker"] as const) {
    for (const [how, value] of [["missing", undefined], ["weak", "REPLACE_ME"]] as const) {
      it(`${name} ends with everything that is ${how} named, within 5 s and before any port is opened`, async () => {
        const weak = value === undefined ? {} : Object.fromEntries(required[name].map((key) => [key, value]))
        const { code, said, seconds } = await start(name, { HOST: "127.0.0.1", PORT: String(port), ...weak })
        assert.strictEqual(code, 1)
        const lines = said.trim().split("\n")
        assert.strictEqual(lines[0], "EkTola does not start:")
        assert.deepStrictEqual(lines.slice(1).map((line) => line.trim().split(" ")[0]), required[name])
        assert.notMatch(said, /EADDRINUSE|is taken|listening/)
        assert.isBelow(seconds, 5)
      }, 30_000)
    }
  }
})
