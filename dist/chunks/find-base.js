import { n as baseOfEvent, r as baseOfRef } from "./base.js";

export { baseOfRef };