import { t as x509Reader } from "./x509.js";

export { x509Reader };