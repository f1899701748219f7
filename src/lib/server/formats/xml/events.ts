import { SaxesParser } from 'saxes';
import { head, type ByteSource } from '../io/bytes.ts';
import { refuse } from '../refuse.ts';
import { textChunks, textEncoding } from '../text/stream.ts';
import type { EncodingGuess } from '../text/guess-encoding.ts';
import type { ReadLimits } from '../types.ts';

/** What a reader of one XML format does with elements; names come without their prefix. */
export interface XmlHandler<T> {
	open(name: string, attributes: Record<string, string>): void;
	/** All text of the element that stands directly in it, trimmed. */
	close(name: string, text: string): void;
	/** Records completed since the last call. */
	take(): T[];
}

const HEAD = 64 * 1024;
/** Comments and instructions before the first element may not go on for ever. */
const PROLOG = 512 * 1024;

/** The encoding of an XML file: its mark, its declaration where the bytes agree, else the most plausible. */
export async function xmlEncoding(source: ByteSource, given?: string): Promise<EncodingGuess> {
	const first = await head(source, HEAD);
	const declared = /^[^>]{0,200}?encoding=["']([\w.-]{1,40})["']/.exec(
		Buffer.from(first.subarray(0, 300)).toString('latin1')
	)?.[1];
	return textEncoding(first, given, declared);
}

/**
 * Streams an XML file through a handler. A document type declaration is refused before the parser sees it, so
 * there are no entities to expand; depth, attributes and the length of any one piece are limited.
 */
export async function* xmlRecords<T>(
	source: ByteSource,
	encoding: string,
	limits: ReadLimits,
	handler: XmlHandler<T>
): AsyncGenerator<T, void> {
	const parser = new SaxesParser({ xmlns: false, position: false });
	const stack: string[] = [];
	let attributes = 0;
	let sinceEvent = 0;
	let markup = false;
	let prolog: string | undefined = '';
	let failed: Error | undefined;
	const event = (): void => void (sinceEvent = 0);
	parser.on('error', (error) => (failed ??= error));
	parser.on('attribute', () => {
		if ((attributes += 1) > limits.fields) refuse('too_large', { what: 'attributes' });
	});
	parser.on('opentag', (tag) => {
		attributes = 0;
		event();
		if (stack.length >= limits.depth) refuse('file_too_deep', { limit: limits.depth });
		// Text beside elements means nothing in our formats, and spaces between a million records add up.
		if (stack.length > 0) stack[stack.length - 1] = '';
		stack.push('');
		handler.open(local(tag.name), tag.attributes as Record<string, string>);
	});
	parser.on('closetag', (tag) => {
		event();
		handler.close(local(tag.name), (stack.pop() ?? '').trim());
	});
	const text = (piece: string): void => {
		event();
		const top = stack.length - 1;
		if (top < 0 || (stack[top] === '' && piece.trim() === '')) return;
		const joined = stack[top] + piece;
		if (joined.length > limits.textLength) refuse('too_large', { limit: limits.textLength });
		stack[top] = joined;
	};
	parser.on('text', text);
	parser.on('cdata', text);
	parser.on('doctype', () => refuse('file_xml_dtd'));
	parser.on('comment', event);
	parser.on('processinginstruction', event);
	for await (const chunk of textChunks(source, encoding)) {
		if (prolog !== undefined) {
			prolog += chunk;
			if (/<!DOCTYPE/i.test(beforeRoot(prolog))) refuse('file_xml_dtd');
			if (stack.length > 0) prolog = undefined;
			else if (prolog.length > PROLOG) refuse('file_unreadable', { reason: 'xml' });
		}
		sinceEvent += chunk.length;
		parser.write(chunk);
		// An event inside this chunk leaves only its tail open: a tag or comment when no bracket closed it.
		if (sinceEvent < chunk.length) markup = chunk.lastIndexOf('<') > chunk.lastIndexOf('>');
		const limit = markup ? limits.markupLength : limits.textLength;
		if (sinceEvent > limit) refuse('too_large', { limit });
		// The parser goes on after an error; a damaged file must not.
		if (failed) refuse('file_unreadable', { reason: 'xml', detail: detail(failed) }, failed);
		yield* handler.take();
	}
	parser.close();
	if (failed) refuse(stack.length > 0 ? 'file_truncated' : 'file_unreadable', { reason: 'xml' }, failed);
	yield* handler.take();
}

function beforeRoot(prolog: string): string {
	const bare = prolog.replace(/<!--[^]*?(-->|$)/g, '').replace(/<\?[^]*?(\?>|$)/g, '');
	const root = bare.search(/<[A-Za-z_]/);
	return root < 0 ? bare : bare.slice(0, root);
}

function local(name: string): string {
	return name.slice(name.indexOf(':') + 1);
}

function detail(error: Error): string {
	return error.message.slice(0, 120);
}
