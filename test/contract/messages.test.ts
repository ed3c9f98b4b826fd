import { onEveryProvider } from "../providers/registry.js"
import * as FigureStore from "./FigureStore.contract.js"
import * as answers from "./messageStore/answers.contract.js"
import * as begun from "./messageStore/begun.contract.js"
import * as lanes from "./messageStore/lanes.contract.js"
import * as lease from "./messageStore/lease.contract.js"
import * as lockLeased from "./messageStore/lockLeased.contract.js"
import * as locks from "./messageStore/locks.contract.js"
import * as messages from "./messageStore/messages.contract.js"
import * as save from "./messageStore/save.contract.js"

onEveryProvider((provider) => {
  messages.suite(provider)
  FigureStore.suite(provider)
  lanes.suite(provider)
  lease.suite(provider)
  lockLeased.suite(provider)
  begun.suite(provider)
  locks.suite(provider)
  save.suite(provider)
  answers.suite(provider)
})
