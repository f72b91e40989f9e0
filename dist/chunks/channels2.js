import { d as renderChannelsJson, u as renderChannels } from "./reports.js";

export { renderChannels, renderChannelsJson };