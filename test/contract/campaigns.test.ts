import { onEveryProvider } from "../providers/registry.js"
import * as CampaignStore from "./CampaignStore.contract.js"

onEveryProvider((provider) => CampaignStore.suite(provider))
