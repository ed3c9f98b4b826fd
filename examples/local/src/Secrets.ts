/** The secrets of a local stack, made once and kept beside its data. */
import { randomBytes } from "node:crypto"
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

export interface Secrets {
  readonly jwtSecret: string
  readonly tokenKeys: string
  readonly personKey: string
  readonly appSecret: string
  readonly verifyToken: string
}

const make = (): Secrets => ({
  jwtSecret: randomBytes(48).toString("base64url"),
  tokenKeys: `local:${randomBytes(32).toString("base64url")}`,
  personKey: randomBytes(32).toString("base64url"),
  appSecret: randomBytes(16).toString("hex"),
  verifyToken: randomBytes(12).toString("hex")
})

/** Without a folder they live as long as the process. */
export const load = (home: string | null): Secrets => {
  if (home === null) return make()
  const path = join(home, "secrets.json")
  const known = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) as Partial<Secrets> : {}
  const secrets: Secrets = { ...make(), ...known }
  mkdirSync(home, { recursive: true })
  writeFileSync(path, `${JSON.stringify(secrets, null, 2)}\n`)
  chmodSync(path, 0o600)
  return secrets
}
