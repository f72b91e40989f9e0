import { a as renderMermaid } from "./reports.js";

export { renderMermaid };