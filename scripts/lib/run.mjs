// What every script here shares: where the repository is, and running a tool of node_modules without a shell.
import { spawn } from "node:child_process"
import { delimiter, join } from "node:path"
import { fileURLToPath } from "node:url"
import { stripVTControlCharacters } from "node:util"

export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "")

const running = new Set()

/** Ends what is still running; for signal handlers. */
export const stopAll = () => {
  for (const child of running) child.kill("SIGTERM")
}

/**
 * Runs a command and answers its exit code and everything it printed, in order. Never rejects: a command that cannot
 * start, or outlives `timeout` milliseconds, is a failure with a sentence in its output.
 */
export const run = (command, args, { cwd = root, timeout = 180_000, stdoutOnly = false } = {}) =>
  new Promise((resolve) => {
    const env = {
      ...process.env,
      NO_COLOR: "1",
      FORCE_COLOR: "0",
      PATH: join(root, "node_modules", ".bin") + delimiter + process.env.PATH
    }
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] })
    running.add(child)
    const out = []
    const all = []
    child.stdout.on("data", (chunk) => {
      out.push(chunk)
      all.push(chunk)
    })
    child.stderr.on("data", (chunk) => all.push(chunk))
    const timer = setTimeout(() => {
      all.push(Buffer.from(`\n${command} was stopped after ${timeout / 1000} s\n`))
      child.kill("SIGKILL")
    }, timeout)
    const end = (code, note) => {
      clearTimeout(timer)
      running.delete(child)
      if (note) all.push(Buffer.from(note))
      const text = (code === 0 && stdoutOnly ? Buffer.concat(out) : Buffer.concat(all)).toString("utf8")
      // Some tools colour their output whatever NO_COLOR says.
      resolve({ code, output: stripVTControlCharacters(text) })
    }
    child.on("error", (error) => end(127, `${command} cannot start: ${error.message}\n`))
    child.on("close", (code) => end(code ?? 1))
  })

/** Runs Node on a script of the repository. */
export const node = (args, options) => run(process.execPath, args, options)

/** The packages that are published, in the order in which they build on each other. */
export const published = ["domain", "adapters", "http", "worker", "sdk"]
  .map((name) => ({ name, directory: join(root, "packages", name) }))
