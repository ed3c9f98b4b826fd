// Exit 0 if node_modules is what the lock file says: then .ci/run saves itself npm ci.
import { existsSync, readFileSync } from "node:fs"

const packagesOf = (file) =>
  Object.entries(JSON.parse(readFileSync(file, "utf8")).packages).filter(([path]) => path.includes("node_modules/"))

const hidden = "node_modules/.package-lock.json"
if (!existsSync(hidden)) process.exit(1)

const wanted = new Map(packagesOf("package-lock.json"))
const present = new Map(packagesOf(hidden))
const same = [...wanted].every(([path, { devOptional, integrity, optional, version }]) => {
  const found = present.get(path)
  // Builds for other platforms are in the lock file only.
  if (found === undefined) return optional === true || devOptional === true
  return found.version === version && found.integrity === integrity
})
process.exit(same && [...present.keys()].every((path) => wanted.has(path) && existsSync(path)) ? 0 : 1)
