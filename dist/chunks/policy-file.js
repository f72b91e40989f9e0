import { t as readPolicyFile } from "./config.js";

export { readPolicyFile };