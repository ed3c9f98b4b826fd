import { onEveryProvider } from "../providers/registry.js"
import * as CampaignStore from "./CampaignStore.contract.js"
import * as ReminderStore from "./ReminderStore.contract.js"

onEveryProvider((provider) => {
  CampaignStore.suite(provider)
  ReminderStore.suite(provider)
})
