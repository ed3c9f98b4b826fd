import { onEveryProvider } from "../providers/registry.js"
import * as InboundStore from "./InboundStore.contract.js"
import * as JewellerStore from "./JewellerStore.contract.js"
import * as OtpStore from "./OtpStore.contract.js"
import * as Outbox from "./Outbox.contract.js"
import * as SessionStore from "./SessionStore.contract.js"
import * as TemplateStore from "./TemplateStore.contract.js"
import * as UnitOfWork from "./UnitOfWork.contract.js"
import * as UserStore from "./UserStore.contract.js"
import * as WebhookInbox from "./WebhookInbox.contract.js"
import * as WhatsAppAccountStore from "./WhatsAppAccountStore.contract.js"

onEveryProvider((provider) => {
  InboundStore.suite(provider)
  JewellerStore.suite(provider)
  OtpStore.suite(provider)
  Outbox.suite(provider)
  SessionStore.suite(provider)
  TemplateStore.suite(provider)
  UnitOfWork.suite(provider)
  UserStore.suite(provider)
  WebhookInbox.suite(provider)
  WhatsAppAccountStore.suite(provider)
})
