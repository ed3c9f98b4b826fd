export { createAdmin } from "./createAdmin.js"
export { me } from "./me.js"
export { register } from "./register.js"
