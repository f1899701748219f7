import { expect, test } from 'vitest';
import { readable } from './address.ts';

test('an address that is no text is taken as it stands, every other stays what it is', () => {
	expect(readable('/verify/%00%FF')).toBe('/verify/%2500%25FF');
	expect(readable('/verify/100%?q=%FF')).toBe('/verify/100%25?q=%FF');
	expect(readable('/verify/%')).toBe('/verify/%25');
	for (const address of ['/', '/verify/AB12-CD34?x=%FF', '/%D8%B4', '/verify/%20a'])
		expect(readable(address)).toBe(address);
});
