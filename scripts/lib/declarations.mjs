// The .d.ts files of the published packages, by the compiler itself: one file per source file, specifiers as written.
// (tsup's own `dts` rolls them up again: 16 s for 50 files of the domain where this takes 3 for all packages.)
import { mkdirSync, writeFileSync } from "node:fs"
import { basename, dirname, join, relative, sep } from "node:path"
import ts from "typescript"
import { root } from "./run.mjs"

/** Writes dist/**.d.ts with maps to src for the given packages; answers the compiler's complaints, "" if none. */
export const emitDeclarations = (packages) => {
  const config = ts.readConfigFile(join(root, "tsconfig.base.json"), (file) => ts.sys.readFile(file))
  const { options, fileNames, errors } = ts.parseJsonConfigFileContent(
    {
      ...config.config,
      include: packages.map(({ directory }) => `${directory.replaceAll(sep, "/")}/src`)
    },
    ts.sys,
    root,
    // The source condition of the base lets siblings be resolved without their dist, so the order does not matter.
    { noEmit: false, emitDeclarationOnly: true, declarationMap: true, sourceMap: false, noEmitOnError: false }
  )
  const program = ts.createProgram(fileNames, options)
  const diagnostics = [...errors, ...ts.getPreEmitDiagnostics(program)]

  const write = (emitted, text) => {
    const owner = packages.find(({ directory }) => !relative(join(directory, "src"), emitted).startsWith(".."))
    if (owner === undefined) return // a sibling that is in the program only because it is imported
    const target = join(owner.directory, "dist", relative(join(owner.directory, "src"), emitted))
    mkdirSync(dirname(target), { recursive: true })
    if (!target.endsWith(".map")) return writeFileSync(target, text)
    const map = JSON.parse(text)
    map.sources = map.sources.map((source) =>
      relative(dirname(target), join(dirname(emitted), basename(source))).replaceAll(sep, "/")
    )
    writeFileSync(target, JSON.stringify(map))
  }
  program.emit(undefined, write)

  return ts.formatDiagnostics(diagnostics, {
    getCanonicalFileName: (file) => file,
    getCurrentDirectory: () => root,
    getNewLine: () => "\n"
  })
}
