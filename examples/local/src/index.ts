export { adminLogIn } from "./DemoData.js"
export { startStack } from "./Stack.js"
