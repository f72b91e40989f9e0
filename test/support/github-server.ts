import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { GitRepository } from "./git-repository.ts";

/** One request as it came in. */
export interface Received {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>> | undefined;
  readonly authorization: string | undefined;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Comment {
  readonly id: number;
  body: string;
  readonly login: string;
}

export interface Issue extends Comment {
  readonly number: number;
  title: string;
  state: "open" | "closed";
}

/** What a token may do; as in a job's `permissions`. */
export interface Permissions {
  readonly contents?: "read" | "none";
  readonly "pull-requests"?: "read" | "write" | "none";
  readonly issues?: "read" | "write" | "none";
  readonly checks?: "write" | "none";
}

export interface GithubServer {
  readonly address: string;
  readonly port: number;
  readonly requests: readonly Received[];
  /** `METHOD /path` of every request, below the repository. */
  readonly lines: readonly string[];
  readonly comments: Comment[];
  readonly issues: Issue[];
  readonly reviewComments: Comment[];
  /** Bodies of the requests that made and fed check runs. */
  readonly checkRuns: Readonly<Record<string, unknown>>[];
  /** The commit at the head of every pull request. */
  head: string;
  /** The diff of every pull request, as `GET pulls/N/files` gives it. */
  files: readonly { readonly filename: string; readonly patch?: string }[];
  permissions: Permissions;
  /** Whose trees and blobs are served, with `contents: read`. */
  repository: GitRepository | undefined;
  /** Answers the next requests that match in this way, once each. */
  refuseNext(method: string, pattern: RegExp, ...replies: readonly Reply[]): void;
  /** Ends the connection of the next request that matches, without an answer. */
  hangUpNext(method: string, pattern: RegExp): void;
  close(): void;
}

/** Whose comments the token of a workflow writes. */
export const workflowLogin = "github-actions[bot]";

/** The primary rate limit; `reset`: seconds since the epoch. */
export const primaryLimit = (reset: number): Reply => ({
  status: 403,
  body: { message: "API rate limit exceeded for installation ID 1.", documentation_url: "https://docs.github.com/rest" },
  headers: { "x-ratelimit-limit": "1000", "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(reset) },
});

/** The secondary one, with the wait that it asks for, in seconds. */
export const secondaryLimit = (retryAfter: number | undefined): Reply => ({
  status: 403,
  body: { message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again." },
  headers: { "x-ratelimit-remaining": "900", ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }) },
});

const forbidden: Reply = { status: 403, body: { message: "Resource not accessible by integration", status: "403" } };
const missing: Reply = { status: 404, body: { message: "Not Found", status: "404" } };
const unprocessable = (message: string): Reply => ({ status: 422, body: { message: "Validation Failed", errors: [message] } });

const longestBody = 65_536;
const root = "/repos/o/r/";

export interface TlsOptions {
  /** PEM. */
  readonly key: string;
  readonly cert: string;
}

/** Where an enterprise server has its API: in front of every path of REST, and `/api/graphql`. */
const enterprise = /^\/api(?:\/v3(?=\/)|(?=\/graphql$))/;

/** GitHub's REST API for the repository `o/r`, as far as this program uses it, by docs.github.com/rest. */
export async function githubServer(tls?: TlsOptions): Promise<GithubServer> {
  const requests: Received[] = [];
  const scripted: { readonly method: string; readonly pattern: RegExp; readonly replies: Reply[] }[] = [];
  let nextId = 9000;
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const received = await receive(request);
    requests.push(received);
    const { status, body, headers } = answer(received);
    if (status === 0) return void request.socket.destroy();
    response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
    response.end(body === undefined ? "" : JSON.stringify(body));
  };
  const server = tls === undefined ? createServer(respond) : createTlsServer(tls, respond);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const address = `${tls === undefined ? "http" : "https"}://127.0.0.1:${port}`;

  const state: GithubServer = {
    address,
    port,
    requests,
    get lines() {
      return requests.map(({ method, path }) => `${method} ${path.replace(root, "")}`);
    },
    comments: [],
    issues: [],
    reviewComments: [],
    checkRuns: [],
    head: "",
    files: [],
    repository: undefined,
    permissions: { contents: "read", "pull-requests": "write", issues: "write", checks: "write" },
    refuseNext: (method, pattern, ...replies) => void scripted.push({ method, pattern, replies: [...replies] }),
    hangUpNext: (method, pattern) => void scripted.push({ method, pattern, replies: [{ status: 0 }] }),
    close: () => void server.close(),
  };

  function answer(received: Received): Reply {
    const { method, path, authorization } = received;
    const script = scripted.find((one) => one.method === method && one.pattern.test(path) && one.replies.length > 0);
    const reply = script?.replies.shift();
    if (reply !== undefined) return reply;
    if (!/^(?:bearer|token) the-token$/i.test(authorization ?? ""))
      return { status: 401, body: { message: "Bad credentials", status: "401" } };
    if (path === "/graphql") return { status: 200, body: { data: queried(String(received.body?.["query"])) } };
    if (!path.startsWith(root)) return missing;
    const url = new URL(path.slice(root.length), "http://r/");
    const route = `${method} ${url.pathname.slice(1)}`;
    for (const [pattern, permission, respond] of routes) {
      const match = pattern.exec(route);
      if (match === null) continue;
      const allowed = state.permissions[permission] ?? "none";
      if (allowed === "none" || (method !== "GET" && allowed !== "write")) return forbidden;
      return respond(received, url, match);
    }
    return missing;
  }

  type Respond = (received: Received, url: URL, match: RegExpExecArray) => Reply;
  const routes: readonly (readonly [RegExp, keyof Permissions, Respond])[] = [
    [/^GET issues\/\d+\/comments$/, "pull-requests", (_, url) => page(state.comments.map(commentBody), url)],
    [/^POST issues\/\d+\/comments$/, "pull-requests", ({ body }) => created(body, state.comments)],
    [/^PATCH issues\/comments\/(\d+)$/, "pull-requests", ({ body }, _, match) => changed(body, match, state.comments)],
    [/^GET pulls\/(\d+)$/, "pull-requests", (_, __, match) => ok({ number: Number(match[1]), head: { sha: state.head } })],
    [/^GET pulls\/\d+\/files$/, "pull-requests", (_, url) => page(state.files, url)],
    [/^GET pulls\/\d+\/comments$/, "pull-requests", (_, url) => page(state.reviewComments.map(commentBody), url)],
    [/^POST pulls\/\d+\/reviews$/, "pull-requests", ({ body }) => reviewed(body)],
    [
      /^GET issues$/,
      "issues",
      (_, url) =>
        page(
          state.issues
            .filter(({ state: now, login }) => now === "open" && login === url.searchParams.get("creator"))
            .map(issueBody),
          url,
        ),
    ],
    [/^POST issues$/, "issues", ({ body }) => issueMade(body)],
    [/^PATCH issues\/(\d+)$/, "issues", ({ body }, _, match) => issueChanged(body, match)],
    [
      /^GET compare\/(\w+)\.\.\.(\w+)$/,
      "contents",
      (_, __, match) => ok({ merge_base_commit: { sha: git("merge-base", match[1], match[2]) } }),
    ],
    [
      /^GET git\/trees\/(\w+)$/,
      "contents",
      (_, __, match) => ok({ sha: match[1], truncated: false, tree: treeOf(match[1] ?? "") }),
    ],
    [/^GET git\/blobs\/(\w+)$/, "contents", (_, __, match) => blobOf(match[1] ?? "")],
    [/^POST check-runs$/, "checks", ({ body }) => checked(body, 201)],
    [/^PATCH check-runs\/7$/, "checks", ({ body }) => checked(body, 200)],
  ];

  function git(...args: readonly (string | undefined)[]): string {
    return state.repository?.git(...args.map(String)) ?? "";
  }

  function treeOf(commit: string): readonly unknown[] {
    return git("ls-tree", "-r", "-t", "--long", commit)
      .split("\n")
      .map((line) => /^(\d+) (\w+) (\w+) +(\S+)\t(.*)$/.exec(line) ?? [])
      .map(([, mode, type, sha, size, path]) => ({ path, mode, type, sha, ...(size !== "-" && { size: Number(size) }) }));
  }

  function blobOf(sha: string): Reply {
    const [bytes] = state.repository?.blobs([sha]) ?? [];
    const content = bytes?.toString("base64").replace(/(.{60})/g, "$1\n");
    return ok({ sha, encoding: "base64", content });
  }

  /** Blobs come as texts: cut at 512 kB, no text for a binary one, and what is no UTF-8 is replaced. */
  function queried(query: string): unknown {
    if (query.includes("viewer")) return { viewer: { login: workflowLogin } };
    if (state.permissions.contents !== "read") return { repository: null };
    const wanted = [...query.matchAll(/(b\d+): object\(oid: "(\w+)"\)/g)];
    const blobs = state.repository?.blobs(wanted.map(([, , id = ""]) => id)) ?? [];
    const textOf = (bytes: Buffer) => (bytes.includes(0) ? null : bytes.subarray(0, 512_000).toString("utf8"));
    const objects = wanted.map(([, name = ""], index) => [name, { text: textOf(blobs[index] ?? Buffer.alloc(0)) }]);
    return { repository: Object.fromEntries(objects) };
  }

  function page(all: readonly unknown[], url: URL): Reply {
    const size = Math.min(100, Number(url.searchParams.get("per_page") ?? 30));
    const number = Number(url.searchParams.get("page") ?? 1);
    const last = Math.max(1, Math.ceil(all.length / size));
    const linkTo = (to: number, rel: string) => {
      const query = new URLSearchParams(url.search);
      query.set("page", String(to));
      return `<${address}${root}${url.pathname.slice(1)}?${query}>; rel="${rel}"`;
    };
    const link = number < last ? { link: `${linkTo(number + 1, "next")}, ${linkTo(last, "last")}` } : {};
    return { status: 200, body: all.slice((number - 1) * size, number * size), headers: link };
  }

  function tooLong(text: unknown): Reply | undefined {
    if (typeof text !== "string" || text.trim() === "") return unprocessable("body can't be blank");
    return text.length > longestBody ? unprocessable("body is too long (maximum is 65536 characters)") : undefined;
  }

  function created(body: Received["body"], list: Comment[]): Reply {
    const refused = tooLong(body?.["body"]);
    if (refused !== undefined) return refused;
    const comment = { id: nextId++, body: String(body?.["body"]), login: workflowLogin };
    list.push(comment);
    return { status: 201, body: commentBody(comment) };
  }

  function changed(body: Received["body"], match: RegExpExecArray, list: Comment[]): Reply {
    const comment = list.find(({ id }) => id === Number(match[1]));
    if (comment === undefined) return missing;
    if (comment.login !== workflowLogin) return forbidden;
    const refused = tooLong(body?.["body"]);
    if (refused !== undefined) return refused;
    comment.body = String(body?.["body"]);
    return ok(commentBody(comment));
  }

  function issueMade(body: Received["body"]): Reply {
    const refused = tooLong(body?.["body"]);
    if (refused !== undefined) return refused;
    const number = state.issues.length + 1;
    const issue: Issue = {
      id: nextId++,
      number,
      login: workflowLogin,
      state: "open",
      title: String(body?.["title"]),
      body: String(body?.["body"]),
    };
    state.issues.push(issue);
    return { status: 201, body: issueBody(issue) };
  }

  function issueChanged(body: Received["body"], match: RegExpExecArray): Reply {
    const issue = state.issues.find(({ number }) => number === Number(match[1]));
    if (issue === undefined) return missing;
    if (typeof body?.["title"] === "string") issue.title = body["title"];
    if (typeof body?.["body"] === "string") issue.body = body["body"];
    if (body?.["state"] === "closed" || body?.["state"] === "open") issue.state = body["state"];
    return ok(issueBody(issue));
  }

  function checked(body: Received["body"], status: number): Reply {
    const output = body?.["output"] as { readonly annotations?: readonly Readonly<Record<string, unknown>>[] } | undefined;
    if ((output?.annotations?.length ?? 0) > 50) return unprocessable("no more than 50 items are allowed");
    const wrong = output?.annotations?.find((one) => "start_column" in one && one["start_line"] !== one["end_line"]);
    if (wrong !== undefined) return unprocessable("start_column is for annotations of one line");
    state.checkRuns.push(body ?? {});
    return { status, body: { id: 7 } };
  }

  function reviewed(body: Received["body"]): Reply {
    const comments = (body?.["comments"] ?? []) as readonly Readonly<Record<string, unknown>>[];
    for (const { path, line, start_line: start } of comments) {
      const patch = state.files.find(({ filename }) => filename === path)?.patch;
      const [from = 0, length = 0] = (/\+(\d+),(\d+) @@/.exec(patch ?? "") ?? []).slice(1).map(Number);
      const isInside = (at: unknown) => typeof at === "number" && at >= from && at < from + length;
      if (!isInside(line) || (start !== undefined && !isInside(start))) return unprocessable("line must be part of the diff");
    }
    for (const comment of comments) created(comment, state.reviewComments);
    return ok({ id: nextId++ });
  }

  return state;
}

function ok(body: unknown): Reply {
  return { status: 200, body };
}

function commentBody({ id, body, login }: Comment): unknown {
  return { id, body, user: { login, type: login.endsWith("[bot]") ? "Bot" : "User" } };
}

function issueBody(issue: Issue): unknown {
  return { ...(commentBody(issue) as object), number: issue.number, title: issue.title, state: issue.state };
}

async function receive(request: IncomingMessage): Promise<Received> {
  let text = "";
  for await (const part of request) text += part;
  return {
    method: request.method ?? "",
    path: (request.url ?? "").replace(enterprise, ""),
    body: text === "" ? undefined : JSON.parse(text),
    authorization: request.headers.authorization,
  };
}
