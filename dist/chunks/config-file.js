import { t as readConfigFile } from "./config.js";

export { readConfigFile };