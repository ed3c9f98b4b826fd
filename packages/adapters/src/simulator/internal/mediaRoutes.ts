import type { Exchange } from "../Answer.js"
import type { Account } from "../Catalogue.js"
import type { Reply } from "../Graph.js"
import type { Media } from "../Media.js"
import { refusal } from "../Refusal.js"

const megabyte = 1_048_576

/** The types that a header shows and how large a file of them may be (Meta, "Media"). */
const longest: Readonly<Record<string, number>> = {
  "image/jpeg": 5 * megabyte,
  "image/png": 5 * megabyte,
  "video/mp4": 16 * megabyte,
  "video/3gpp": 16 * megabyte,
  "application/pdf": 100 * megabyte
}

export const upload = async (media: Media, account: Account, exchange: Exchange): Promise<Reply> => {
  const form = await formOf(exchange)
  if (form === null) return { refused: refusal(100, "The body is no multipart form") }
  if (form.get("messaging_product") !== "whatsapp") {
    return { refused: refusal(100, "The parameter messaging_product is required") }
  }
  const file = form.get("file")
  const type = form.get("type")
  if (!(file instanceof File)) return { refused: refusal(100, "The parameter file is required") }
  if (type !== file.type) return { refused: refusal(100, "Param type is not the type of the file") }
  const most = longest[file.type]
  if (most === undefined || file.size === 0 || file.size > most) {
    return { refused: refusal(131053, `A file of type ${file.type} with ${file.size} bytes cannot be uploaded`) }
  }
  const content = new Uint8Array(await file.arrayBuffer())
  const { phoneNumberId } = account
  return { body: { id: media.add({ phoneNumberId, mimeType: file.type, filename: file.name, content }) } }
}

const formOf = async ({ bytes, headers }: Exchange): Promise<FormData | null> => {
  const contentType = String(headers["content-type"] ?? "")
  if (bytes === undefined || !contentType.startsWith("multipart/form-data")) return null
  try {
    return await new Response(bytes as BodyInit, { headers: { "content-type": contentType } }).formData()
  } catch {
    return null
  }
}
