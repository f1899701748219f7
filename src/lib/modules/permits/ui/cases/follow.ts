import { invalidate } from '$app/navigation';
import { navigating } from '$app/state';
import { asProblem, callApi } from '#lib/kernel/api-client.ts';
import { followLayers } from '#lib/map/live.ts';

const PAUSE_MS = 100;
/** What of the map a case shows in its record as well. */
const LAYERS = ['permits', 'building_sites', 'violations'];

/**
 * Keeps the page of a case as it stands: reads it again at every news. Where the server cannot be reached the page stays
 * as it is, with what is being written on it, until the next news.
 * @param readable ids of the layers that whoever looks may read.
 * @returns how to stop.
 */
export function followCase(reference: string, readable: readonly string[]): () => void {
	let reading = false;
	let again = false;
	let stopped = false;
	async function refresh() {
		if (reading) return void (again = true);
		reading = true;
		do {
			again = false;
			const readable = await answers(reference);
			// Reading a page again would take back a press on a link that is still on its way.
			while (navigating.to && !stopped) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
			if (readable && !stopped) await invalidate('permits:cases');
		} while (again && !stopped);
		reading = false;
	}
	const onchange = () => void refresh();
	const layers = LAYERS.filter((id) => readable.includes(id));
	const stop = followLayers([...layers, `permit:${reference}`], { onchange, onresync: onchange });
	return () => {
		stopped = true;
		stop();
	};
}

/** A page whose data do not come is replaced by an error; a refusal is told by the page itself. */
async function answers(reference: string): Promise<boolean> {
	try {
		await callApi('GET', `permits/${reference}`);
		return true;
	} catch (thrown) {
		const { status } = asProblem(thrown);
		return status >= 400 && status < 500 && status !== 429;
	}
}
