import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { connect } from "node:net"
import { until } from "../e2e/until.js"
import { command, end, freePort, Missing } from "./ServerProcess.js"

/** A Redis server of our own, which may be emptied and killed. */
export interface RedisServer {
  readonly url: string
  readonly flush: () => Promise<void>
  readonly kill: () => Promise<void>
  /** It keeps nothing on disk, so it starts empty. */
  readonly start: () => Promise<void>
}

const binary = "redis-server"

export const findRedis = async (): Promise<void> => {
  await command(binary, ["--version"]).catch(() => {
    throw new Missing(
      `The crash suite starts a Redis server of its own, and found no redis-server. ` +
        `Please install it, such as with "apt-get install redis-server".`
    )
  })
}

export const startRedis = async (folder: string): Promise<RedisServer> => {
  await findRedis()
  const port = await freePort()
  let child: ChildProcess | null = null
  const server: RedisServer = {
    url: `redis://127.0.0.1:${port}`,
    flush: async () => {
      const answer = await ask(port, "FLUSHALL")
      if (answer !== "+OK") throw new Error(`Redis answered FLUSHALL with ${answer}`)
    },
    kill: async () => {
      if (child !== null) await end(child)
    },
    start: async () => {
      const settings = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
      child = spawn(binary, settings, { cwd: folder, stdio: "ignore" })
      await until("Redis", () => ask(port, "PING").catch(String), (answer) => answer === "+PONG", { within: 10_000 })
    }
  }
  await server.start()
  return server
}

const ask = async (port: number, line: string): Promise<string> => {
  const socket = connect(port, "127.0.0.1")
  try {
    socket.write(`${line}\r\n`)
    const [answer] = await once(socket, "data") as [Buffer]
    return answer.toString("utf8").trim()
  } finally {
    socket.destroy()
  }
}
