import { textAt } from "../text/json-value.ts";
import { singleLine } from "../text/safe.ts";

/** What GitHub answers to one request. */
export interface Answer {
  /** 0 when there was no answer. */
  readonly status: number;
  /** The body's JSON; undefined when it is none. */
  readonly body: unknown;
  /** Where the next page is; undefined on the last one. */
  readonly next?: string | undefined;
  /** Why there was no answer. */
  readonly fault?: string | undefined;
}

export type Method = "GET" | "POST" | "PATCH";

export interface RequestOptions {
  readonly body?: unknown;
  /** May it be sent again when nobody knows whether the first one was carried out? By default a GET alone. */
  readonly repeatable?: boolean | undefined;
}

/** GitHub's REST API as one repository and one token see it. */
export interface GithubClient {
  /** `owner/name`. */
  readonly repository: string;
  /** A request below `repos/owner/name/`, or to a whole address of this API. Every answer resolves, also none. */
  send(method: Method, path: string, options?: RequestOptions): Promise<Answer>;
  /** A GraphQL query with `$owner` and `$name` of the repository as its variables. */
  query(query: string): Promise<Answer>;
  /** All elements of a list, page by page; an answer that is none when a page fails. */
  list(path: string): Promise<Listed>;
  /** The login that stands at what this token writes; undefined when GitHub does not tell. */
  login(): Promise<string | undefined>;
}

export type Listed =
  | { readonly kind: "list"; readonly items: readonly unknown[] }
  | { readonly kind: "failed"; readonly answer: Answer };

/** What the client needs of its surroundings. */
export interface ClientSurroundings {
  readonly fetch: typeof fetch;
  /** Milliseconds since the epoch, UTC. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** Is told, in one line, why a request waits. */
  log(text: string): void;
}

export interface ClientOptions {
  /** `https://api.github.com`, or the address of a server's own API. */
  readonly origin: string;
  readonly repository: string;
  readonly token?: string | undefined;
  /** `https://api.github.com/graphql`. */
  readonly graphql?: string | undefined;
}

/** Answers larger than a blob of the usual limit in base64 are not read. Characters. */
const longestAnswer = 64 * 1024 * 1024;

/** A page has 100 elements; longer lists are not read to their end. */
const mostPages = 50;

/** Requests are sent so often at most. */
const mostAttempts = 3;

/** Waits of one client: one by itself, and all together. Milliseconds. */
const longestWait = 60_000;
const longestWaiting = 120_000;

/**
 * A client for GitHub's REST API; undefined when address or repository are none. A request that a rate limit refuses is
 * sent again after the time that GitHub asks for, within bounds (docs.github.com: rate limits for the REST API); one that
 * the server fails at, when it may be sent twice.
 */
export function githubClient(options: ClientOptions, surroundings: ClientSurroundings): GithubClient | undefined {
  const { origin, repository } = options;
  if (!/^https?:\/\/[^\s]+$/.test(origin) || !/^[\w-]+\/(?!\.\.?$)[\w.-]+$/.test(repository)) return undefined;
  const attempt = attempts(options, surroundings);
  const send: GithubClient["send"] = (method, path, more = {}) => {
    const address = /^https?:\/\//.test(path) ? path : `${origin}/repos/${repository}/${path}`;
    return attempt(method, address, { ...more, repeatable: more.repeatable ?? method === "GET" });
  };
  const [owner, name] = repository.split("/");
  const query: GithubClient["query"] = (text) =>
    attempt("POST", options.graphql ?? `${origin}/graphql`, {
      body: { query: text, variables: { owner, name } },
      repeatable: true,
    });
  let login: Promise<string | undefined> | undefined;
  return {
    repository,
    send,
    query,
    async list(path) {
      const items: unknown[] = [];
      let next: string | undefined = path;
      for (let page = 0; next !== undefined && page < mostPages; page++) {
        const answer = await send("GET", next);
        if (answer.status !== 200 || !Array.isArray(answer.body)) return { kind: "failed", answer };
        items.push(...answer.body);
        // Nobody else gets the token: a page elsewhere is no page.
        next = answer.next?.startsWith(`${origin}/`) ? answer.next : undefined;
      }
      return { kind: "list", items };
    },
    login() {
      // The one question that a workflow's token, an app's and a person's can all ask: `GET /user` refuses the first two.
      login ??= query("query { viewer { login } }").then(({ status, body }) =>
        status === 200 ? textAt(body, "data", "viewer", "login") : undefined,
      );
      return login;
    },
  };
}

type Attempt = (method: Method, address: string, options: RequestOptions) => Promise<Answer>;

function attempts({ token = "", repository }: ClientOptions, surroundings: ClientSurroundings): Attempt {
  const { now, sleep, log } = surroundings;
  let waited = 0;
  let lost: Answer | undefined;
  return async (method, address, options) => {
    // Whoever did not answer three times is not asked for the next thing.
    if (lost !== undefined) return lost;
    for (let tries = 1; ; tries++) {
      const { answer, wait } = await once(method, address, options, token, repository, surroundings.fetch, now, tries);
      if (wait === undefined || tries === mostAttempts) {
        if (answer.fault !== undefined && tries === mostAttempts) lost = answer;
        return answer;
      }
      if (wait.milliseconds > longestWait || waited + wait.milliseconds > longestWaiting) return answer;
      waited += wait.milliseconds;
      log(`GitHub ${wait.because}: asked again in ${Math.ceil(wait.milliseconds / 1000)} s`);
      await sleep(wait.milliseconds);
    }
  };
}

interface Wait {
  readonly milliseconds: number;
  readonly because: string;
}

async function once(
  method: Method,
  address: string,
  { body, repeatable }: RequestOptions,
  token: string,
  repository: string,
  send: typeof fetch,
  now: () => number,
  tries: number,
): Promise<{ readonly answer: Answer; readonly wait?: Wait | undefined }> {
  const again = { milliseconds: 1000 * tries, because: "does not answer" };
  let response: Response;
  let text: string;
  try {
    response = await send(address, {
      method,
      headers: headersOf(token, body !== undefined),
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    text = await response.text();
  } catch (error) {
    const fault = `GitHub does not answer for ${repository} (${error instanceof Error ? error.name : "unknown reason"})`;
    return { answer: { status: 0, body: undefined, fault }, wait: repeatable ? again : undefined };
  }
  if (text.length > longestAnswer) {
    return { answer: { status: 0, body: undefined, fault: `GitHub's answer for ${repository} is larger than 64 MiB` } };
  }
  const answer = { status: response.status, body: parsed(text), next: nextPage(response.headers.get("link")) };
  const limited = limitWait(response, answer, now());
  if (limited !== undefined) return { answer, wait: { milliseconds: limited, because: "limits the rate of requests" } };
  const isServers = response.status >= 500;
  return { answer, wait: isServers && repeatable ? { ...again, because: `answers ${response.status}` } : undefined };
}

function headersOf(token: string, hasBody: boolean): Record<string, string> {
  return {
    accept: "application/vnd.github+json",
    "x-github-api-version": "2022-11-28",
    "user-agent": "tikv-tls-gate",
    ...(token !== "" && { authorization: `Bearer ${token}` }),
    ...(hasBody && { "content-type": "application/json" }),
  };
}

/**
 * How long to wait until a request that a rate limit refused may be sent again, in milliseconds: `retry-after`, else
 * `x-ratelimit-reset` when nothing remains, else a minute; undefined for any other answer. A 403 is most often a missing
 * permission.
 */
function limitWait({ status, headers }: Response, { body }: Answer, now: number): number | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const after = headers.get("retry-after");
  if (after !== null && /^\d+$/.test(after)) return Number(after) * 1000;
  const reset = headers.get("x-ratelimit-reset");
  if (headers.get("x-ratelimit-remaining") === "0" && reset !== null && /^\d+$/.test(reset)) {
    return Math.max(1000, Number(reset) * 1000 - now);
  }
  return /secondary rate limit|abuse detection/i.test(textAt(body, "message") ?? "") ? 60_000 : undefined;
}

/** `<https://api.github.com/...&page=2>; rel="next"` (RFC 8288). */
function nextPage(link: string | null): string | undefined {
  return /<([^<>]+)>\s*;[^<]*\brel="?next"?/.exec(link ?? "")?.[1];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What an answer that is not the hoped-for one says, as a clause: `GitHub answers 403 (Resource not accessible by integration)`. */
export function answerText({ status, body, fault }: Answer): string {
  if (fault !== undefined) return fault;
  const message = textAt(body, "message");
  return `GitHub answers ${status}${message === undefined ? "" : ` (${singleLine(message.slice(0, 200))})`}`;
}
