import { v as checkCommand } from "./engine.js";

export { checkCommand };