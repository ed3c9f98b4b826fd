export { logInWithCode } from "./logInWithCode.js"
export { requestCode } from "./requestCode.js"
export { resetPassword } from "./resetPassword.js"
