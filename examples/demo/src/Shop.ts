/** A new jeweller: registered, approved by the admin, connected to the simulated WhatsApp. */
import { createClient } from "@ektola/sdk"
import { expect } from "./Answer.js"
import type { Stack } from "./Stack.js"

type Client = ReturnType<typeof createClient>

export interface Shop {
  readonly api: Client
  readonly admin: Client
  readonly jewellerId: string
  readonly zone: string
  /** Makes names of this demo unique, so that it can run again on the same stack. */
  readonly suffix: string
  readonly logIn: () => Promise<Client>
}

export const openShop = async (stack: Stack): Promise<Shop> => {
  const baseUrl = stack.url
  const anonymous = createClient({ baseUrl })
  const suffix = Date.now().toString(36)
  const email = `owner-${suffix}@example.com`
  const password = `demo-password-${suffix}`

  const registered = await expect(
    "registering",
    anonymous.POST("/v1/auth/register", {
      body: { jewellerName: "Shree Lakshmi Jewellers", name: "Demo Owner", email, password }
    })
  )
  if (registered.jeweller === null) throw new Error("registering made no jeweller")
  const { id: jewellerId, zone } = registered.jeweller

  const logIn = async (credentials: { readonly email: string; readonly password: string }) => {
    const session = await expect("logging in", anonymous.POST("/v1/auth/login", { body: credentials }))
    return createClient({ baseUrl, token: session.accessToken })
  }
  const admin = await logIn(stack.admin)
  await expect(
    "approving",
    admin.POST("/v1/admin/jewellers/{jewellerId}/approve", { params: { path: { jewellerId } } })
  )
  const logInAsOwner = () => logIn({ email, password })
  const api = await logInAsOwner()
  const number = String(Date.now())
  await expect(
    "connecting WhatsApp",
    api.PUT("/v1/whatsapp-account", {
      body: {
        wabaId: `1${number}`,
        phoneNumberId: `2${number}`,
        displayPhoneNumber: "+91 98000 09001",
        accessToken: `simulated-token-${suffix}`
      }
    })
  )
  console.log(`Registered, approved and connected a jeweller at ${baseUrl}`)
  return { api, admin, jewellerId, zone, suffix, logIn: logInAsOwner }
}

/** The same shop with a log-in that has just begun. */
export const logInAgain = async (shop: Shop): Promise<Shop> => ({ ...shop, api: await shop.logIn() })
