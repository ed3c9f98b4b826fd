// The TypeScript in docstrings and pages: type-checked together against the sources, then run. A snippet keeps the lines
// it has in its file, so a complaint about it names them.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { pathToFileURL } from "node:url"
import ts from "typescript"
import { node, root } from "./run.mjs"

const fences = (lines, prefix) => {
  const found = []
  let open = null
  lines.forEach((line, index) => {
    const text = prefix.exec(line)
    if (text === null) return
    const rest = line.slice(text[0].length)
    if (open === null) {
      if (rest.startsWith("```")) open = { isCode: rest.trim() === "```ts", from: index + 1 }
    } else if (rest.trim() === "```") {
      if (open.isCode) found.push({ from: open.from, to: index, prefix })
      open = null
    }
  })
  return found
}

const code = (lines, blocks) =>
  lines.map((line, index) => {
    const block = blocks.find(({ from, to }) => from <= index && index < to)
    return block === undefined ? "" : line.replace(block.prefix, "")
  }).join("\n")

/** Every example of a module on its own. */
export const ofModule = (file, text) => {
  const lines = text.split("\n")
  return fences(lines, /^\s*\* ?/).map((block) => ({ file, name: `${file}.${block.from}`, code: code(lines, [block]) }))
}

/** The examples of a page as one module, since a page is read from its beginning. */
export const ofPage = (file, text) => {
  const lines = text.split("\n")
  const blocks = fences(lines, /^/)
  return blocks.length === 0 ? [] : [{ file, name: file, code: code(lines, blocks) }]
}

const options = () => {
  const { config } = ts.readConfigFile(join(root, "tsconfig.base.json"), (file) => ts.sys.readFile(file))
  return ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, noUnusedLocals: false }, root).options
}

const runner = `let isBroken = false
for (const file of process.argv.slice(2)) {
  await import(file).catch((error) => {
    isBroken = true
    console.error(error.stack)
  })
}
process.exit(isBroken ? 1 : 0)
`

/** What is wrong with the snippets, "" if nothing. They are for a moment beside what node_modules holds. */
export const complaintsAbout = async (snippets) => {
  const cache = join(root, "node_modules", ".cache")
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, "snippets-"))
  const inSources = (output) =>
    snippets.reduce((text, { file, name }) => text.replaceAll(join(folder, `${name}.mts`), file), output)
  try {
    const files = []
    for (const { code, name } of snippets) {
      files.push(join(folder, `${name}.mts`))
      await mkdir(dirname(files.at(-1)), { recursive: true })
      await writeFile(files.at(-1), code)
    }
    const program = ts.createProgram(files, options())
    const diagnostics = files.flatMap((file) => {
      const source = program.getSourceFile(file)
      return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
    })
    if (diagnostics.length > 0) {
      const host = {
        getCanonicalFileName: (file) => file,
        getCurrentDirectory: () => "",
        getNewLine: () => "\n"
      }
      return inSources(ts.formatDiagnostics(diagnostics, host))
    }
    await writeFile(join(folder, "runner.mjs"), runner)
    const flags = ["--conditions=@ektola/source", "--import", "tsx", join(folder, "runner.mjs")]
    const ran = await node([...flags, ...files.map((file) => pathToFileURL(file).href)])
    return ran.code === 0 ? "" : inSources(ran.output).replaceAll("file://", "")
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
