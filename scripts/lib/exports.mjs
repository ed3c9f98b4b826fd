// What a module of a published package offers, and what its docstrings lack.
import ts from "typescript"

const isExported = (statement) => statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true

const kinds = new Map([
  [ts.SyntaxKind.ClassDeclaration, "class"],
  [ts.SyntaxKind.FunctionDeclaration, "function"],
  [ts.SyntaxKind.InterfaceDeclaration, "interface"],
  [ts.SyntaxKind.TypeAliasDeclaration, "type"]
])

/** The exported declarations as "kind name"; a schema and the type of its name are two. */
const namesOf = (statement, source) =>
  ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.map(({ name }) => `const ${name.getText(source)}`)
    : [`${kinds.get(statement.kind) ?? "export"} ${statement.name?.text ?? statement.getText(source).slice(0, 60)}`]

const lacksOf = (comment, isModule) => {
  const tags = comment?.tags?.map(({ tagName }) => tagName.text) ?? []
  return [
    (ts.getTextOfJSDocComment(comment?.comment) ?? "").trim() === "" ? "a sentence" : null,
    tags.includes("since") ? null : "@since",
    isModule || tags.includes("category") ? null : "@category"
  ].filter((each) => each !== null)
}

/** Every export of a module, and the module itself: its name, its line, and what its docstring lacks. */
export const exportsOf = (file, text) => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true)
  const lineOf = (node) => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
  const [first] = source.statements
  const header = first?.jsDoc?.[0]
  // Where nothing is imported, the only comment before the first export is that export's own.
  const isOwn = first !== undefined && isExported(first) && first.jsDoc?.length === 1
  return [
    { name: "module", line: 1, lacks: lacksOf(isOwn ? undefined : header, true) },
    ...source.statements
      .filter((statement) => isExported(statement) || ts.isExportDeclaration(statement))
      .flatMap((statement) =>
        namesOf(statement, source).map((name) => ({
          name,
          line: lineOf(statement),
          lacks: lacksOf(statement.jsDoc?.at(-1), false)
        }))
      )
  ]
}
