export { addNote } from "./addNote.js"
export { getJeweller } from "./getJeweller.js"
export { countJewellers, listAudit, listDeadMails, listJewellers } from "./lists.js"
export { listStops, releaseSending, stopSending } from "./stops.js"
