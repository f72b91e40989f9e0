import { n as baseOfRef, t as baseOfEvent } from "./find-base2.js";

export { baseOfRef };