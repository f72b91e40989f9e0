import { plainTikv, sound } from "../rollout/change.ts";
import { type GitRepository, gitRepository } from "./git-repository.ts";

export type Texts = Readonly<Record<string, string | undefined>>;

/** A repository with a change on the branch that is checked out. */
export interface ChangedRepository {
  readonly repository: GitRepository;
  readonly base: string;
  readonly head: string;
}

/** Commits `before` to `main` and `after` to a branch. */
export function changedRepository(before: Texts, after: Texts): ChangedRepository {
  const repository = gitRepository(before);
  const base = repository.git("rev-parse", "HEAD");
  repository.git("checkout", "--quiet", "-b", "topic");
  repository.write(after);
  return { repository, base, head: repository.commit() };
}

/** A cluster with mutual TLS by one CA: green under the policy `baseline`. */
export const soundTexts = (): Texts => sound() as Texts;

/** The same with TiKV in plaintext. */
export const plainTikvTexts = (): Texts => sound({ tikv: plainTikv }) as Texts;
