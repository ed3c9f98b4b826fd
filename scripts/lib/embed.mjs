// The domain as somebody gets it: its tarball and effect, installed into an empty project without a network. There the
// declarations of every module have to type-check as they are, every module has to load, and examples/embed-domain has
// to compile and to run on plain Node.
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises"
import { join, sep } from "node:path"
import { node, root, run } from "./run.mjs"

const compilerOptions = {
  target: "ES2022",
  module: "NodeNext",
  lib: ["ES2023", "DOM"],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  skipDefaultLibCheck: true,
  rootDir: "src",
  outDir: "out"
}

/** What a manifest asks for besides effect as a peer. */
const surplus = (manifest) => [
  ...["dependencies", "optionalDependencies", "bundleDependencies", "bundledDependencies"]
    .flatMap((key) => manifest[key] === undefined ? [] : Object.values(manifest[key]).length === 0 ? [] : [key]),
  ...Object.keys(manifest.peerDependencies ?? {}).filter((name) => name !== "effect").map((name) => `peer ${name}`)
]

/** Every module that the package offers: what dist holds and exports do not hide. */
const modules = async (installed) =>
  (await readdir(join(installed, "dist"), { recursive: true }))
    .filter((file) => file.endsWith(".d.ts") && !file.split(sep).includes("internal"))
    .map((file) => file.slice(0, -".d.ts".length).replaceAll(sep, "/"))

/** Complaints about copies, said of what they are copies of. */
const inSources = (output) =>
  output
    .replaceAll(/node_modules\/@ektola\/domain\/dist\/(\S+)\.d\.ts/g, "packages/domain/src/$1.ts")
    .replaceAll(/^src\/(?!every)/gm, "examples/embed-domain/src/")

/** Installs the tarball beside effect in `folder`, which has to be empty, and answers what is wrong, "" if nothing. */
export const embed = async (tarball, folder) => {
  const write = (file, value) =>
    writeFile(join(folder, file), typeof value === "string" ? value : JSON.stringify(value))
  await write("package.json", { name: "empty", private: true, type: "module" })
  // A folder is linked, so effect finds its own dependencies where it is, and the domain finds effect alone.
  const flags = ["--offline", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"]
  const install = await run("npm", ["install", ...flags, tarball, join(root, "node_modules", "effect")], {
    cwd: folder
  })
  if (install.code !== 0) return install.output

  const installed = join(folder, "node_modules", "@ektola", "domain")
  const unwanted = surplus(JSON.parse(await readFile(join(installed, "package.json"), "utf8")))
  if (unwanted.length > 0) return `the domain needs more than effect: ${unwanted.join(", ")}`
  const present = (await readdir(join(folder, "node_modules"))).filter((name) => !name.startsWith("."))
  if (present.join() !== "@ektola,effect") return `installing the domain brought ${present.join(", ")}`

  await mkdir(join(folder, "src"))
  await cp(join(root, "examples", "embed-domain", "src"), join(folder, "src"), { recursive: true })
  const every = await modules(installed)
  await write("src/every.ts", every.map((name, n) => `export * as m${n} from "@ektola/domain/${name}"\n`).join(""))
  await write("tsconfig.json", { compilerOptions, include: ["src"] })
  const compiled = await run("tsc", ["-p", folder], { cwd: folder })
  if (compiled.code !== 0) return inSources(compiled.output)

  const ran = await Promise.all(["every", "main"].map((name) => node([join("out", `${name}.js`)], { cwd: folder })))
  return ran.filter(({ code }) => code !== 0).map(({ output }) => output).join("\n")
}
