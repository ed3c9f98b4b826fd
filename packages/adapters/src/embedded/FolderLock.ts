/**
 * One process per folder.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import * as fs from "node:fs"

/**
 * Another process, or this one, has the folder open.
 *
 * @since 0.1.0
 * @category errors
 */
export class FolderInUse extends Schema.TaggedError<FolderInUse>("@ektola/adapters/FolderInUse")("FolderInUse", {
  folder: Schema.String,
  pid: Schema.Number
}) {
  override get message() {
    return `The database folder ${this.folder} is in use by process ${this.pid}. ` +
      "Stop it, or start with another folder."
  }
}

/**
 * Holds the folder until the scope ends. The lock of a process that died is taken over.
 *
 * @since 0.1.0
 * @category constructors
 */
export const lockFolder = (folder: string): Effect.Effect<void, FolderInUse, Scope.Scope> =>
  Effect.asVoid(Effect.acquireRelease(
    Effect.suspend(() => {
      // Beside the folder and not in it: the database wants an empty folder to begin with.
      const file = `${fs.realpathSync(folder)}.lock`
      const pid = take(file)
      return pid === null ? Effect.succeed(file) : new FolderInUse({ folder, pid })
    }),
    (file) =>
      Effect.sync(() => {
        held.delete(file)
        fs.rmSync(file, { force: true })
      })
  ))

const held = new Set<string>()

/** Null when the lock is now ours, else who has it. */
const take = (file: string): number | null => {
  const own = `${file}.${process.pid}`
  fs.writeFileSync(own, `${process.pid} ${startOf(process.pid)}`)
  try {
    while (true) {
      // A link appears with its content or not at all.
      if (succeeds(() => fs.linkSync(own, file))) {
        held.add(file)
        return null
      }
      const holder = readHolder(file)
      if (holder === null) continue
      if (isAlive(file, holder)) return holder.pid
      setAside(file, holder.text)
    }
  } finally {
    fs.rmSync(own, { force: true })
  }
}

interface Holder {
  readonly text: string
  readonly pid: number
  readonly start: string
}

const readHolder = (file: string): Holder | null => {
  try {
    const text = fs.readFileSync(file, "utf8")
    const [pid = "", start = ""] = text.split(" ")
    return { text, pid: Number(pid), start }
  } catch {
    return null
  }
}

// Process ids come round again, in containers at once: the start time tells two processes of one id apart.
const isAlive = (file: string, { pid, start }: Holder): boolean => {
  if (pid === process.pid) return held.has(file)
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false
  }
  return start === "" || startOf(pid) === start
}

// Somebody else may have taken the lock over since it was read; then it is put back.
const setAside = (file: string, judged: string): void => {
  const aside = `${file}.${process.pid}.old`
  if (!succeeds(() => fs.renameSync(file, aside))) return
  if (fs.readFileSync(aside, "utf8") !== judged) succeeds(() => fs.linkSync(aside, file))
  fs.rmSync(aside, { force: true })
}

const succeeds = (run: () => void): boolean => {
  try {
    run()
    return true
  } catch (error) {
    if (["EEXIST", "ENOENT"].includes((error as NodeJS.ErrnoException).code ?? "")) return false
    throw error
  }
}

/** In ticks since the machine started, where the system tells; else empty. */
const startOf = (pid: number): string => {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8")
    // The name in brackets may contain spaces; the start time is the 22nd field of the whole line.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? ""
  } catch {
    return ""
  }
}
