import { expect, test } from 'vitest';
import { tellsWho, type Named } from './names.ts';

const OWNER: Named = { name: 'سعاد عبد الرحمن منصور', office: null, phone: '+201001234567' };
const ENGINEER: Named = { name: 'م. كمال يوسف', office: 'مكتب النيل للاستشارات', phone: null };

test.each<[string, boolean]>([
	['أنا المهندس كمال يوسف.', true],
	['مع تحيات/كمال  يُوسف', true],
	['المالكة سعاد عبد الرحمن', true],
	['المالكة: سعاد عبدالرحمن', true],
	['بجوار مسجد عبد الرحمن', false],
	['شارع كمال حسن', false],
	['أعده مكتب النيل للاستشارات', true],
	['على كورنيش النيل', false],
	['للاستفسار ٠١٠٠ ١٢٣ ٤٥٦٧', true],
	['الارتفاع 9.00 م والمساحة 1001234', false],
	['', false]
])('%s', (text, told) => {
	expect(tellsWho(text, [OWNER, ENGINEER])).toBe(told);
});

test('somebody of one name is named by it alone', () => {
	expect(tellsWho('منزل سعاد', [{ name: 'سعاد', office: null, phone: null }])).toBe(true);
	expect(tellsWho('منزل سعادة', [{ name: 'سعاد', office: null, phone: null }])).toBe(false);
});
