export { adminLogIn } from "./DemoData.js"
export { type StackOptions, startStack } from "./Stack.js"
