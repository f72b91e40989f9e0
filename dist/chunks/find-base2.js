import { $ as gitTree, J as githubMergeBase, Q as fetchCommit, W as UsageError, X as checkoutOf, Y as githubTree, Z as commitOf, et as mergeBaseOf, nn as TreeError, nt as isCommitName, rn as TreeLost, tt as parentsOf } from "./engine.js";

// src/commands/find-base.ts
/** The base of a command line: where HEAD left the named commit's history. Its law is the named commit's own. */
async function baseOfRef(path, ref) {
	if (!isCommitName(ref)) throw new UsageError(`--base ${ref}: not the name of a commit`);
	return attempt(ref, async () => {
		const checkout = await checkoutOf(path);
		const tip = await presentCommit(checkout, ref);
		if (tip === void 0) return {
			kind: "missing",
			name: ref,
			because: "there is no such commit here"
		};
		const head = await commitOf(checkout, "HEAD");
		return fromGit(checkout, (head === void 0 ? void 0 : await mergeBaseOf(checkout, tip, head)) ?? tip, tip);
	});
}
/** The base of a workflow's event; undefined when the event is about no change. */
async function baseOfEvent(path, change, api, prefix, sha) {
	switch (change.kind) {
		case "none": return;
		case "unknown": return {
			kind: "missing",
			name: "of this event",
			because: change.because
		};
		case "branch":
		case "state": return attempt(change.base, async () => await fromCheckout(path, change, sha) ?? fromApi(change, api, prefix));
		default: return change;
	}
}
async function fromCheckout(path, change, sha) {
	let checkout;
	try {
		checkout = await checkoutOf(path);
	} catch (error) {
		if (error instanceof TreeError) return void 0;
		throw error;
	}
	const head = await commitOf(checkout, "HEAD");
	const [first, second, ...more] = head === void 0 ? [] : await parentsOf(checkout, head);
	const isMerge = change.kind === "branch" && head !== void 0 && head === sha && second === change.head && more.length === 0;
	const tip = await presentCommit(checkout, isMerge && first !== void 0 ? first : change.base);
	if (tip === void 0) return void 0;
	if (isMerge || change.kind === "state" || head === void 0) return fromGit(checkout, tip, tip);
	return fromGit(checkout, await mergeBaseOf(checkout, tip, head) ?? tip, tip);
}
async function fromApi(change, api, prefix) {
	const { base, head } = change;
	if (api === void 0 || prefix === void 0) return {
		kind: "missing",
		name: base,
		because: "the checkout does not have it, and it cannot be fetched"
	};
	const began = change.kind === "branch" && head !== void 0 ? await githubMergeBase(api, base, head) : base;
	const root = githubTree(api, base);
	const law = prefix === "" ? root : githubTree(api, base, prefix);
	return {
		kind: "tree",
		tree: began === void 0 || began === base ? law : githubTree(api, began, prefix),
		law,
		root,
		name: (began ?? base).slice(0, 12)
	};
}
/** A commit that is here, or that a shallow clone can still get: by its id alone. */
async function presentCommit(checkout, name) {
	const here = await commitOf(checkout, name);
	if (here !== void 0) return here;
	return await fetchCommit(checkout, name) ? name : void 0;
}
function fromGit(checkout, began, tip) {
	const tree = gitTree(checkout, began);
	const law = tip === began ? tree : gitTree(checkout, tip);
	return {
		kind: "tree",
		tree,
		law,
		root: checkout.prefix === "" ? law : gitTree({
			...checkout,
			prefix: ""
		}, tip),
		name: began.slice(0, 12)
	};
}
async function attempt(name, find) {
	try {
		return await find();
	} catch (error) {
		if (error instanceof TreeError || error instanceof TreeLost) return {
			kind: "missing",
			name,
			because: error.message
		};
		throw error;
	}
}

export { baseOfRef as n, baseOfEvent as t };