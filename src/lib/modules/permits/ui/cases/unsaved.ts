/**
 * What somebody has typed and not saved, on this device: sealed with a key that comes from the server with their session
 * and is kept nowhere, so that a shared computer shows it to nobody else, signed out or closed. Where a browser cannot seal
 * (no https), only the part without people is kept.
 */
import { callApi } from '#lib/kernel/api-client.ts';

export interface Unsaved {
	at: string;
	content: unknown;
	/** Names were not kept. */
	bare: boolean;
}

/** Whose, and of which form. */
export interface Slot {
	by: string;
	form: string;
}

interface Row {
	id: string;
	at: string;
	iv?: Uint8Array<ArrayBuffer>;
	sealed?: ArrayBuffer;
	bare?: unknown;
}

const NAME = 'diwan-unsaved';
const STORE = 'forms';
const MONTH_MS = 30 * 86_400_000;
const keys = new Map<string, Promise<CryptoKey>>();

const idOf = ({ by, form }: Slot) => `${by} ${form}`;
const canSeal = () => globalThis.crypto?.subtle !== undefined;

/** @param bare the same without anybody's name. */
export async function keepUnsaved(slot: Slot, content: unknown, bare: unknown): Promise<void> {
	const id = idOf(slot);
	const at = new Date().toISOString();
	if (!canSeal()) return void (await run('readwrite', (store) => store.put({ id, at, bare } satisfies Row)));
	const key = await keyOf(slot.by);
	const iv = crypto.getRandomValues(new Uint8Array(12));
	const bytes = new TextEncoder().encode(JSON.stringify(content));
	const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: aad(id) }, key, bytes);
	await run('readwrite', (store) => store.put({ id, at, iv, sealed } satisfies Row));
}

/** Null where nothing is kept, or nothing that opens any more. */
export async function unsavedOf(slot: Slot): Promise<Unsaved | null> {
	const id = idOf(slot);
	const row = await run('readonly', (store) => store.get(id) as IDBRequest<Row | undefined>);
	if (!row) return null;
	if (Date.now() - Date.parse(row.at) > MONTH_MS) return forget(slot);
	if (!row.sealed || !row.iv) return { at: row.at, content: row.bare, bare: true };
	const key = await keyOf(slot.by);
	const bytes = await crypto.subtle
		.decrypt({ name: 'AES-GCM', iv: row.iv, additionalData: aad(id) }, key, row.sealed)
		.catch(() => null);
	if (!bytes) return forget(slot);
	return { at: row.at, content: JSON.parse(new TextDecoder().decode(bytes)), bare: false };
}

export async function dropUnsaved(slot: Slot): Promise<void> {
	await run('readwrite', (store) => store.delete(idOf(slot)));
}

async function forget(slot: Slot): Promise<null> {
	await dropUnsaved(slot);
	return null;
}

const aad = (id: string) => new TextEncoder().encode(id);

function keyOf(by: string): Promise<CryptoKey> {
	let key = keys.get(by);
	if (!key) {
		key = fetchKey(by);
		keys.set(by, key);
		key.catch(() => keys.delete(by));
	}
	return key;
}

async function fetchKey(by: string): Promise<CryptoKey> {
	const { key } = await callApi<{ key: string }>('GET', 'account/draft-key', { by });
	const bytes = Uint8Array.from(atob(key), (character) => character.charCodeAt(0));
	return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
	const db = await open();
	try {
		const transaction = db.transaction(STORE, mode);
		const request = work(transaction.objectStore(STORE));
		await new Promise<void>((resolve, reject) => {
			transaction.oncomplete = () => resolve();
			transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error(STORE));
		});
		return request.result;
	} finally {
		db.close();
	}
}

function open(): Promise<IDBDatabase> {
	return new Promise((resolve, reject) => {
		const request = indexedDB.open(NAME, 1);
		request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error ?? new Error(NAME));
	});
}
