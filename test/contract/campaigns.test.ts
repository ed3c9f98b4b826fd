import { onEveryProvider } from "../providers/registry.js"
import * as Campaigns from "./campaignStore/campaigns.contract.js"
import * as Progress from "./campaignStore/progress.contract.js"
import * as Runs from "./campaignStore/runs.contract.js"
import * as ReminderStore from "./ReminderStore.contract.js"

onEveryProvider((provider) => {
  Campaigns.suite(provider)
  Runs.suite(provider)
  Progress.suite(provider)
  ReminderStore.suite(provider)
})
