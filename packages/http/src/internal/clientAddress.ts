import type { RequestHandler } from "express"

/** The header in which the shell tells the API who calls. What a caller sends under this name is overwritten. */
export const addressHeader = "x-ektola-address"

/**
 * The address of the caller: that of the connection, or, behind so many proxies of ours, the one that the outermost of
 * them saw. What stands further left in `X-Forwarded-For` is the caller's own word and counts for nothing.
 */
export const clientAddress: RequestHandler = (request, _, next) => {
  const { ip } = request
  if (ip === undefined) delete request.headers[addressHeader]
  else request.headers[addressHeader] = ip
  next()
}
