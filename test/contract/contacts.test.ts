import { onEveryProvider } from "../providers/registry.js"
import * as ContactStore from "./ContactStore.contract.js"
import * as ImportStore from "./ImportStore.contract.js"

onEveryProvider((provider) => {
  ContactStore.suite(provider)
  ImportStore.suite(provider)
})
