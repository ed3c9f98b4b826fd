// npm run check [-- name …]: everything that can be known without running the product. One line per step; a step that
// fails shows all it printed, and the others still run.
import { build } from "esbuild"
import { existsSync, rmSync } from "node:fs"
import { mkdir, mkdtemp, readdir, readFile } from "node:fs/promises"
import { homedir, tmpdir } from "node:os"
import { join, sep } from "node:path"
import { gzipSync } from "node:zlib"
import { publint } from "publint"
import { formatMessage } from "publint/utils"
import { embed } from "./lib/embed.mjs"
import { node, published, root, run, stopAll } from "./lib/run.mjs"

const sdkLimit = 4 * 1024
const sdkForeign = ["effect/", "FiberRuntime", "express"]

const passed = (note) => ({ ok: true, output: "", note })
const failed = (output) => ({ ok: false, output })
const ended = ({ code, output }) => code === 0 ? passed() : failed(output)
const tool = (command, ...args) => async () => ended(await run(command, args))
const allEnded = (results) => {
  const bad = results.filter(({ code }) => code !== 0)
  return bad.length === 0 ? passed() : failed(bad.map(({ output }) => output).join("\n"))
}

const types = async () => {
  // Effect's diagnostics are patched into the compiler by `prepare`, which an install without scripts leaves out. An
  // unpatched compiler would find nothing and say so cheerfully.
  const compiler = await readFile(join(root, "node_modules", "typescript", "lib", "_tsc.js"), "utf8")
  if (!compiler.includes("@effect/language-service")) {
    const patched = await run("effect-language-service", ["patch"])
    if (patched.code !== 0) return failed(patched.output)
  }
  return allEnded(await Promise.all([run("tsc", ["-p", "packages/domain"]), run("tsc", ["-p", "."])]))
}

const direction = async () => {
  const folders = ["packages", "examples", "test"].filter((folder) => existsSync(join(root, folder)))
  return ended(await run("depcruise", ["--config", ".dependency-cruiser.cjs", "--output-type", "err-long", ...folders]))
}

/** The modules a package offers under "./*", as attw wants them: it does not expand patterns itself. */
const entrypoints = async ({ directory }) => {
  const { exports } = JSON.parse(await readFile(join(directory, "package.json"), "utf8"))
  if (!("./*" in exports)) return Object.keys(exports).filter((key) => key !== "./package.json")
  return (await readdir(join(directory, "dist"), { recursive: true }))
    .filter((file) => file.endsWith(".d.ts") && !file.split(sep).includes("internal"))
    .map((file) => file.slice(0, -".d.ts".length).replaceAll(sep, "/"))
}

/** Builds and packs once for all steps that look at tarballs. The folder is gone when this process is. */
const packed = { folder: null, result: null }
process.on("exit", () => packed.folder !== null && rmSync(packed.folder, { recursive: true, force: true }))
const pack = () =>
  packed.result ??= (async () => {
    const names = published.map(({ name }) => name).filter((name) => name === "domain" || isWanted("packages"))
    const built = await node([join(root, "scripts", "build.mjs"), ...names])
    if (built.code !== 0) return failed(built.output)
    packed.folder = await mkdtemp(join(tmpdir(), "ektola-pack-"))
    const workspaces = names.flatMap((name) => ["--workspace", `packages/${name}`])
    return ended(
      await run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", packed.folder, ...workspaces])
    )
  })()

const tarballOf = async ({ directory }) => {
  const { name, version } = JSON.parse(await readFile(join(directory, "package.json"), "utf8"))
  return join(packed.folder, `${name.replace("@", "").replace("/", "-")}-${version}.tgz`)
}

const packages = async () => {
  const made = await pack()
  if (!made.ok) return made
  const faults = await Promise.all(published.map(async (each) => {
    const tarball = await tarballOf(each)
    const bytes = await readFile(tarball)
    const { messages, pkg } = await publint({
      pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) },
      strict: true
    })
    const found = messages
      .filter(({ type }) => type !== "suggestion")
      .map((message) => `packages/${each.name}: publint: ${formatMessage(message, pkg, { color: false })}`)
    const options = ["--profile", "esm-only", "--format", "ascii", "--no-emoji", "--entrypoints"]
    const attw = await run("attw", [tarball, ...options, ...await entrypoints(each)])
    return attw.code === 0 ? found : [...found, `packages/${each.name}: attw:\n${attw.output}`]
  }))
  return faults.flat().length === 0 ? passed() : failed(faults.flat().join("\n"))
}

const embedded = async () => {
  const made = await pack()
  if (!made.ok) return made
  const folder = join(packed.folder, "empty")
  await mkdir(folder)
  const complaints = await embed(await tarballOf(published.find(({ name }) => name === "domain")), folder)
  return complaints === "" ? passed() : failed(complaints)
}

const bundle = async () => {
  const { outputFiles: [{ text }] } = await build({
    absWorkingDir: root,
    entryPoints: ["packages/sdk/src/index.ts"],
    conditions: ["@ektola/source"],
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
    logLevel: "silent"
  })
  const size = gzipSync(text).length
  const faults = sdkForeign.filter((word) => text.includes(word)).map((word) => `the bundle of the SDK holds "${word}"`)
  if (size > sdkLimit) faults.push(`the bundle of the SDK is ${size} bytes gzip; the limit is ${sdkLimit}`)
  return faults.length === 0 ? passed(`${(size / 1024).toFixed(1)} kB`) : failed(faults.join("\n"))
}

/** Every file that git tracks or would track; without git, every file that is ours. */
const files = async () => {
  const git = await run("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], { stdoutOnly: true })
  if (git.code === 0) return git.output.split("\0").filter((file) => file !== "")
  const skipped = new Set([".git", ".local", "coverage", "dist", "node_modules"])
  const walk = async (folder) =>
    (await Promise.all(
      (await readdir(join(root, folder), { withFileTypes: true })).map((entry) => {
        const path = folder === "" ? entry.name : `${folder}/${entry.name}`
        if (entry.isDirectory()) return skipped.has(entry.name) ? [] : walk(path)
        return entry.isFile() ? [path] : []
      })
    )).flat()
  return walk("")
}

const names = async () => {
  // A path of one segment, such as /app or /src, is too common a word to search for; home folders are recognisable.
  const places = [root, homedir()].filter((path) => path.split(/[\\/]/).length > 2 || /^[\\/](root)$/.test(path))
  const escaped = places.map((path) => path.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
  const machine = places.length === 0 ? undefined : new RegExp(`(?<![\\w.@*~)}\\]/-])(${escaped.join("|")})(?=[\\\\/])`)

  const faults = []
  for (const file of await files()) {
    const text = await readFile(join(root, file), "utf8").catch((error) => {
      if (error.code === "ENOENT" || error.code === "EISDIR") return "" // deleted but tracked; a submodule
      throw error
    })
    if (text.includes("\0")) continue
    text.split("\n").forEach((line, index) => {
      const match = machine?.exec(line)
      if (match) faults.push(`${file}:${index + 1}: a path of this machine: ${match[1]}`)
    })
    if (file === "package-lock.json" && text.includes("\"resolved\": \"http")) {
      faults.push(`${file}: holds addresses of a registry, which .npmrc makes npm leave out`)
    }
  }
  return faults.length === 0 ? passed() : failed(faults.join("\n"))
}

const steps = [
  { name: "types", reason: "every package type-checks, Effect's own diagnostics included", step: types },
  { name: "lint", reason: "no floating promise, no known mistake", step: tool("oxlint") },
  { name: "format", reason: "one formatting (npm run format makes it)", step: tool("dprint", "check") },
  { name: "direction", reason: "domain <- adapters <- http, worker, and no other way; the SDK alone", step: direction },
  {
    name: "generated",
    reason: "openapi.json and the SDK's types match the contract (npm run generate)",
    step: tool(process.execPath, join(root, "scripts", "generate.mjs"), "--check")
  },
  {
    name: "docs",
    reason: "every export of the domain has its sentence, every example compiles and runs",
    step: async () => {
      const { code, output } = await node([join(root, "scripts", "docs.mjs")])
      return code === 0 ? passed(output.trim()) : failed(output)
    }
  },
  { name: "packages", reason: "every package builds and, packed, resolves with its types", step: packages },
  {
    name: "embed",
    reason: "the domain and effect alone, in an empty project: types whole, examples/embed-domain runs",
    step: embedded
  },
  {
    // After packages: knip also reads the built declarations for what they need from other packages.
    name: "dead-code",
    reason: "nothing is exported, declared or installed that nobody uses",
    step: tool("knip", "--tsConfig", "tsconfig.knip.json", "--no-progress", "--no-config-hints")
  },
  { name: "bundle", reason: "the SDK is at most 4 kB gzip and brings no server code", step: bundle },
  { name: "names", reason: "no path of this machine, no registry address in the lock file", step: names }
]

const wanted = process.argv.slice(2)
const isWanted = (name) => wanted.length === 0 || wanted.includes(name)
const unknown = wanted.filter((name) => !steps.some((each) => each.name === name))
if (unknown.length > 0) {
  console.error(`no such step: ${unknown.join(", ")}; there are ${steps.map(({ name }) => name).join(", ")}`)
  process.exit(2)
}

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    stopAll()
    process.exit(130)
  })
}

const broken = []
for (const { name, reason, step } of steps.filter(({ name }) => isWanted(name))) {
  const from = performance.now()
  const { ok, output, note } = await step().catch((error) => failed(String(error?.stack ?? error)))
  const seconds = ((performance.now() - from) / 1000).toFixed(1)
  console.log(`${ok ? "ok  " : "FAIL"}  ${name.padEnd(10)}  ${reason} (${note ? `${note}, ` : ""}${seconds} s)`)
  if (!ok) {
    broken.push(name)
    console.log(output.trimEnd().replace(/^/gm, "      "))
  }
}

if (broken.length > 0) {
  console.log(`\nfailed: ${broken.join(", ")}; one alone: npm run check -- ${broken[0]}`)
  process.exit(1)
}
