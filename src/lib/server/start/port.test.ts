import net, { type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { demandFreePort } from './port.ts';

it('says which port is taken, and lets a free one pass', async () => {
	const other = net.createServer();
	await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
	const { port } = other.address() as AddressInfo;
	await expect(demandFreePort(port, '127.0.0.1')).rejects.toMatchObject({
		code: 'configuration_invalid',
		params: { wrong: expect.stringContaining(`PORT: ${port} is taken`) }
	});
	await new Promise((resolve) => other.close(resolve));
	await expect(demandFreePort(port, '127.0.0.1')).resolves.toBeUndefined();
});

it('names the address it cannot listen on', async () => {
	await expect(demandFreePort(0, '203.0.113.7')).rejects.toMatchObject({
		params: { wrong: expect.stringContaining('HOST: cannot listen on 203.0.113.7') }
	});
});
