import { onEveryProvider } from "../providers/registry.js"
import * as AuditLog from "./AuditLog.contract.js"
import * as InboundStore from "./InboundStore.contract.js"
import * as InvitationStore from "./InvitationStore.contract.js"
import * as JewellerStore from "./JewellerStore.contract.js"
import * as OtpStore from "./OtpStore.contract.js"
import * as Outbox from "./Outbox.contract.js"
import * as SealedTexts from "./SealedTexts.contract.js"
import * as SessionStore from "./SessionStore.contract.js"
import * as StopStore from "./StopStore.contract.js"
import * as TemplateStore from "./TemplateStore.contract.js"
import * as TryStore from "./TryStore.contract.js"
import * as UnitOfWork from "./UnitOfWork.contract.js"
import * as UserStore from "./UserStore.contract.js"
import * as WebhookInbox from "./WebhookInbox.contract.js"
import * as WhatsAppAccountStore from "./WhatsAppAccountStore.contract.js"

onEveryProvider((provider) => {
  AuditLog.suite(provider)
  InboundStore.suite(provider)
  InvitationStore.suite(provider)
  JewellerStore.suite(provider)
  OtpStore.suite(provider)
  Outbox.suite(provider)
  SealedTexts.suite(provider)
  SessionStore.suite(provider)
  StopStore.suite(provider)
  TemplateStore.suite(provider)
  TryStore.suite(provider)
  UnitOfWork.suite(provider)
  UserStore.suite(provider)
  WebhookInbox.suite(provider)
  WhatsAppAccountStore.suite(provider)
})
