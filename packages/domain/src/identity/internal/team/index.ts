export { accept } from "./accept.js"
export { invite } from "./invite.js"
export { listInvitations } from "./listInvitations.js"
export { revoke } from "./revoke.js"
