import { onEveryProvider } from "../providers/registry.js"
import * as Consent from "./consent.contract.js"
import * as Contacts from "./contactStore/contacts.contract.js"
import * as DateSetAt from "./contactStore/dateSetAt.contract.js"
import * as Statistics from "./contactStore/statistics.contract.js"
import * as UpsertMany from "./contactStore/upsertMany.contract.js"
import * as ImportStore from "./ImportStore.contract.js"
import * as SuppressionStore from "./SuppressionStore.contract.js"

onEveryProvider((provider) => {
  UpsertMany.suite(provider)
  DateSetAt.suite(provider)
  Contacts.suite(provider)
  Statistics.suite(provider)
  ImportStore.suite(provider)
  SuppressionStore.suite(provider)
  Consent.suite(provider)
})
