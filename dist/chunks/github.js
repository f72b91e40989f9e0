import { f as annotationLevels, g as renderGithub, h as leftOutText, m as chooseAnnotations, p as annotationText } from "./reports.js";

export { renderGithub };