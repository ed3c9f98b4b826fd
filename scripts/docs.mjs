// npm run check -- docs: every export of the domain has its sentence, @since and @category, and every example in a
// docstring or a page type-checks and runs.
import { readdir, readFile } from "node:fs/promises"
import { join, sep } from "node:path"
import { exportsOf } from "./lib/exports.mjs"
import { root } from "./lib/run.mjs"
import { complaintsAbout, ofModule, ofPage } from "./lib/snippets.mjs"

const read = (file) => readFile(join(root, file), "utf8")
const withText = async (file) => [file, await read(file)]
const under = async (folder, ending) =>
  (await readdir(join(root, folder), { recursive: true }))
    .filter((file) => file.endsWith(ending))
    .map((file) => `${folder}/${file.replaceAll(sep, "/")}`)
    .sort()

const source = "packages/domain/src"
const offered = (await under(source, ".ts")).filter((file) => !file.includes("/internal/"))
const modules = await Promise.all(offered.map(withText))
const written = ["README.md", "packages/domain/README.md", ...await under("docs", ".md")]
const pages = await Promise.all(written.map(withText))

const complaints = []
for (const [file, text] of modules) {
  for (const { lacks, line, name } of exportsOf(file, text)) {
    if (lacks.length > 0) complaints.push(`${file}:${line}: ${name} lacks ${lacks.join(" and ")}`)
  }
}

const snippets = [
  ...modules.flatMap(([file, text]) => ofModule(file, text)),
  ...pages.flatMap(([file, text]) => ofPage(file, text))
]
for (const [file, text] of modules) {
  const examples = text.match(/^\s*\* @example\b/gm)?.length ?? 0
  const own = snippets.filter((snippet) => snippet.file === file).length
  if (examples > own) complaints.push(`${file}: an @example has no \`\`\`ts block`)
}
const wrong = await complaintsAbout(snippets)
if (wrong !== "") complaints.push(wrong)

console.log(complaints.length > 0 ? complaints.join("\n") : `${snippets.length} examples`)
if (complaints.length > 0) process.exit(1)
