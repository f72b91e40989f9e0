import { _ as renderGithub, g as leftOutText, h as chooseAnnotations, m as annotationText, p as annotationLevels } from "./reports.js";

export { renderGithub };