/** Inspections that wait on this device until there is a network, photos and all. */
import { NAME } from './kept.ts';

export interface Waiting {
	/** The inspection's own id: sent again it is the same one. */
	id: string;
	reference: string;
	/** What it is, for whoever looks at what waits. */
	title: { ar: string; en: string };
	/** Where it is sent: paths of the API, for itself and for its photos. */
	post: string;
	files: string;
	/** Who made it; nobody else's session sends it. */
	by: string;
	/** As the API takes it, but for the photos. */
	body: Record<string, unknown>;
	photos: Blob[];
	made_at: string;
	/** Why the server refused it, when it did. */
	problem: string | null;
}

const STORE = 'waiting';

export const keep = (waiting: Waiting) => run('readwrite', (store) => store.put(waiting));
export const drop = (id: string) => run('readwrite', (store) => store.delete(id));
/** Oldest first. */
export async function all(): Promise<Waiting[]> {
	const found = await run('readonly', (store) => store.getAll() as IDBRequest<Waiting[]>);
	return found.sort((a, b) => a.made_at.localeCompare(b.made_at));
}

async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
	const db = await open();
	try {
		const transaction = db.transaction(STORE, mode, { durability: 'strict' });
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
