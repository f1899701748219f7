import { Usage } from './command.ts';

/** `a=b,c=d`; a comma inside a value needs an option of its own. */
export function pairs(given: readonly string[] = []): [string, string][] {
	const parts = given.flatMap((text) => (text.split('=').length === 2 ? [text] : text.split(',')));
	return parts.map((part) => {
		const at = part.indexOf('=');
		if (at < 1) throw new Usage(`"${part}" is not target=value`);
		return [part.slice(0, at).trim(), part.slice(at + 1).trim()];
	});
}
