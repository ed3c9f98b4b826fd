import { once } from "node:events"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"

/**
 * Stands between a client and a server, so that a test can take the server away and leave it untouched.
 *
 * - open: everything goes through
 * - cut: connections are destroyed, new ones are refused
 * - stalled: connections stay, and nothing goes through until it is opened again
 */
export interface TcpProxy {
  /** The given URL with the proxy's own host and port. */
  readonly through: (url: string) => string
  readonly open: () => Promise<void>
  readonly cut: () => Promise<void>
  readonly stall: () => void
  readonly connections: () => number
  readonly close: () => Promise<void>
}

interface Pair {
  readonly client: Socket
  readonly server: Socket
}

export const make = async (target: { readonly host: string; readonly port: number }): Promise<TcpProxy> => {
  const pairs = new Set<Pair>()
  let stalled = false

  const listener = createServer({ pauseOnConnect: true }, (client) => {
    const pair: Pair = { client, server: connect(target.port, target.host) }
    pairs.add(pair)
    // By hand, since a piped stream goes on flowing whatever is done to it.
    forward(pair.client, pair.server)
    forward(pair.server, pair.client)
    for (const socket of [pair.client, pair.server]) {
      socket.setNoDelay(true)
      socket.on("error", () => undefined)
      socket.once("close", () => {
        destroy(pair)
        pairs.delete(pair)
      })
      if (stalled) socket.pause()
      else socket.resume()
    }
  })

  const forward = (from: Socket, to: Socket) => {
    from.on("data", (chunk) => {
      if (to.write(chunk)) return
      from.pause()
      to.once("drain", () => {
        if (!stalled) from.resume()
      })
    })
    from.once("end", () => to.end())
  }

  const listen = async (port: number): Promise<number> => {
    listener.listen(port, "127.0.0.1")
    await once(listener, "listening")
    return (listener.address() as AddressInfo).port
  }

  const cut = async (): Promise<void> => {
    for (const pair of pairs) destroy(pair)
    if (!listener.listening) return
    const closed = once(listener, "close")
    listener.close()
    await closed
  }

  const own = await listen(0)
  return {
    through: (url) => {
      const changed = new URL(url)
      changed.hostname = "127.0.0.1"
      changed.port = String(own)
      return changed.href
    },
    open: async () => {
      stalled = false
      for (const { client, server } of pairs) {
        client.resume()
        server.resume()
      }
      if (!listener.listening) await listen(own)
    },
    cut,
    stall: () => {
      stalled = true
      for (const { client, server } of pairs) {
        client.pause()
        server.pause()
      }
    },
    connections: () => pairs.size,
    close: cut
  }
}

// With a reset, as when the machine behind it is gone.
const destroy = ({ client, server }: Pair): void => {
  client.resetAndDestroy()
  server.resetAndDestroy()
}
