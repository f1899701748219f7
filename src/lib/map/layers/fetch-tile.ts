export interface TileTrouble {
	status: number;
	layer: string;
}

const RETRIES = [400, 1500, 4000];

/**
 * Fetches a vector tile; what fails for a passing reason is tried again.
 * @returns no data for an empty tile (204) and for one that is refused (400 and above).
 */
export async function fetchTile(url: string): Promise<{ status: number; data?: ArrayBuffer }> {
	for (let attempt = 0; ; attempt++) {
		const pause = RETRIES[attempt];
		try {
			const response = await fetch(url, { headers: { accept: 'application/vnd.mapbox-vector-tile' } });
			if (response.status === 200) return { status: 200, data: await response.arrayBuffer() };
			if (response.status < 500 && response.status !== 429) return { status: response.status };
			if (pause === undefined) return { status: response.status };
		} catch (error) {
			if (pause === undefined) throw error;
		}
		await new Promise((resolve) => setTimeout(resolve, pause));
	}
}
