import net from 'node:net';
import { DomainError } from '#lib/kernel/errors.ts';

/**
 * Refuses a taken port before the demonstration is loaded, not after it.
 * @throws DomainError `configuration_invalid` naming `PORT`.
 */
export async function demandFreePort(port: number, host: string): Promise<void> {
	const probe = net.createServer();
	await new Promise<void>((resolve, reject) => {
		probe.once('error', (error: NodeJS.ErrnoException) => {
			const wrong =
				error.code === 'EADDRINUSE'
					? `PORT: ${port} is taken by another program; stop it or choose another`
					: error.code === 'EACCES'
						? `PORT: ${port} needs more rights than this user has; choose one above 1023`
						: `HOST: cannot listen on ${host} (${error.code ?? error.message})`;
			reject(new DomainError('configuration_invalid', { params: { wrong } }));
		});
		probe.listen(port, host, () => probe.close(() => resolve()));
	});
}
