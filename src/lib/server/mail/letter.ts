import type { Locale } from '#lib/kernel/locale.ts';

/** What a mail says, once; it is written as text and as a page. */
export interface Letter {
	locale: Locale;
	/** First and last words. */
	opening: readonly string[];
	items?: readonly { title: string; lines: readonly string[]; link?: string }[];
	/** What the reader may do. */
	action?: { words: string; link: string };
	closing?: readonly string[];
	leave?: { words: string; link: string };
}

/** The letter as plain text and as HTML, in the direction of its language. */
export function lettersOf(letter: Letter): { text: string; html: string } {
	return { text: asText(letter), html: asPage(letter) };
}

function asText({ opening, items = [], action, closing = [], leave }: Letter): string {
	const parts = [
		...opening,
		...items.map(({ title, lines, link }) => [title, ...lines, ...(link ? [link] : [])].join('\n')),
		...(action ? [`${action.words}\n${action.link}`] : []),
		...closing,
		...(leave ? [`${leave.words}\n${leave.link}`] : [])
	];
	return `${parts.join('\n\n')}\n`;
}

const INK = 'color:#1d2b33';
const QUIET = 'color:#5a6a72;font-size:13px';
const NILE = 'color:#0d6e6e';

function asPage({ locale, opening, items = [], action, closing = [], leave }: Letter): string {
	const paragraph = (words: string, style = '') =>
		`<p style="margin:0 0 14px;${style}">${escaped(words)}</p>`;
	const link = (href: string, words: string) =>
		`<a href="${escaped(href)}" style="${NILE}">${escaped(words)}</a>`;
	const item = ({ title, lines, link: href }: NonNullable<Letter['items']>[number]) =>
		`<div style="margin:0 0 14px;padding:0 12px;border-inline-start:3px solid #0d6e6e"><strong>${
			href ? link(href, title) : escaped(title)
		}</strong>${lines.map((l) => `<br>${escaped(l)}`).join('')}</div>`;
	return `<!doctype html><html lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}"><meta charset="utf-8">
<body style="font:15px/1.6 'IBM Plex Sans Arabic',Tahoma,Arial,sans-serif;${INK};max-width:600px;margin:24px auto;padding:0 16px">
${opening.map((words) => paragraph(words)).join('\n')}
${items.map(item).join('\n')}
${action ? `<p style="margin:0 0 14px"><a href="${escaped(action.link)}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#0d6e6e;color:#ffffff;text-decoration:none">${escaped(action.words)}</a></p>` : ''}
${closing.map((words) => paragraph(words, QUIET)).join('\n')}
${leave ? `<p style="${QUIET}">${link(leave.link, leave.words)}</p>` : ''}
</body></html>`;
}

const escaped = (text: string) =>
	text.replace(
		/[&<>"']/g,
		(c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c]!
	);
