/** Readable text of a TEXT or MTEXT value: formatting removed, `\U+0627` and `%%` codes resolved. */
export function plainText(raw: string): string {
	return raw
		.replace(/\\U\+([0-9A-Fa-f]{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
		.replace(/\\S([^;^/#]*)[\^/#]([^;]*);/g, '$1/$2')
		.replace(/\\[ACFHQTWpf][^;\\{}]*;/g, '')
		.replace(/\\[LlOoKk]/g, '')
		.replace(/\\P|\^J/g, '\n')
		.replaceAll('\\~', ' ')
		.replace(/\\([\\{}])/g, '\ue000$1')
		.replace(/(?<!\ue000)[{}]/g, '')
		.replaceAll('\ue000', '')
		.replace(/%%[dD]/g, '°')
		.replace(/%%[pP]/g, '±')
		.replace(/%%[cC]/g, '⌀')
		.replace(/%%[uUoO]/g, '')
		.trim();
}
