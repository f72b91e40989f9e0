import { t as renderText } from "./engine.js";

export { renderText };