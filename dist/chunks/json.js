import { l as renderJson } from "./reports.js";

export { renderJson };