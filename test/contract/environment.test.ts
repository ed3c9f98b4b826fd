import { onEveryProvider } from "../providers/registry.js"
import * as EnvironmentStore from "./EnvironmentStore.contract.js"

onEveryProvider(EnvironmentStore.suite)
