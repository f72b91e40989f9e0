import { n as readConfigFile } from "./config.js";

export { readConfigFile };