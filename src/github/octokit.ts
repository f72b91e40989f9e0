import { defaults, GitHub } from "@actions/github/lib/utils";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { numberAt, textAt, valueAt } from "../text/json-value.ts";
import type { Answer, ClientOptions, ClientSurroundings, Send } from "./client.ts";

/** How often a request that fails at the server is sent again. */
const mostRepeats = 2;

/** Waits for rate limits: one by itself, and all of a client together. Seconds. */
const longestWait = 60;
const longestWaiting = 120;

/** No answer after this time is none. Milliseconds. */
const longestRequest = 30_000;

type Log = ClientSurroundings["log"];

/**
 * Sends requests through octokit: by the proxy that HTTPS_PROXY and NO_PROXY name; one write a second, and one in three seconds
 * where people are notified; again after the time that a rate limit asks for, within bounds; and again when the server fails at
 * what may be sent twice. Every answer resolves.
 */
export function octokitSend({ repository, origin, token = "" }: ClientOptions, { second, log }: ClientSurroundings): Send {
  const Client = GitHub.plugin(told(log), retry, throttling);
  const isWorthWaiting = waitsWithin(log);
  const octokit = new Client({
    baseUrl: origin,
    userAgent: "tikv-tls-gate",
    ...(token !== "" && { auth: token }),
    log: { debug: silent, info: silent, warn: silent, error: silent },
    request: { fetch: boundedFetch },
    // Rate limits are the throttle's alone: what they refuse was not carried out, whatever the method.
    retry: { retries: mostRepeats, doNotRetry: [400, 401, 403, 404, 410, 422, 429, 451], retryAfterBaseValue: second },
    throttle: {
      id: `${origin}/${repository}`,
      onRateLimit: isWorthWaiting,
      onSecondaryRateLimit: isWorthWaiting,
      retryAfterBaseValue: second,
    },
  });
  return async (method, url, { body, repeatable }) => {
    try {
      const { status, data, headers } = await octokit.request({
        method,
        url,
        headers: { "x-github-api-version": "2022-11-28" },
        // Another number than none would repeat what the server refuses, too.
        request: repeatable === true ? {} : { retries: 0 },
        ...(body !== undefined && { data: body }),
      });
      return { status, body: data === "" ? undefined : data, next: nextPage(headers.link) };
    } catch (error) {
      return answerOf(error, repository);
    }
  };
}

function silent(): void {
  // What matters is in the answer.
}

/** Decides over the waits that rate limits ask for, in seconds. */
function waitsWithin(log: Log) {
  let waited = 0;
  return (seconds: number, _options: unknown, _octokit: unknown, repeats: number): boolean => {
    if (repeats >= mostRepeats || seconds > longestWait || waited + seconds > longestWaiting) return false;
    waited += seconds;
    log(`GitHub limits the rate of requests: asked again in ${seconds} s`);
    return true;
  };
}

/** Says of each attempt that fails that there will be another: the plugin that repeats does not. */
function told(log: Log): Parameters<typeof GitHub.plugin>[0] {
  return ({ hook }) => {
    hook.error("request", (error, { request }) => {
      const [repeats, most] = [numberAt(request, "retryCount") ?? 0, numberAt(request, "retries") ?? mostRepeats];
      const status = statusOf(error);
      if (repeats < most && (status === undefined || status >= 500)) {
        // The plugin waits by the square of the attempts.
        log(`GitHub ${status === undefined ? "does not answer" : `answers ${status}`}: asked again in ${(repeats + 1) ** 2} s`);
      }
      throw error;
    });
  };
}

/** The toolkit's own, which goes through the proxy of the environment, with an end. */
const boundedFetch: typeof fetch = (input, init) =>
  defaults.request?.fetch(input, { ...init, signal: AbortSignal.timeout(longestRequest) });

function answerOf(error: unknown, repository: string): Answer {
  const status = statusOf(error);
  if (status !== undefined) return { status, body: valueAt(valueAt(error, "response"), "data") };
  const cause = valueAt(error, "cause") ?? error;
  const reason = textAt(valueAt(cause, "cause"), "code") ?? (cause instanceof Error ? cause.name : "unknown reason");
  return { status: 0, body: undefined, fault: `GitHub does not answer for ${repository} (${reason})` };
}

/** The status of the answer that an error was made of; undefined where there was none. */
function statusOf(error: unknown): number | undefined {
  return numberAt(valueAt(error, "response"), "status");
}

/** `<https://api.github.com/...&page=2>; rel="next"` (RFC 8288). */
function nextPage(link: string | undefined): string | undefined {
  return /<([^<>]+)>\s*;[^<]*\brel="?next"?/.exec(link ?? "")?.[1];
}
