import type { Answer, Exchange } from "../Answer.js"

export const fromRequest = async (request: Request): Promise<Exchange> => {
  const url = new URL(request.url)
  const bytes = Buffer.from(await request.arrayBuffer())
  return {
    method: request.method,
    path: url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(request.headers),
    body: bytes.toString("utf8"),
    bytes
  }
}

/** Any of `gone` ends an answer that hangs. Of a cut connection fetch tells nothing but a network error. */
export const toResponse = (answer: Answer, gone: ReadonlyArray<AbortSignal>): Response | Promise<Response> => {
  switch (answer._tag) {
    case "Respond":
      return new Response(answer.body, { status: answer.status, headers: answer.headers })
    case "Close":
      return Response.error()
    case "Hang":
      return new Promise((resolve) => {
        const end = () => resolve(Response.error())
        for (const signal of gone) {
          if (signal.aborted) end()
          else signal.addEventListener("abort", end, { once: true })
        }
      })
  }
}
