import type { Media } from "@ektola/domain/ports/BusinessManagement"
import { randomUUID } from "node:crypto"

/** The form that uploads a file (RFC 7578). */
export const encode = (media: Media): { readonly contentType: string; readonly body: Uint8Array } => {
  const boundary = `ektola-${randomUUID()}`
  const field = (name: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const before = field("messaging_product", "whatsapp") + field("type", oneLine(media.mimeType)) +
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${quoted(media.filename)}"\r\n` +
    `content-type: ${oneLine(media.mimeType)}\r\n\r\n`
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(before), media.content, Buffer.from(`\r\n--${boundary}--\r\n`)])
  }
}

// As browsers write a name (HTML, "multipart/form-data"): nothing in it may end the header or the name.
const quoted = (text: string): string => text.replaceAll("\r", "%0D").replaceAll("\n", "%0A").replaceAll("\"", "%22")

const oneLine = (text: string): string => text.replace(/[\r\n]+/g, " ")
