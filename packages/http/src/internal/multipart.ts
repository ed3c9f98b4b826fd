import * as Stream from "effect/Stream"
import { make, type MultipartError, type PartInfo } from "multipasta"
import type { IncomingMessage } from "node:http"

/** What a multipart body says, in the order in which it arrives. `fileName` is null for a text field. */
export type Event =
  | { readonly _tag: "Part"; readonly field: string; readonly fileName: string | null }
  | { readonly _tag: "Bytes"; readonly bytes: Uint8Array }
  | { readonly _tag: "End" }

export type Fault = "TooLarge" | "TooMany" | "Unreadable"

/**
 * The parts of a body as they arrive, with no more than one piece from the socket in memory. The request is left open
 * when this stops early, so that it can still be answered.
 */
export const events = (
  request: IncomingMessage,
  limits: { readonly maxParts: number; readonly maxTotalSize: number }
): Stream.Stream<Event, Fault> =>
  Stream.suspend(() => {
    let found: Array<Event> = []
    let fault: Fault | null = null
    const parser = make({
      headers: request.headers as Record<string, string>,
      ...limits,
      maxPartSize: limits.maxTotalSize,
      // Told apart below: the parser knows no file name outside Latin-1, and would keep such files in memory as texts.
      isFile: () => true,
      onField: () => {},
      onFile: (info) => {
        found.push({ _tag: "Part", ...disposition(info) })
        return (bytes) => void found.push(bytes === null ? { _tag: "End" } : { _tag: "Bytes", bytes })
      },
      onError: (error) => {
        fault ??= faultOf(error)
      },
      onDone: () => {}
    })
    const step = (run: () => void): Stream.Stream<Event, Fault> => {
      try {
        if (fault === null) run()
      } catch {
        fault = "Unreadable"
      }
      const events = Stream.fromIterable(found)
      found = []
      return fault === null ? events : Stream.concat(events, Stream.fail(fault))
    }
    const pieces: Stream.Stream<Uint8Array, Fault> = Stream.fromAsyncIterable(
      { [Symbol.asyncIterator]: () => request.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array> },
      () => "Unreadable" as const
    )
    return Stream.flatMap(pieces, (piece) => step(() => parser.write(piece))).pipe(
      Stream.concat(Stream.suspend(() => step(() => parser.end())))
    )
  })

const disposition = (info: PartInfo): { readonly field: string; readonly fileName: string | null } => {
  const header = String(info.headers["content-disposition"] ?? "")
  const encoded = "filename*" in info.contentDispositionParameters ? info.filename : undefined
  return { field: parameter(header, "name") ?? "", fileName: encoded ?? parameter(header, "filename") }
}

// Browsers write the file's name in UTF-8 and its quotes as %22 (HTML standard, "multipart/form-data"); curl as \".
const parameter = (header: string, name: string): string | null => {
  const match = new RegExp(`;\\s*${name}="((?:\\\\.|[^"\\\\])*)"`, "iu").exec(header)
  return match?.[1]?.replaceAll("%22", "\"").replace(/\\(["\\])/g, "$1") ?? null
}

const faultOf = (error: MultipartError): Fault =>
  error._tag !== "ReachedLimit" ? "Unreadable" : error.limit === "MaxParts" ? "TooMany" : "TooLarge"
