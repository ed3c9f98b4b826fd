export { createAdmin } from "./createAdmin.js"
export { logIn } from "./logIn.js"
export { me } from "./me.js"
export { register } from "./register.js"
