import { i as renderRdjson } from "./reports.js";

export { renderRdjson };