import type { KnownTemplate } from "../Catalogue.js"
import { type Refusal, refusal } from "../Refusal.js"
import { isRecord, unexpectedKey } from "./shape.js"

const parameterKeys = { image: "image", video: "video", document: "document" } as const
const sourceKeys = {
  image: new Set(["id", "link"]),
  video: new Set(["id", "link"]),
  document: new Set(["id", "link", "filename"])
} as const

/** The id or address of the one picture, video or document that the template's header takes. */
export const mediaOf = (
  medium: NonNullable<KnownTemplate["headerMedia"]>,
  parameters: ReadonlyArray<unknown>,
  isUploaded: (id: string) => boolean
): { readonly values: ReadonlyArray<string> } | { readonly refused: Refusal } => {
  const type = parameterKeys[medium.toLowerCase() as keyof typeof parameterKeys]
  const [parameter] = parameters
  if (parameters.length !== 1 || !isRecord(parameter) || parameter["type"] !== type) {
    const received = isRecord(parameter) ? String(parameter["type"]).toUpperCase() : "UNKNOWN"
    return { refused: refusal(132012, `header: Format mismatch, expected ${medium}, received ${received}`) }
  }
  const source = parameter[type]
  if (!isRecord(source)) return { refused: refusal(131008, `header: ${type} is missing`) }
  const unexpected = unexpectedKey(parameter, new Set(["type", type]), "header['parameters']") ??
    unexpectedKey(source, sourceKeys[type], type)
  if (unexpected !== null) return { refused: unexpected }
  const { filename, id, link } = source
  if (filename !== undefined && (typeof filename !== "string" || filename === "")) {
    return { refused: refusal(131009, "header: the filename is no text") }
  }
  if ((id === undefined) === (link === undefined)) {
    return { refused: refusal(131009, `header: ${type} needs either an id or a link`) }
  }
  if (id !== undefined) {
    return typeof id === "string" && isUploaded(id)
      ? { values: [id] }
      : { refused: refusal(131053, `header: there is no media ${JSON.stringify(id)}`) }
  }
  return typeof link === "string" && /^https?:\/\/\S+$/.test(link)
    ? { values: [link] }
    : { refused: refusal(131009, "header: the link is no address") }
}
