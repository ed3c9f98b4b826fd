export { connectWhatsApp } from "./connectWhatsApp.js"
export { getWhatsApp } from "./getWhatsApp.js"
export { listJewellers } from "./listJewellers.js"
export { takeStep } from "./takeStep.js"
