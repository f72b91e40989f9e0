import { c as renderJunit } from "./reports.js";

export { renderJunit };