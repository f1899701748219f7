/** A browser and its system in two words, as far as the User-Agent tells; for people to recognise their own. */
export function deviceName(userAgent: string | null): string {
	const text = userAgent ?? '';
	const names: Record<string, string> = {
		Edg: 'Edge',
		OPR: 'Opera',
		SamsungBrowser: 'Samsung Internet',
		CriOS: 'Chrome',
		Version: 'Safari'
	};
	// Chrome stands in the text of its relatives too, so they are looked for first.
	const [, name, version] =
		/(Edg|OPR|SamsungBrowser)\/(\d+)/.exec(text) ?? /(Firefox|CriOS|Chrome|Version)\/(\d+)/.exec(text) ?? [];
	const system = (/Android|iPhone|iPad|Windows/.exec(text) ?? /Mac OS X|Linux/.exec(text))?.[0];
	const first = name ? `${names[name] ?? name} ${version}` : text.split(/[ /]/)[0] || '—';
	return system ? `${first}, ${system === 'Mac OS X' ? 'macOS' : system}` : first;
}
