import { g as checkCommand } from "./engine.js";

export { checkCommand };