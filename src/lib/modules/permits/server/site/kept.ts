import { createHash } from 'node:crypto';
import { checkProposal, type Proposal, type RuleResult } from '../../rules/index.ts';

/** What was used longest ago goes first. */
const MOST = 300;
const kept = new Map<string, unknown>();
const judged = new Map<string, RuleResult[]>();

/**
 * What the layers of a site say, read once until one of them changes (`site_layer_stamp`). It belongs to everybody who is
 * given it: nobody changes it.
 * @param stamps as the transaction read them before; null where it changed a layer itself.
 * @param name of what is read.
 */
export async function fromSite<T>(stamps: string | null, name: string, read: () => Promise<T>): Promise<T> {
	if (stamps === null) return read();
	const key = `${stamps} ${name}`;
	return used(kept, key, kept.has(key) ? (kept.get(key) as T) : await read());
}

/** What the rules say of a proposal: a case is held against them at four of its steps, and seldom has anything changed. */
export function judgedOnce(proposal: Proposal): RuleResult[] {
	const key = createHash('sha1').update(JSON.stringify(proposal)).digest('base64');
	return used(judged, key, judged.get(key) ?? checkProposal(proposal));
}

function used<T>(recent: Map<string, unknown>, key: string, found: T): T {
	recent.delete(key);
	recent.set(key, found);
	if (recent.size > MOST) recent.delete(recent.keys().next().value!);
	return found;
}
