import { createHash } from "node:crypto"
import { giveBackLua } from "./giveBackLua.js"
import { holdLua } from "./holdLua.js"
import { preludeLua } from "./preludeLua.js"
import { reserveLua } from "./reserveLua.js"
import { restoreLua } from "./restoreLua.js"

/** A script and the name under which the server keeps it. */
export interface Script {
  readonly text: string
  readonly sha: string
}

const script = (body: string): Script => {
  const text = preludeLua + body
  return { text, sha: createHash("sha1").update(text).digest("hex") }
}

export const reserve = script(reserveLua)
export const giveBack = script(giveBackLua)
export const hold = script(holdLua)
export const restore = script(restoreLua)
