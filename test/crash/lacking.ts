import { findPostgres } from "./PostgresServer.js"
import { findRedis } from "./RedisServer.js"

/** Why no servers can be started here, or null. */
export const lacking: string | null = process.env["DATABASE_URL"] === undefined
  ? "no DATABASE_URL, so this is a machine without servers"
  : await findPostgres().then(findRedis).then(() => null, (error: unknown) => String(error))
