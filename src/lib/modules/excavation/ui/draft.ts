/** What a person typed and drew and has not saved, kept on this device. */
export interface Draft<T> {
	/** ISO moment. */
	at: string;
	value: T;
}

const PREFIX = 'diwan:dig:';

export function readDraft<T>(name: string): Draft<T> | null {
	try {
		return JSON.parse(localStorage.getItem(PREFIX + name) ?? 'null') as Draft<T> | null;
	} catch {
		return null;
	}
}

/** Keeps it; a full or forbidden store is no reason to stop the person's work. */
export function keepDraft<T>(name: string, value: T): void {
	try {
		localStorage.setItem(PREFIX + name, JSON.stringify({ at: new Date().toISOString(), value }));
	} catch {
		// Nothing to tell: the form itself still holds everything.
	}
}

export function dropDraft(name: string): void {
	try {
		localStorage.removeItem(PREFIX + name);
	} catch {
		// As above.
	}
}
