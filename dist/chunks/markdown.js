import { o as renderMarkdown, s as summaryLimit } from "./reports.js";

export { renderMarkdown };