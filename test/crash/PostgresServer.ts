import { chmod, chown, mkdir, readdir, realpath } from "node:fs/promises"
import { delimiter, dirname, join } from "node:path"
import { command, freePort, Missing } from "./ServerProcess.js"

/** A PostgreSQL server of our own, which may be crashed. */
export interface PostgresServer {
  readonly url: string
  /** Ends at once, as a crash does; the next start recovers from the log. */
  readonly crash: () => Promise<void>
  readonly start: () => Promise<void>
}

const oldest = 15

/** The folder of the newest PostgreSQL here that is new enough. */
export const findPostgres = async (): Promise<string> => {
  const debian = await readdir("/usr/lib/postgresql").catch(() => [])
  const onPath = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "pg_ctl"))
  const resolved = await Promise.all(onPath.map((file) => realpath(file).then(dirname, () => null)))
  const folders = [
    ...debian.toSorted((a, b) => Number(b) - Number(a)).map((version) => join("/usr/lib/postgresql", version, "bin")),
    ...resolved.filter((folder) => folder !== null)
  ]
  for (const folder of folders) {
    const version = await command(join(folder, "initdb"), ["--version"]).catch(() => "")
    if (Number(/(\d+)/.exec(version)?.[1] ?? 0) >= oldest) return folder
  }
  throw new Missing(
    `The crash suite starts a PostgreSQL server of its own, and found no initdb of version ${oldest} or later. ` +
      `Please install one, such as with "apt-get install postgresql".`
  )
}

// PostgreSQL refuses to run as root.
const serverUser = async (): Promise<{ readonly uid?: number; readonly gid?: number }> => {
  if (process.getuid?.() !== 0) return {}
  const idOf = async (flag: string, name: string) => Number(await command("id", [flag, name]))
  const name = await idOf("-u", "postgres").then(() => "postgres", () => "nobody")
  return { uid: await idOf("-u", name), gid: await idOf("-g", name) }
}

/**
 * A new cluster below `folder`, started. It syncs nothing: what a crashed server had written is in the hands of the
 * operating system, which goes on.
 */
export const startPostgres = async (folder: string) => {
  const binaries = await findPostgres()
  const user = await serverUser()
  const data = join(folder, "postgres")
  const port = await freePort()
  await mkdir(data)
  await chmod(folder, 0o755)
  if (user.uid !== undefined && user.gid !== undefined) await chown(data, user.uid, user.gid)
  const controlled = (...args: ReadonlyArray<string>) =>
    command(join(binaries, "pg_ctl"), ["--pgdata", data, "--wait", ...args], user).then(() => undefined)
  const making = "--username ektola --auth trust --encoding UTF8 --locale C.UTF-8 --no-sync"
  await command(join(binaries, "initdb"), ["--pgdata", data, ...making.split(" ")], user)
  const settings = [
    `-p ${port}`,
    "-c listen_addresses=127.0.0.1 -c unix_socket_directories=''",
    "-c fsync=off -c max_connections=100 -c max_wal_size=4GB"
  ]
  const server: PostgresServer = {
    url: `postgres://ektola@127.0.0.1:${port}/postgres`,
    crash: () => controlled("--mode", "immediate", "stop"),
    start: () => controlled("--log", join(data, "log"), "--options", settings.join(" "), "start")
  }
  await server.start()
  return server
}
