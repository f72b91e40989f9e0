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
  /** What a second of waiting takes. Milliseconds. */
  readonly second: number;
  /** Hears, in one line, why a request waits. */
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

/** Sends one request to a whole address, and again as far as it may. Every answer resolves. */
export type Send = (method: Method, address: string, options: RequestOptions) => Promise<Answer>;

/** A page has 100 elements; longer lists are not read to their end. */
const mostPages = 50;

/** A client for GitHub's API; undefined when address or repository are none. What sends is loaded with the first request. */
export function githubClient(options: ClientOptions, surroundings: ClientSurroundings): GithubClient | undefined {
  const { origin, repository } = options;
  if (!/^https?:\/\/[^\s]+$/.test(origin) || !/^[\w-]+\/(?!\.\.?$)[\w.-]+$/.test(repository)) return undefined;
  const request = whileAnswered(lazily(options, surroundings));
  const send: GithubClient["send"] = (method, path, more = {}) => {
    const address = /^https?:\/\//.test(path) ? path : `${origin}/repos/${repository}/${path}`;
    return request(method, address, { ...more, repeatable: more.repeatable ?? method === "GET" });
  };
  const [owner, name] = repository.split("/");
  const query: GithubClient["query"] = (text) =>
    request("POST", options.graphql ?? `${origin}/graphql`, {
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

function lazily(options: ClientOptions, surroundings: ClientSurroundings): Send {
  let send: Promise<Send> | undefined;
  return async (method, address, more) => {
    send ??= import("./octokit.ts").then(
      ({ octokitSend }) => octokitSend(options, surroundings),
      // The toolkit reads the event's payload while it is loaded, and throws where that is no JSON.
      (error: unknown) => async () => ({
        status: 0,
        body: undefined,
        fault: `GitHub's API cannot be asked (${error instanceof Error ? error.name : "unknown reason"})`,
      }),
    );
    return (await send)(method, address, more);
  };
}

/** A server that did not answer at all, however often it was asked, is not asked for the next thing. */
function whileAnswered(send: Send): Send {
  let lost: Answer | undefined;
  return async (method, address, options) => {
    if (lost !== undefined) return lost;
    const answer = await send(method, address, options);
    if (answer.fault !== undefined && options.repeatable === true) lost = answer;
    return answer;
  };
}

/** What an answer that is not the hoped-for one says, as a clause: `GitHub answers 403 (Resource not accessible by integration)`. */
export function answerText({ status, body, fault }: Answer): string {
  if (fault !== undefined) return fault;
  const message = textAt(body, "message");
  return `GitHub answers ${status}${message === undefined ? "" : ` (${singleLine(message.slice(0, 200))})`}`;
}
