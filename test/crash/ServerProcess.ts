import { type ChildProcess, execFile } from "node:child_process"
import { once } from "node:events"
import { type AddressInfo, createServer } from "node:net"

/** What this machine lacks, in words for whoever started the suite. */
export class Missing extends Error {}

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, "close")
  return port
}

/** Runs a command to its end and gives what it printed; what it said is in the error when it fails. */
export const command = (
  file: string,
  args: ReadonlyArray<string>,
  as: { readonly uid?: number; readonly gid?: number } = {}
): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(file, [...args], { ...as, cwd: "/" }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout)
      else reject(new Error(`${file} ${args[0] ?? ""} failed: ${stderr || stdout || error.message}`))
    })
  })

/** Kills it the hard way and waits until it is gone. */
export const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, "exit")
  child.kill("SIGKILL")
  await gone
}
