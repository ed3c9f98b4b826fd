/** The POST as the peers make it, on an agent with the settings of ours. Frozen. */
import { Agent } from "undici"
import type { Message } from "./protocol.js"

const encode = ({ body, language, templateName, to, token }: Message): string =>
  JSON.stringify({
    messaging_product: "whatsapp",
    recipient_type: "individual",
    to,
    type: "template",
    biz_opaque_callback_data: token,
    template: {
      name: templateName,
      language: { code: language },
      components: [{
        type: "body",
        parameters: body.map(({ name, text }) => ({ type: "text", parameter_name: name, text }))
      }]
    }
  })

/** Sends a message and gives the id that WhatsApp has for it. */
export const poster = (origin: string, connections: number): (message: Message) => Promise<string> => {
  const agent = new Agent({ connections, pipelining: 1, headersTimeout: 30_000, bodyTimeout: 10_000 })
  const headers = { authorization: `Bearer ${"EAAB".repeat(45)}`, "content-type": "application/json" }
  return async (message) => {
    const answer = await agent.request({
      origin,
      path: `/v25.0/${message.phoneNumberId}/messages`,
      method: "POST",
      headers,
      body: encode(message)
    })
    const { messages } = await answer.body.json() as { readonly messages?: ReadonlyArray<{ readonly id: string }> }
    const wamid = messages?.[0]?.id
    if (answer.statusCode !== 200 || wamid === undefined) throw new Error(`WhatsApp answered ${answer.statusCode}`)
    return wamid
  }
}
