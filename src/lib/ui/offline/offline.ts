/**
 * Has the browser keep this inspection page, and the application, for a street without a network. Resolves when they
 * are kept; false where the browser cannot (an old one, or a page that did not come over a secure connection).
 */
export async function keepOffline(path: string): Promise<boolean> {
	if (!('serviceWorker' in navigator)) return false;
	try {
		const type = import.meta.env.DEV ? 'module' : 'classic';
		await navigator.serviceWorker.register('/service-worker.js', { type });
		const { active } = await navigator.serviceWorker.ready;
		return await new Promise<boolean>((resolve) => {
			const channel = new MessageChannel();
			channel.port1.onmessage = ({ data }) => resolve(data === 'kept');
			active?.postMessage({ keep: path }, [channel.port2]);
		});
	} catch {
		return false;
	}
}
