import { onEveryProvider } from "../providers/registry.js"
import * as WorkerRegistry from "./WorkerRegistry.contract.js"

onEveryProvider(WorkerRegistry.suite)
