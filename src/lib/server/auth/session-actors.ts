import type { Platform } from '../platform.ts';
import { ANONYMOUS, type Actor } from '../policy/index.ts';
import { actorOfToken } from './actor-of-token.ts';
import { hashToken } from './token.ts';

/** Actors of recent sessions, for paths that cannot ask the database each time (tiles, event streams). */
export interface SessionActors {
	/**
	 * The actor at once when known, else a promise of it. A bearer key in the Authorization header stands before
	 * the session; the promise fails with `not_signed_in` when the key is not good.
	 */
	of(token: string | undefined, authorization?: string): Actor | Promise<Actor>;
	/** Calls back whenever somebody's sessions or roles changed; `persons` is null when it may be anybody. */
	onChange(listener: (persons: string[] | null) => void): () => void;
}

const MAX_AGE_MS = 2000;
const MAX_ENTRIES = 10_000;
const caches = new WeakMap<Platform['feed'], SessionActors>();

/** The process's cache. An answer is at most 2 s old and forgotten at once when anybody's trust changes. */
export function sessionActors(platform: Platform): SessionActors {
	let cache = caches.get(platform.feed);
	if (!cache) {
		cache = openCache(platform, (token, authorization) => actorOfToken(platform, token, { authorization }));
		caches.set(platform.feed, cache);
	}
	return cache;
}

/** @param load asks the database; @param clock milliseconds, for tests. */
export function openCache(
	platform: Pick<Platform, 'feed'>,
	load: (token: string | undefined, authorization?: string) => Promise<Actor>,
	clock: () => number = () => performance.now()
): SessionActors {
	const known = new Map<string, { actor: Actor; at: number }>();
	const asked = new Map<string, Promise<Actor>>();
	const listeners = new Set<(persons: string[] | null) => void>();
	// An answer that was asked for before a change must not be remembered after it.
	let generation = 0;

	platform.feed.subscribe((change) => {
		if (change.topic !== 'session' && change.topic !== 'people') return;
		generation++;
		known.clear();
		asked.clear();
		for (const l of listeners) l(change.keys);
	});

	function ask(key: string, token: string | undefined, authorization?: string): Promise<Actor> {
		const before = generation;
		const at = clock();
		const answer = load(token, authorization)
			.then((actor) => {
				if (before === generation) {
					if (known.size >= MAX_ENTRIES) known.clear();
					known.set(key, { actor, at });
				}
				return actor;
			})
			.finally(() => {
				if (asked.get(key) === answer) asked.delete(key);
			});
		// Many tiles of one map ask at the same moment: one question is enough.
		asked.set(key, answer);
		return answer;
	}

	return {
		of(token, authorization) {
			if (!token && !authorization) return ANONYMOUS;
			const key = hashToken(`${token ?? ''} ${authorization ?? ''}`).toString('latin1');
			const found = known.get(key);
			if (found && clock() - found.at < MAX_AGE_MS && platform.feed.healthy()) return found.actor;
			return asked.get(key) ?? ask(key, token, authorization);
		},
		onChange(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		}
	};
}
