import { mount, unmount } from 'svelte';
import LeaveDialog from './LeaveDialog.svelte';
import { outbox } from './outbox.svelte.ts';

/** With a network most of what waits arrives before anybody need be asked. */
const SOON_MS = 1500;

/**
 * Whether somebody may be signed out: at once when nothing of theirs waits on this device, else as they answer the
 * question. What waits is never given up here: it is sent, or stays for the same person.
 * @param context of the calling component, for its words.
 */
export async function mayLeave(username: string, context: Map<unknown, unknown>): Promise<boolean> {
	const stop = outbox.start(username);
	try {
		if (navigator.onLine)
			await Promise.race([outbox.flush(), new Promise((done) => setTimeout(done, SOON_MS))]);
		await outbox.look();
		return outbox.waiting.length === 0 || (await ask(context));
	} finally {
		stop();
	}
}

/** A dialog of its own for each question: none is left half open by the one before. */
function ask(context: Map<unknown, unknown>): Promise<boolean> {
	return new Promise((resolve) => {
		const dialog = mount(LeaveDialog, {
			target: document.body,
			context,
			props: {
				answer: (leave: boolean) => {
					resolve(leave);
					void unmount(dialog);
				}
			}
		});
	});
}

/** Sends what a person left on this device when they signed out, wherever they come back. @returns stops it. */
export const sendKept = (username: string) => outbox.start(username);
