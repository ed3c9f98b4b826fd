import { onEveryProvider } from "../providers/registry.js"
import * as InboundStore from "./InboundStore.contract.js"
import * as JewellerStore from "./JewellerStore.contract.js"
import * as SessionStore from "./SessionStore.contract.js"
import * as TemplateStore from "./TemplateStore.contract.js"
import * as UnitOfWork from "./UnitOfWork.contract.js"
import * as UserStore from "./UserStore.contract.js"
import * as WebhookInbox from "./WebhookInbox.contract.js"
import * as WhatsAppAccountStore from "./WhatsAppAccountStore.contract.js"

onEveryProvider((provider) => {
  InboundStore.suite(provider)
  JewellerStore.suite(provider)
  SessionStore.suite(provider)
  TemplateStore.suite(provider)
  UnitOfWork.suite(provider)
  UserStore.suite(provider)
  WebhookInbox.suite(provider)
  WhatsAppAccountStore.suite(provider)
})
