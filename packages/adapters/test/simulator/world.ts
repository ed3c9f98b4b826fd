/** One business number with templates, and requests to send to it. */
import type * as Catalogue from "@ektola/adapters/simulator/Catalogue"
import type { Simulator } from "@ektola/adapters/simulator/Simulator"

export const appSecret = "made-up-app-secret"

export const account: Catalogue.Account = {
  phoneNumberId: "200000000000001",
  wabaId: "100000000000001",
  displayPhoneNumber: "+91 98000 09001",
  accessToken: "EAAG-simulated",
  appSecret,
  webhookUrl: "http://127.0.0.1:9/webhooks/whatsapp",
  templates: [
    {
      name: "reminder",
      language: "hi",
      category: "UTILITY",
      status: "APPROVED",
      header: "{{1}}",
      body: "नमस्ते {{1}}, {{2}} को ब्याज देय है।"
    },
    { name: "named", language: "en", category: "MARKETING", status: "APPROVED", body: "Dear {{name}}, {{offer}}!" },
    { name: "plain", language: "en", category: "UTILITY", status: "APPROVED", body: "We are open." },
    {
      name: "buttons",
      language: "en",
      category: "MARKETING",
      status: "APPROVED",
      body: "We are open.",
      buttons: [
        { type: "QUICK_REPLY" },
        { type: "URL", url: "https://example.com/" },
        { type: "URL", url: "https://example.com/{{1}}" },
        { type: "PHONE_NUMBER" },
        { type: "COPY_CODE" }
      ]
    },
    { name: "code", language: "en", category: "AUTHENTICATION", status: "APPROVED", body: "We are open." },
    { name: "paused", language: "en", category: "UTILITY", status: "PAUSED", body: "Hello" },
    { name: "disabled", language: "en", category: "UTILITY", status: "DISABLED", body: "Hello" },
    { name: "pending", language: "en", category: "UTILITY", status: "PENDING", body: "Hello" }
  ]
}

export const recipient = (index: number): string => `+91980000${String(index).padStart(4, "0")}`

export const text = (text: string) => ({ type: "text", text })

export const component = (type: string, ...parameters: ReadonlyArray<unknown>) => ({ type, parameters })

export const template = (over: object = {}) => ({
  name: "reminder",
  language: { code: "hi" },
  components: [component("header", text("दुकान")), component("body", text("आशा"), text("5 मार्च"))],
  ...over
})

export const message = (over: object = {}) => ({
  messaging_product: "whatsapp",
  recipient_type: "individual",
  to: recipient(1),
  type: "template",
  biz_opaque_callback_data: "t1.c1.r1",
  template: template(),
  ...over
})

export const post = (
  body: unknown,
  over: { readonly path?: string; readonly token?: string | null; readonly contentType?: string } = {}
): Request =>
  new Request(`https://graph.facebook.com${over.path ?? "/v25.0/200000000000001/messages"}`, {
    method: "POST",
    headers: {
      "content-type": over.contentType ?? "application/json",
      ...(over.token === null ? {} : { authorization: `Bearer ${over.token ?? account.accessToken}` })
    },
    body: typeof body === "string" ? body : JSON.stringify(body)
  })

/** Status and error code of an answer, in short. */
export const ask = async (simulator: Simulator, request: Request): Promise<string> => {
  const response = await simulator.handle(request)
  const body = await response.json() as {
    readonly error?: { readonly code: number; readonly error_subcode?: number }
  }
  if (body.error === undefined) return String(response.status)
  const { code, error_subcode: subcode } = body.error
  return `${response.status} ${code}${subcode === undefined ? "" : `/${subcode}`}`
}
