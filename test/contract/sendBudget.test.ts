import { onEveryBudget } from "../providers/budgets.js"
import * as pairs from "./sendBudget/pairs.contract.js"
import * as portfolios from "./sendBudget/portfolios.contract.js"
import * as rates from "./sendBudget/rates.contract.js"

onEveryBudget((provider) => {
  rates.suite(provider)
  pairs.suite(provider)
  portfolios.suite(provider)
})
