import { refuse } from '../refuse.ts';

/** Passes features on until the caller gives up: `cancelled`. */
export async function* until<T>(features: AsyncIterable<T>, signal?: AbortSignal): AsyncGenerator<T, void> {
	for await (const feature of features) {
		if (signal?.aborted) refuse('cancelled');
		yield feature;
	}
}
