/** The query of an address with some of its values replaced; empty ones are left out. */
export function withValues(search: URLSearchParams, values: Record<string, string | null>): string {
	const next = new URLSearchParams(search);
	for (const [name, value] of Object.entries(values)) {
		if (value) next.set(name, value);
		else next.delete(name);
	}
	return `?${next}`;
}
