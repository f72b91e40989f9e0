import { t as readPolicyFile } from "./policy.js";

export { readPolicyFile };