/** A browser and its system in two words, as far as the User-Agent tells; for people to recognise their own. */
export function deviceName(userAgent: string | null): string {
	const text = userAgent ?? '';
	const browser =
		/\b(Edg|OPR|SamsungBrowser|Firefox|CriOS|Chrome|Version)\/(\d+)/.exec(text)?.slice(1, 3) ?? [];
	const names: Record<string, string> = {
		Edg: 'Edge',
		OPR: 'Opera',
		SamsungBrowser: 'Samsung Internet',
		CriOS: 'Chrome',
		Version: 'Safari'
	};
	// Chrome stands in the text of its relatives too.
	const relative = /\b(Edg|OPR|SamsungBrowser)\/(\d+)/.exec(text)?.slice(1, 3) ?? browser;
	const system = /Android|iPhone|iPad|Windows|Mac OS X|Linux/.exec(text)?.[0];
	const [name, version] = relative;
	const first = name ? `${names[name] ?? name} ${version}` : text.split(/[ /]/)[0] || '—';
	return system ? `${first}, ${system === 'Mac OS X' ? 'macOS' : system}` : first;
}
