import { n as mostResults, r as renderSarif, t as keptResults } from "./reports.js";

export { renderSarif };