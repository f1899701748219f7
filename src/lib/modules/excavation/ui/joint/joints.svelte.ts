import type { DigJoints } from '../../rules/index.ts';
import { call } from '../api.ts';

/** The trench a dig lies in and its offers, asked for beside the record. Empty until they are there. */
export class Joints {
	#known = $state.raw<DigJoints>({ joined: null, offers: [] });

	get joined() {
		return this.#known.joined;
	}

	offer(clashId: string) {
		return this.#known.offers.find((o) => o.clash_id === clashId);
	}

	/** A failure leaves what is known: the record itself says when it cannot be reached. */
	async load(reference: string, signal?: AbortSignal): Promise<void> {
		try {
			const path = `digs/${reference}/joints`;
			this.#known = await call<DigJoints>('GET', path, signal ? { signal } : {});
		} catch {
			return;
		}
	}
}
