import { t as readYaml } from "./yaml2.js";

export { readYaml };